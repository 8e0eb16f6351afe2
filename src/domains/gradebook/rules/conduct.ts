import type { Regime } from './regime.ts';

export const conductLevels = ['good', 'fair', 'passed', 'not-passed', 'average', 'weak'] as const;
export type ConductLevel = (typeof conductLevels)[number];

/**
 * The levels of conduct by circular: TT 22/2021 art. 8 (Tốt, Khá, Đạt, Chưa đạt), TT 58/2011 art. 3 (Tốt, Khá, Trung bình,
 * Yếu). Primary pupils have qualities and competences instead.
 */
export function conductLevelsOf(regime: Regime | undefined): readonly ConductLevel[] {
  if (regime === 'tt22-2021') return ['good', 'fair', 'passed', 'not-passed'];
  if (regime === 'tt58-2011') return ['good', 'fair', 'average', 'weak'];
  return [];
}

/** A comment is a few sentences; the transcript has room for these. */
export const longestComment = 500;
