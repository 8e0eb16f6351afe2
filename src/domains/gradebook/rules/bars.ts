import type { PrimaryYear, SubjectLevel } from './primary.ts';
import { type Academic, counted, type PeriodOutcome, type SubjectOutcome } from './pupil-year.ts';
import type { Readings } from './readings.ts';
import { overallMean } from './secondary-2011.ts';
import { ranked } from './secondary-year.ts';
import type { Tenths } from './tenths.ts';

/** Why a result is not the next better one: what stands, and the least that is asked. */
export type Bar =
  | { kind: 'subject'; subjectKey: string; tenths: Tenths; least: Tenths }
  | { kind: 'test'; subjectKey: string; tenths: Tenths; least: Tenths }
  | { kind: 'comment'; subjectKey: string }
  | { kind: 'level'; subjectKey: string; level: SubjectLevel; least: 'T' | 'H' }
  | { kind: 'count'; have: number; least: Tenths }
  | { kind: 'mean'; mean: Tenths; least: Tenths }
  | { kind: 'core'; least: Tenths }
  | { kind: 'traits'; count: number; least: 'T' | 'Đ' };

/** The next better result, and what keeps from it. */
export interface Barred {
  next: Academic;
  bars: Bar[];
}

/** What of a subject's result the rules look at. */
type Subject = Pick<SubjectOutcome, 'subjectKey' | 'kind' | 'tenths' | 'level' | 'exempt'>;

/** TT 22/2021 art. 9.2 a, b: six scored subjects reach the higher mark. */
export const SUBJECTS_ASKED = 6;

/** The next better result, and what it asks: of each subject, of six subjects (TT 22/2021 art. 9.2), of the mean and a core subject (TT 58/2011 art. 13). */
const above2021: Partial<Record<Academic, { next: Academic; every: Tenths; six: Tenths; failed: number }>> = {
  'not-passed': { next: 'passed', every: 35, six: 50, failed: 1 },
  passed: { next: 'fair', every: 50, six: 65, failed: 0 },
  fair: { next: 'good', every: 65, six: 80, failed: 0 },
};
const above2011: Partial<
  Record<Academic, { next: Academic; every: Tenths; mean: Tenths; core: Tenths; failed: number }>
> = {
  poor: { next: 'weak', every: 20, mean: 35, core: 0, failed: Number.POSITIVE_INFINITY },
  weak: { next: 'average', every: 35, mean: 50, core: 50, failed: 0 },
  average: { next: 'fair', every: 50, mean: 65, core: 65, failed: 0 },
  fair: { next: 'good', every: 65, mean: 80, core: 80, failed: 0 },
};
/** TT 27/2020 art. 9.2; its "completed" is also that of TT 22/2016. */
const above2020: Partial<Record<Academic, { next: Academic; level: 'T' | 'H'; trait: 'T' | 'Đ'; test: Tenths }>> = {
  'not-completed': { next: 'completed', level: 'H', trait: 'Đ', test: 50 },
  completed: { next: 'well', level: 'T', trait: 'T', test: 70 },
  well: { next: 'excellent', level: 'T', trait: 'T', test: 90 },
};

/** Results below the least, each by its own name: a mean of a subject, or a test of primary school. */
const below = (kind: 'subject' | 'test', subjects: readonly Subject[], least: Tenths): Bar[] =>
  subjects.flatMap(({ subjectKey, tenths }) =>
    tenths !== null && tenths < least ? [{ kind, subjectKey, tenths, least }] : [],
  );

const scoredOf = (subjects: readonly Subject[]) => subjects.filter(one => one.kind === 'scored');

const failedComments = (subjects: readonly Subject[], allowed: number): Bar[] => {
  const failed = subjects.filter(one => one.kind === 'comment' && one.level === 'not-passed');
  return failed.length > allowed ? failed.map(one => ({ kind: 'comment', subjectKey: one.subjectKey })) : [];
};

function bars2021(academic: Academic, own: readonly Subject[]): Barred | undefined {
  const asked = above2021[academic];
  if (!asked) return undefined;
  const have = scoredOf(own).filter(one => (one.tenths ?? -1) >= asked.six).length;
  const few: Bar[] = have < SUBJECTS_ASKED ? [{ kind: 'count', have, least: asked.six }] : [];
  return {
    next: asked.next,
    bars: [...below('subject', scoredOf(own), asked.every), ...failedComments(own, asked.failed), ...few],
  };
}

function bars2011(academic: Academic, own: readonly Subject[]): Barred | undefined {
  const asked = above2011[academic];
  if (!asked) return undefined;
  const { scored, core } = ranked(own);
  const mean = overallMean(scored);
  const low: Bar[] = mean < asked.mean ? [{ kind: 'mean', mean, least: asked.mean }] : [];
  const weak: Bar[] = core.some(key => (scored[key] ?? -1) >= asked.core) ? [] : [{ kind: 'core', least: asked.core }];
  return {
    next: asked.next,
    bars: [
      ...low,
      ...(asked.core > 0 ? weak : []),
      ...below('subject', scoredOf(own), asked.every),
      ...failedComments(own, asked.failed),
    ],
  };
}

function bars2020(academic: Academic, own: readonly Subject[], traits: PrimaryYear['traits']): Barred | undefined {
  const asked = above2020[academic];
  if (!asked) return undefined;
  const levels = own.flatMap(({ subjectKey, level }): Bar[] =>
    level === 'C' || (level === 'H' && asked.level === 'T')
      ? [{ kind: 'level', subjectKey, level, least: asked.level }]
      : [],
  );
  const low = traits.filter(level => level === 'C' || (level === 'Đ' && asked.trait === 'T')).length;
  return {
    next: asked.next,
    bars: [
      ...levels,
      ...below('test', own, asked.test),
      ...(low > 0 ? [{ kind: 'traits' as const, count: low, least: asked.trait }] : []),
    ],
  };
}

/**
 * What keeps a period's result from the next better one: "chưa đạt Khá vì Toán 4,9". A level that art. 9.3 (or 13.6) has raised
 * is explained by what the next one asks of the subjects as they are.
 * @param traits the pupil's qualities and competences at the year's end; of primary pupils alone
 * @returns undefined where there is no result, or none better
 */
export function barsOf(
  { regime, academic }: Pick<PeriodOutcome, 'regime' | 'academic'>,
  subjects: readonly Subject[],
  traits: PrimaryYear['traits'],
  readings: Readings,
): Barred | undefined {
  if (!academic) return undefined;
  const own = counted(subjects, readings);
  if (regime === 'tt22-2021') return bars2021(academic, own);
  if (regime === 'tt58-2011') return bars2011(academic, own);
  if (regime === 'tt30-2014' && academic === 'completed') return undefined;
  return bars2020(academic, own, traits);
}

/** How many things stand in the way: the fewer, the nearer the pupil is to the next result. */
export const distanceOf = (bars: readonly Bar[]): number =>
  bars.reduce((sum, bar) => {
    if (bar.kind === 'count') return sum + SUBJECTS_ASKED - bar.have;
    return sum + (bar.kind === 'traits' ? bar.count : 1);
  }, 0);
