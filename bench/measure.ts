/** Numbers out of repeated runs: what one run takes, in milliseconds. */
export interface Timed {
  median: number;
  p95: number;
  runs: number;
}

/** Runs something again and again for about so long (after a warm-up) and says how long one run took. */
export async function time(run: () => Promise<unknown>, forMs = 1500, atLeast = 20): Promise<Timed> {
  for (let warm = 0; warm < 5; warm++) await run();
  const taken: number[] = [];
  const until = performance.now() + forMs;
  while (taken.length < atLeast || (performance.now() < until && taken.length < 5000)) {
    const begun = performance.now();
    await run();
    taken.push(performance.now() - begun);
  }
  taken.sort((a, b) => a - b);
  const at = (share: number) => taken[Math.min(taken.length - 1, Math.floor(taken.length * share))] ?? 0;
  return { median: at(0.5), p95: at(0.95), runs: taken.length };
}

export const megabytes = (bytes: number) => Math.round(bytes / 1024 / 1024);

/** A row of the report. */
export interface Line {
  what: string;
  measured: string;
  aim?: string;
  /** Undefined where nothing was promised. */
  met?: boolean;
}

export function print(title: string, lines: Line[]): string {
  const rows = lines.map(
    ({ what, measured, aim, met }) =>
      `| ${what} | ${measured} | ${aim ?? ''} | ${met === undefined ? '' : met ? 'met' : '**missed**'} |`,
  );
  return [`\n## ${title}\n`, '| what | measured | aim | |', '|---|---|---|---|', ...rows].join('\n');
}
