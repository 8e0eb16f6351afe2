import type { CommentResult } from './means.ts';
import { type Readings, readingsByDefault } from './readings.ts';
import { divideHalfUp, sum, type Tenths } from './tenths.ts';

/** TT 58/2011/TT-BGDĐT as amended by TT 26/2020: rank, adjustment, promotion, titles. Worst first. */
export const ranks = ['poor', 'weak', 'average', 'fair', 'good'] as const;
export type Rank = (typeof ranks)[number];
/** Conduct has no "poor". */
export type Conduct = Exclude<Rank, 'poor'>;

export interface RankedSubjects {
  /** Means of the scored subjects, by subject. */
  scored: Readonly<Record<string, Tenths>>;
  comment: Readonly<Record<string, CommentResult>>;
  /** Maths, literature and, since TT 26/2020, the foreign language: one of them must carry the rank. */
  core: readonly string[];
  /** The subject of a specialised class, which must carry it too (art. 13). */
  specialised?: string;
}

/** ĐTBhk, ĐTBcn: the plain mean of all scored subjects, one decimal. */
export const overallMean = (scored: Readonly<Record<string, Tenths>>): Tenths => {
  const marks = Object.values(scored);
  return divideHalfUp(sum(marks), marks.length);
};

const asks = {
  good: { mean: 80, core: 80, every: 65, comments: true },
  fair: { mean: 65, core: 65, every: 50, comments: true },
  average: { mean: 50, core: 50, every: 35, comments: true },
  weak: { mean: 35, core: 0, every: 20, comments: false },
} as const;

const worth = (rank: Rank) => ranks.indexOf(rank);

function carries({ scored, core, specialised }: RankedSubjects, least: Tenths): boolean {
  const coreCarries = core.some(subject => (scored[subject] ?? -1) >= least);
  return least === 0 || (coreCarries && (specialised === undefined || (scored[specialised] ?? -1) >= least));
}

/** The rank before any adjustment. Art. 13.1-5. */
export function baseRank(subjects: RankedSubjects): Rank {
  const marks = Object.values(subjects.scored);
  const mean = overallMean(subjects.scored);
  const allPassed = Object.values(subjects.comment).every(result => result === 'passed');
  for (const rank of ['good', 'fair', 'average', 'weak'] as const) {
    const { mean: least, core, every, comments } = asks[rank];
    if (mean >= least && carries(subjects, core) && marks.every(mark => mark >= every) && (allPassed || !comments))
      return rank;
  }
  return 'poor';
}

/**
 * Art. 13.6: where the mean is that of "good" (or "fair") and one subject alone pulls the rank two or more below, it is
 * raised: good to average becomes fair, good to weak becomes average, fair to weak becomes average, fair to poor becomes
 * weak. "Good to poor" is not named; a mean of 8,0 is also one of 6,5, so it is read as fair to poor. The core subjects
 * must carry the higher rank too (a reading; the article speaks of the mean).
 */
export function academicRank(
  subjects: RankedSubjects,
  readings: Pick<Readings, 'rank-core' | 'rank-good-to-poor'> = readingsByDefault,
): Rank {
  const base = baseRank(subjects);
  const mean = overallMean(subjects.scored);
  const failed = Object.values(subjects.comment).filter(result => result === 'not-passed').length;
  for (const target of ['good', 'fair'] as const) {
    const { mean: least, core, every } = asks[target];
    const below = worth(target) - worth(base);
    const low = Object.values(subjects.scored).filter(mark => mark < every).length;
    const coreCarries = readings['rank-core'] === 'mean-alone' || carries(subjects, core);
    if (mean < least || !coreCarries || low + failed !== 1) continue;
    if (readings['rank-good-to-poor'] === 'not-raised' && mean >= asks.good.mean && base === 'poor') continue;
    if (target === 'good' && below === 2) return 'fair';
    if (target === 'good' && below === 3) return 'average';
    if (target === 'fair' && below === 2) return 'average';
    if (target === 'fair' && below === 3) return 'weak';
  }
  return base;
}

/** A comment subject in a term: all tests taken, two thirds of them passed (a reading, unverified), and the last one passed. */
export function commentTermResult2011(
  needed: number,
  results: readonly (CommentResult | null)[],
  readings: Pick<Readings, 'comment-2011'> = readingsByDefault,
): CommentResult {
  const passed = results.filter(result => result === 'passed').length;
  const isWhole = results.length >= needed && results.every(result => result !== null);
  const isEnough =
    readings['comment-2011'] === 'every-one' ? passed === results.length : 3 * passed >= 2 * results.length;
  return isWhole && isEnough && results.at(-1) === 'passed' ? 'passed' : 'not-passed';
}

export type Decision2011 =
  | { kind: 'promoted' }
  | { kind: 'reassessment' }
  | { kind: 'summer-training' }
  | { kind: 'not-promoted'; why: 'absences' | 'academic' | 'conduct' | 'conduct-and-academic' };

/** Art. 15-16, before the summer. A pupil chooses which weak subjects to sit again (art. 16). */
export function decide2011(year: { conduct: Conduct; rank: Rank; absences: number }): Decision2011 {
  if (year.absences > 45) return { kind: 'not-promoted', why: 'absences' };
  if (year.rank === 'poor') return { kind: 'not-promoted', why: 'academic' };
  if (year.rank === 'weak' && year.conduct === 'weak') return { kind: 'not-promoted', why: 'conduct-and-academic' };
  if (year.conduct === 'weak') return { kind: 'summer-training' };
  return year.rank === 'weak' ? { kind: 'reassessment' } : { kind: 'promoted' };
}

/** After the summer: promoted where rank and conduct are now at least average. */
export function decideAfterSummer2011(year: { conduct: Conduct; rank: Rank; absences: number }): Decision2011 {
  const decision = decide2011(year);
  if (decision.kind === 'summer-training') return { kind: 'not-promoted', why: 'conduct' };
  return decision.kind === 'reassessment' ? { kind: 'not-promoted', why: 'academic' } : decision;
}

/** Conduct of the year: as in term II, on which it mainly rests (art. 3; a reading, unverified), or the worse of the two. */
export const yearConduct2011 = (
  first: Conduct,
  second: Conduct,
  readings: Pick<Readings, 'conduct-2011'> = readingsByDefault,
): Conduct => (readings['conduct-2011'] === 'worse-term' && worth(first) < worth(second) ? first : second);

export type Title = 'good' | 'advanced' | null;

/** "Học sinh giỏi", "Học sinh tiên tiến". Art. 18. */
export function title2011(conduct: Conduct, rank: Rank): Title {
  if (conduct === 'good' && rank === 'good') return 'good';
  return worth(conduct) >= worth('fair') && worth(rank) >= worth('fair') ? 'advanced' : null;
}
