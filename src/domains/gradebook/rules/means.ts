import { divideHalfUp, sum, type Tenths } from './tenths.ts';

/** The marks of a scored subject in one term. */
export interface TermMarks {
  /** ĐĐGtx: regular marks, weight 1; how many there are follows from the lessons (regularMarksNeeded). */
  regular: readonly Tenths[];
  /** ĐĐGgk: mid-term, weight 2. */
  midTerm: Tenths;
  /** ĐĐGck: final, weight 3. */
  final: Tenths;
}

/** ĐTBmhk = (Σ tx + 2 gk + 3 ck) : (number of tx + 5), one decimal. TT 22/2021 art. 9.1; the same weights in TT 58/2011 as amended. */
export function termMean({ regular, midTerm, final }: TermMarks): Tenths {
  return divideHalfUp(sum(regular) + 2 * midTerm + 3 * final, regular.length + 5);
}

/** ĐTBmcn = (term I + 2 × term II) : 3, of the rounded term means. TT 22/2021 art. 9.1. */
export const yearMean = (first: Tenths, second: Tenths): Tenths => divideHalfUp(first + 2 * second, 3);

/** How many regular marks a scored subject needs in a term, by its lessons a year. TT 22/2021 art. 6.2; TT 26/2020. */
export function regularMarksNeeded(lessonsAYear: number): 2 | 3 | 4 {
  if (lessonsAYear <= 35) return 2;
  return lessonsAYear <= 70 ? 3 : 4;
}

export type CommentResult = 'passed' | 'not-passed';

/**
 * A comment subject in a term under TT 22/2021 art. 9.1: passed only where all the assessments needed were taken and each is
 * passed. A result that is missing is `null`.
 */
export const commentTermResult = (needed: number, results: readonly (CommentResult | null)[]): CommentResult =>
  results.length >= needed && results.every(result => result === 'passed') ? 'passed' : 'not-passed';

/** A comment subject in the year: as in term II (TT 22/2021 art. 9.1; TT 58/2011 by the reading chosen). */
export const commentYearResult = (_first: CommentResult, second: CommentResult): CommentResult => second;
