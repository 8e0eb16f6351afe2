import type { ColumnKind, CourseKind } from './columns.ts';
import type { SubjectLevel, TraitLevel } from './primary.ts';
import { primaryPeriods } from './primary-year.ts';
import { optionalSubjects, type Readings } from './readings.ts';
import { isPrimary, type Regime } from './regime.ts';
import { secondaryPeriods } from './secondary-year.ts';
import { subjectOfTerm, subjectOfYear } from './subject-year.ts';
import type { Tenths } from './tenths.ts';

/** What a mark or a result says: tenths, or a level, or nothing yet. */
export interface Value {
  tenths: Tenths | null;
  level: 'passed' | 'not-passed' | SubjectLevel | null;
}

/** A subject of the pupil's class in a term, with the pupil's mark in each of its columns. */
export interface TermCourse {
  subjectKey: string;
  kind: CourseKind;
  cells: readonly (Value & { kind: ColumnKind })[];
}

export interface PupilTerm {
  classId: number;
  grade: number;
  regime: Regime;
  /** The term is closed for the class: what is missing then is settled by the circular. */
  isClosed: boolean;
  /** The pupil came after the term: its results are brought from elsewhere, and no mark of ours is expected. */
  isElsewhere: boolean;
  courses: readonly TermCourse[];
  conduct: string | null;
  /** Days; null where attendance was never taken. */
  absences: number | null;
}

/** Everything that the results of a pupil in a year hang on. */
export interface PupilYear {
  first: PupilTerm;
  /** None where the pupil left before the end of the second term, or it has no columns yet. */
  second: PupilTerm | null;
  /** Judged again after the summer. */
  summerConduct: string | null;
  absences: number | null;
  /** Subjects that the pupil is exempt from. */
  exempt: ReadonlySet<string>;
  /** Assessed by an individual plan: the principal decides (TT 22/2021 art. 11, 12.4). */
  isDisabled: boolean;
  outside: Readonly<Record<1 | 2, ReadonlyMap<string, Value>>>;
  /** Qualities and competences at the year's end, and how many there must be. */
  traits: readonly TraitLevel[];
  traitsNeeded: number;
  /** The class recognised an achievement or clear progress. */
  isRecognised: boolean;
  /** Subjects assessed again in summer. */
  again: ReadonlyMap<string, Value>;
  decided: 'promoted' | 'not-promoted' | null;
}

/** 1, 2: the terms; 3: the year; 4: after the summer. */
export type Period = 1 | 2 | 3 | 4;

export interface SubjectOutcome extends Value {
  period: Period;
  subjectKey: string;
  classId: number;
  kind: CourseKind;
  exempt: boolean;
  missing: number;
}

export type Academic =
  | 'good'
  | 'fair'
  | 'passed'
  | 'not-passed'
  | 'average'
  | 'weak'
  | 'poor'
  | 'excellent'
  | 'well'
  | 'completed'
  | 'not-completed';

export interface PeriodOutcome {
  period: Period;
  classId: number;
  grade: number;
  regime: Regime;
  isWhole: boolean;
  meanTenths: Tenths | null;
  academic: Academic | null;
  conduct: string | null;
  absences: number | null;
  award: 'excellent' | 'good' | 'advanced' | 'model' | null;
  outcome: 'promoted' | 'reassessment' | 'summer-training' | 'not-promoted' | 'principal-decides' | null;
  outcomeWhy: 'absences' | 'academic' | 'conduct' | 'conduct-and-academic' | 'decided' | null;
}

export interface PupilResults {
  subjects: SubjectOutcome[];
  periods: PeriodOutcome[];
}

/** Subjects that count for levels and awards: not those a pupil is exempt from, and optional ones by the reading chosen. */
export const counted = <S extends Pick<SubjectOutcome, 'subjectKey' | 'exempt'>>(
  subjects: readonly S[],
  readings: Readings,
): S[] =>
  subjects.filter(
    one => !one.exempt && (readings['optional-subjects'] === 'counted' || !optionalSubjects.has(one.subjectKey)),
  );

/** A subject has a result: a mean, or a level. */
export const hasValue = (one: SubjectOutcome): boolean => (one.kind === 'scored' ? one.tenths : one.level) !== null;

/**
 * The results of one pupil in one year, by the circular that holds for the grade in each term: subjects, levels, awards and
 * what follows from the year. Plain values in, plain values out: the same for the page that explains them.
 */
export function resultsOf(pupil: PupilYear, readings: Readings): PupilResults {
  const first = subjectsOfTerm(pupil, 1, pupil.first, readings);
  const second = pupil.second ? subjectsOfTerm(pupil, 2, pupil.second, readings) : [];
  const year = pupil.second && second.length > 0 ? subjectsOfYear(pupil, pupil.second, first, second, readings) : [];
  const stages = { first, second, year };
  const regime = (pupil.second ?? pupil.first).regime;
  const { periods, again } = (isPrimary(regime) ? primaryPeriods : secondaryPeriods)(pupil, stages, readings);
  return { subjects: [...first, ...second, ...year, ...again], periods };
}

/** What the results of a year are made from, stage by stage. */
export interface Stages {
  first: SubjectOutcome[];
  second: SubjectOutcome[];
  year: SubjectOutcome[];
}

function subjectsOfTerm(pupil: PupilYear, period: 1 | 2, term: PupilTerm, readings: Readings): SubjectOutcome[] {
  return term.courses.flatMap(course => {
    const one = subjectOfTerm(pupil, period, term, course, readings);
    return one ? [one] : [];
  });
}

/** Subjects of the year are those of the class in which it ends. */
function subjectsOfYear(
  pupil: PupilYear,
  term: PupilTerm,
  first: SubjectOutcome[],
  second: SubjectOutcome[],
  readings: Readings,
): SubjectOutcome[] {
  const bySubject = new Map(first.map(one => [one.subjectKey, one]));
  const secondBySubject = new Map(second.map(one => [one.subjectKey, one]));
  return term.courses.flatMap(course => {
    const early = bySubject.get(course.subjectKey) ?? broughtAlong(pupil, term, course, readings);
    const one = subjectOfYear(term, course, early, secondBySubject.get(course.subjectKey));
    return one ? [one] : [];
  });
}

/** A subject that the first class did not teach may have come with the pupil from elsewhere. */
function broughtAlong(pupil: PupilYear, term: PupilTerm, course: TermCourse, readings: Readings) {
  if (!pupil.outside[1].has(course.subjectKey)) return undefined;
  return subjectOfTerm(pupil, 1, { ...term, isElsewhere: true }, { ...course, cells: [] }, readings);
}
