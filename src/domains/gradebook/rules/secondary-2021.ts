import type { CommentResult } from './means.ts';
import { type Readings, readingsByDefault } from './readings.ts';
import type { Tenths } from './tenths.ts';

/** TT 22/2021/TT-BGDĐT: levels, adjustment, conduct, promotion, re-assessment, awards. Worst first. */
export const levels = ['not-passed', 'passed', 'fair', 'good'] as const;
export type Level = (typeof levels)[number];

export interface YearSubjects {
  /** Means of the scored subjects, by subject. */
  scored: Readonly<Record<string, Tenths>>;
  comment: Readonly<Record<string, CommentResult>>;
}

/** What these rules need to know of how the circular is read. */
type Reading = Pick<Readings, 'adjustment' | 'reassessment'>;

const rank = (level: Level) => levels.indexOf(level);
const countFrom = (marks: readonly Tenths[], least: Tenths) => marks.filter(mark => mark >= least).length;

/** What a level asks (art. 9.2): of every scored subject, and of at least six. */
const asks = { good: { every: 65, six: 80 }, fair: { every: 50, six: 65 }, passed: { every: 35, six: 50 } } as const;

/** The level of a term or a year before any adjustment. Art. 9.2. */
export function baseLevel({ scored, comment }: YearSubjects): Level {
  const marks = Object.values(scored);
  const failed = Object.values(comment).filter(result => result === 'not-passed').length;
  const reaches = ({ every, six }: { every: Tenths; six: Tenths }) =>
    marks.every(mark => mark >= every) && countFrom(marks, six) >= 6;
  if (failed === 0 && reaches(asks.good)) return 'good';
  if (failed === 0 && reaches(asks.fair)) return 'fair';
  if (failed <= 1 && reaches(asks.passed)) return 'passed';
  return 'not-passed';
}

/**
 * The level with the adjustment of art. 9.3: where one subject alone pulls it down by two levels or more from "good" or
 * "fair", it is raised by one. It never becomes "good", so it never makes an award.
 */
export function academicLevel(subjects: YearSubjects, readings: Reading = readingsByDefault): Level {
  const base = baseLevel(subjects);
  const marks = Object.values(subjects.scored);
  const failedComments = Object.values(subjects.comment).filter(result => result === 'not-passed').length;
  for (const target of ['good', 'fair'] as const) {
    if (rank(target) - rank(base) < 2) continue;
    const { every, six } = asks[target];
    const low = marks.filter(mark => mark < every).length;
    if (low + failedComments !== 1) continue;
    const enough = countFrom(marks, six) + (readings.adjustment === 'replace' ? low : 0) >= 6;
    const raised = levels[rank(base) + 1];
    if (enough && raised) return raised;
  }
  return base;
}

/** Conduct of the year from the two terms. Art. 8.2; the rows below "fair" are unverified. First term, then second. */
const conductTable: Record<Level, Record<Level, Level>> = {
  good: { good: 'good', fair: 'fair', passed: 'fair', 'not-passed': 'not-passed' },
  fair: { good: 'good', fair: 'fair', passed: 'passed', 'not-passed': 'not-passed' },
  passed: { good: 'fair', fair: 'fair', passed: 'passed', 'not-passed': 'not-passed' },
  'not-passed': { good: 'fair', fair: 'passed', passed: 'passed', 'not-passed': 'not-passed' },
};

export const yearConduct = (first: Level, second: Level): Level => conductTable[first][second];

/** Sessions a pupil may be absent in a year, excused or not (art. 12.1.c). */
const ABSENCES_ALLOWED = 45;

export interface YearEnd {
  conduct: Level;
  academic: Level;
  /** Sessions, on a plan of one session a day. */
  absences: number;
}

export type Decision =
  | { kind: 'promoted' }
  /** Art. 14: these subjects are assessed again. */
  | { kind: 'reassessment' }
  /** Art. 13: conduct is trained in summer. */
  | { kind: 'summer-training' }
  | { kind: 'not-promoted'; why: 'absences' | 'academic' | 'conduct' | 'conduct-and-academic' };

/**
 * What follows from the year, before the summer. Art. 12-14. Absences over 45 cannot be made good; where conduct and
 * academic result both fall short, art. 14 leaves no re-assessment, and the principal is told.
 */
export function decide({ conduct, academic, absences }: YearEnd): Decision {
  if (absences > ABSENCES_ALLOWED) return { kind: 'not-promoted', why: 'absences' };
  if (conduct === 'not-passed' && academic === 'not-passed')
    return { kind: 'not-promoted', why: 'conduct-and-academic' };
  if (conduct === 'not-passed') return { kind: 'summer-training' };
  if (academic === 'not-passed') return { kind: 'reassessment' };
  return { kind: 'promoted' };
}

/** Subjects to be assessed again: scored ones below 5,0 and comment ones not passed. Art. 14.1. */
export const subjectsToReassess = ({ scored, comment }: YearSubjects): string[] => [
  ...Object.entries(scored)
    .filter(([, mark]) => mark < 50)
    .map(([subject]) => subject),
  ...Object.entries(comment)
    .filter(([, result]) => result === 'not-passed')
    .map(([subject]) => subject),
];

/** The year's subjects with the results of the re-assessment in their place. Art. 14.3. */
export function afterReassessment(
  subjects: YearSubjects,
  again: { scored?: Record<string, Tenths>; comment?: Record<string, CommentResult> },
  readings: Reading = readingsByDefault,
): YearSubjects {
  const isBetterOf = readings.reassessment === 'better-of';
  const scored = { ...subjects.scored };
  for (const [subject, mark] of Object.entries(again.scored ?? {})) {
    scored[subject] = isBetterOf ? Math.max(mark, scored[subject] ?? 0) : mark;
  }
  const comment = { ...subjects.comment };
  for (const [subject, result] of Object.entries(again.comment ?? {})) {
    comment[subject] = isBetterOf && comment[subject] === 'passed' ? 'passed' : result;
  }
  return { scored, comment };
}

/** After the summer: promoted where everything holds now, otherwise not. */
export function decideAfterSummer(year: YearEnd): Decision {
  const decision = decide(year);
  if (decision.kind === 'summer-training') return { kind: 'not-promoted', why: 'conduct' };
  return decision.kind === 'reassessment' ? { kind: 'not-promoted', why: 'academic' } : decision;
}

export type Award = 'excellent' | 'good' | null;

/** Art. 15: "Học sinh Xuất sắc", "Học sinh Giỏi", at the year's end alone. */
export function award(conduct: Level, academic: Level, scored: readonly Tenths[]): Award {
  if (conduct !== 'good' || academic !== 'good') return null;
  return countFrom(scored, 90) >= 6 ? 'excellent' : 'good';
}
