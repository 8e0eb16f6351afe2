export interface Scale {
  from: number;
  to: number;
  steps: number[];
}

/** A scale from 0 with about four round steps that holds every value. Figures below 0 widen it downwards. */
export function scaleFor(values: number[], full?: number): Scale {
  const highest = full ?? Math.max(0, ...values);
  const lowest = Math.min(0, ...values);
  const reach = highest - lowest || 1;
  const step = roundStep(reach / 4);
  const from = Math.floor(lowest / step) * step;
  const to = Math.max(Math.ceil(highest / step - 1e-9) * step, from + step);
  const steps: number[] = [];
  for (let index = 0; from + index * step <= to + step / 1000; index += 1) {
    steps.push(Number((from + index * step).toPrecision(12)));
  }
  return { from, to, steps };
}

/** The next of 1, 2, 2.5, 5 times a power of ten. */
function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 2.5, 5, 10].find(candidate => candidate * power >= rough - 1e-9) ?? 10;
  return factor * power;
}
