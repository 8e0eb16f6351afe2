/** A figure with "," or "." for decimals; undefined for what is none. */
function figure(text: string): number | undefined {
  return /^\d{1,3}([.,]\d{1,2})?$/.test(text) ? Number(text.replace(',', '.')) : undefined;
}

/** Nobody at school is smaller or taller (centimetres); a figure below 3 can only be metres. */
const [shortest, tallest] = [50, 250];
/** Nobody at school is lighter or heavier (kilograms). */
const [lightest, heaviest] = [8, 200];

/**
 * A height as typed: "142", "142,5 cm", "1,42 m", "1m42".
 * @returns millimetres; undefined for what is no height of a pupil
 */
export function readHeight(typed: string): number | undefined {
  const text = typed.toLowerCase().replace(/\s+/g, '');
  const parts = /^(\d)m(\d{1,2})$/.exec(text);
  if (parts) return inMillimetres(Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0')));
  const value = figure(text.replace(/c?m$/, ''));
  if (value === undefined) return undefined;
  const isMetres = /[^c]m$/.test(text) || (value < 3 && !text.endsWith('cm'));
  return inMillimetres(isMetres ? value * 100 : value);
}

const inMillimetres = (centimetres: number): number | undefined =>
  centimetres >= shortest && centimetres <= tallest ? Math.round(centimetres * 10) : undefined;

/** A weight as typed: "35", "35,5 kg". @returns grams; undefined for what is no weight of a pupil */
export function readWeight(typed: string): number | undefined {
  const value = figure(typed.toLowerCase().replace(/\s+/g, '').replace(/kg$/, ''));
  return value !== undefined && value >= lightest && value <= heaviest ? Math.round(value * 1000) : undefined;
}
