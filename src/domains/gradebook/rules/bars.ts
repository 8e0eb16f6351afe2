import type { PrimaryYear } from './primary.ts';
import { counted, type PeriodOutcome, type SubjectOutcome } from './pupil-year.ts';
import type { Readings } from './readings.ts';
import { overallMean } from './secondary-2011.ts';
import { ranked } from './secondary-year.ts';
import type { Tenths } from './tenths.ts';

/** Why a result is not the next better one. */
export type Bar =
  | { kind: 'subject'; subjectKey: string; tenths: Tenths }
  | { kind: 'comment'; subjectKey: string }
  | { kind: 'level'; subjectKey: string; level: string }
  | { kind: 'count'; have: number; least: Tenths }
  | { kind: 'mean'; mean: Tenths; least: Tenths }
  | { kind: 'core'; least: Tenths }
  | { kind: 'traits'; count: number };

type Academic = NonNullable<PeriodOutcome['academic']>;

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
/** TT 27/2020 art. 9.2. */
const above2020: Partial<Record<Academic, { next: Academic; levels: string; test: Tenths }>> = {
  'not-completed': { next: 'completed', levels: 'TH', test: 50 },
  completed: { next: 'well', levels: 'T', test: 70 },
  well: { next: 'excellent', levels: 'T', test: 90 },
};

const lowSubjects = (subjects: readonly SubjectOutcome[], every: Tenths): Bar[] =>
  subjects.flatMap(one =>
    one.tenths !== null && one.tenths < every
      ? [{ kind: 'subject', subjectKey: one.subjectKey, tenths: one.tenths }]
      : [],
  );

const failedComments = (subjects: readonly SubjectOutcome[], allowed: number): Bar[] => {
  const failed = subjects.filter(one => one.kind === 'comment' && one.level === 'not-passed');
  return failed.length > allowed ? failed.map(one => ({ kind: 'comment', subjectKey: one.subjectKey })) : [];
};

function bars2021(academic: Academic, own: SubjectOutcome[]): { next: Academic; bars: Bar[] } | undefined {
  const asked = above2021[academic];
  if (!asked) return undefined;
  const have = own.filter(one => one.kind === 'scored' && (one.tenths ?? -1) >= asked.six).length;
  const few: Bar[] = have < 6 ? [{ kind: 'count', have, least: asked.six }] : [];
  return {
    next: asked.next,
    bars: [
      ...lowSubjects(
        own.filter(one => one.kind === 'scored'),
        asked.every,
      ),
      ...failedComments(own, asked.failed),
      ...few,
    ],
  };
}

function bars2011(academic: Academic, own: SubjectOutcome[]): { next: Academic; bars: Bar[] } | undefined {
  const asked = above2011[academic];
  if (!asked) return undefined;
  const { scored, core } = ranked(own);
  const mean = overallMean(scored);
  const low: Bar[] = mean < asked.mean ? [{ kind: 'mean', mean, least: asked.mean }] : [];
  const weak: Bar[] = core.some(key => (scored[key] ?? -1) >= asked.core) ? [] : [{ kind: 'core', least: asked.core }];
  const subjects = lowSubjects(
    own.filter(one => one.kind === 'scored'),
    asked.every,
  );
  return {
    next: asked.next,
    bars: [...low, ...(asked.core > 0 ? weak : []), ...subjects, ...failedComments(own, asked.failed)],
  };
}

function bars2020(
  academic: Academic,
  own: SubjectOutcome[],
  traits: PrimaryYear['traits'],
): { next: Academic; bars: Bar[] } | undefined {
  const asked = above2020[academic];
  if (!asked) return undefined;
  const levels = own.flatMap((one): Bar[] =>
    one.level && !asked.levels.includes(one.level)
      ? [{ kind: 'level', subjectKey: one.subjectKey, level: one.level }]
      : [],
  );
  const below = traits.filter(level => (asked.levels === 'T' ? level !== 'T' : level === 'C')).length;
  return {
    next: asked.next,
    bars: [
      ...levels,
      ...lowSubjects(own, asked.test),
      ...(below > 0 ? [{ kind: 'traits' as const, count: below }] : []),
    ],
  };
}

/**
 * What keeps a period's result from the next better one: "chưa đạt Khá vì Toán 4,9". A level that art. 9.3 (or 13.6) has raised
 * is explained by what the next one asks of the subjects as they are.
 * @returns undefined where there is no result, or none better
 */
export function barsOf(
  period: PeriodOutcome,
  subjects: readonly SubjectOutcome[],
  traits: PrimaryYear['traits'],
  readings: Readings,
): { next: Academic; bars: Bar[] } | undefined {
  if (!period.academic) return undefined;
  const own = counted(subjects, readings);
  if (period.regime === 'tt22-2021') return bars2021(period.academic, own);
  if (period.regime === 'tt58-2011') return bars2011(period.academic, own);
  if (period.regime === 'tt30-2014' && period.academic === 'completed') return undefined;
  return bars2020(period.academic, own, traits);
}
