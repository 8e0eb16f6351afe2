import type { Regime } from './regime.ts';

/** The levels each circular knows, best first: the columns of its statistics. */
export const academicLevels = {
  'tt22-2021': ['good', 'fair', 'passed', 'not-passed'],
  'tt58-2011': ['good', 'fair', 'average', 'weak', 'poor'],
  'tt27-2020': ['excellent', 'well', 'completed', 'not-completed'],
  'tt30-2014': ['completed', 'not-completed'],
} as const satisfies Record<Regime, readonly string[]>;

/** Conduct stands beside the academic result in secondary schools; primary results hold it already (TT 27/2020 art. 9). */
export const conductLevels = {
  'tt22-2021': ['good', 'fair', 'passed', 'not-passed'],
  'tt58-2011': ['good', 'fair', 'average', 'weak'],
  'tt27-2020': [],
  'tt30-2014': [],
} as const satisfies Record<Regime, readonly string[]>;

/** In the order in which statistics show them. */
export const regimesShown = ['tt22-2021', 'tt58-2011', 'tt27-2020', 'tt30-2014'] as const satisfies readonly Regime[];
