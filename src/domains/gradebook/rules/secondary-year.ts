import type { CommentResult } from './means.ts';
import {
  counted,
  hasValue,
  type PeriodOutcome,
  type PupilTerm,
  type PupilYear,
  type Stages,
  type SubjectOutcome,
} from './pupil-year.ts';
import type { Readings } from './readings.ts';
import {
  academicRank,
  type Conduct,
  decide2011,
  decideAfterSummer2011,
  overallMean,
  type Rank,
  type RankedSubjects,
  title2011,
  yearConduct2011,
} from './secondary-2011.ts';
import {
  academicLevel,
  afterReassessment,
  award,
  decide,
  decideAfterSummer,
  type Level,
  levels,
  yearConduct,
} from './secondary-2021.ts';
import type { Tenths } from './tenths.ts';

/** Maths, literature and, since TT 26/2020, the foreign language. */
const coreSubjects = ['maths', 'literature', 'foreign-language'] as const;

const conducts2011: readonly Conduct[] = ['weak', 'average', 'fair', 'good'];
const levelNamed = (text: string | null): Level | null => levels.find(level => level === text) ?? null;
const conductNamed = (text: string | null): Conduct | null => conducts2011.find(level => level === text) ?? null;

/** Conduct as recorded, where it is a word of the circular that holds. */
const conductOf = (regime: PupilTerm['regime'], text: string | null): string | null =>
  regime === 'tt58-2011' ? conductNamed(text) : levelNamed(text);

function conductOfYear({ first, second }: PupilYear, readings: Readings): string | null {
  if (!second) return null;
  if (second.regime === 'tt58-2011') {
    const [early, late] = [conductNamed(first.conduct), conductNamed(second.conduct)];
    return early && late ? yearConduct2011(early, late, readings) : null;
  }
  const [early, late] = [levelNamed(first.conduct), levelNamed(second.conduct)];
  return early && late ? yearConduct(early, late) : null;
}

/** Subjects as the rules of levels and ranks take them. */
export function ranked(
  subjects: readonly Pick<SubjectOutcome, 'subjectKey' | 'kind' | 'tenths' | 'level'>[],
): RankedSubjects {
  const scored: Record<string, Tenths> = {};
  const comment: Record<string, CommentResult> = {};
  for (const { subjectKey, kind, tenths, level } of subjects) {
    if (kind === 'scored' && tenths !== null) scored[subjectKey] = tenths;
    if (kind === 'comment' && (level === 'passed' || level === 'not-passed')) comment[subjectKey] = level;
  }
  return { scored, comment, core: coreSubjects };
}

const isWholeOf = (subjects: readonly SubjectOutcome[]): boolean =>
  subjects.every(hasValue) && subjects.some(one => one.kind === 'scored');

/** What the subjects of a term or a year come to; nothing while one of them has no result. */
function judged(subjects: readonly SubjectOutcome[], regime: PupilTerm['regime'], readings: Readings) {
  const own = counted(subjects, readings);
  if (!isWholeOf(own)) return { academic: null, meanTenths: null };
  const given = ranked(own);
  if (regime === 'tt58-2011') return { academic: academicRank(given, readings), meanTenths: overallMean(given.scored) };
  return { academic: academicLevel(given, readings), meanTenths: null };
}

/** Periods of a secondary pupil (TT 22/2021, TT 58/2011 with TT 26/2020), and the subjects assessed again. */
export function secondaryPeriods(pupil: PupilYear, stages: Stages, readings: Readings) {
  const periods: PeriodOutcome[] = [];
  const termOf = (
    period: 1 | 2 | 3,
    term: PupilTerm,
    subjects: SubjectOutcome[],
    conduct: string | null,
    absences: number | null,
  ) => periodOf({ period, term, subjects, conduct, absences, isDisabled: pupil.isDisabled }, readings);
  const { first, second } = pupil;
  if (stages.first.length > 0)
    periods.push(termOf(1, first, stages.first, conductOf(first.regime, first.conduct), first.absences));
  if (!second || stages.year.length === 0) return { periods, again: [] };
  periods.push(termOf(2, second, stages.second, conductOf(second.regime, second.conduct), second.absences));
  const year = withOutcome(termOf(3, second, stages.year, conductOfYear(pupil, readings), pupil.absences), pupil);
  periods.push(year);
  const summer = afterSummer(pupil, year, stages.year, readings);
  if (summer) periods.push(summer.period);
  return { periods, again: summer?.again ?? [] };
}

interface Judging {
  period: 1 | 2 | 3;
  term: PupilTerm;
  subjects: SubjectOutcome[];
  conduct: string | null;
  absences: number | null;
  isDisabled: boolean;
}

function periodOf(given: Judging, readings: Readings): PeriodOutcome {
  const { period, term, subjects, conduct, absences, isDisabled } = given;
  const { academic, meanTenths } = judged(subjects, term.regime, readings);
  const isWhole = conduct !== null && (academic !== null || isDisabled);
  return {
    period,
    classId: term.classId,
    grade: term.grade,
    regime: term.regime,
    isWhole,
    meanTenths,
    academic,
    conduct,
    absences,
    award: isWhole ? awardOf(period, term.regime, academic, conduct, counted(subjects, readings)) : null,
    outcome: null,
    outcomeWhy: null,
  };
}

/** TT 58 gives titles for each term and the year (art. 18); TT 22 at the year's end alone (art. 15). */
function awardOf(
  period: 1 | 2 | 3,
  regime: PupilTerm['regime'],
  academic: string | null,
  conduct: string,
  subjects: SubjectOutcome[],
): PeriodOutcome['award'] {
  if (regime === 'tt58-2011') {
    const held = conductNamed(conduct);
    return held && academic ? title2011(held, academic as Rank) : null;
  }
  const [held, level] = [levelNamed(conduct), levelNamed(academic)];
  return period === 3 && held && level ? award(held, level, Object.values(ranked(subjects).scored)) : null;
}

type Decided = { kind: NonNullable<PeriodOutcome['outcome']>; why?: PeriodOutcome['outcomeWhy'] };

function decided({ regime, conduct, academic, absences }: PeriodOutcome, isAfterSummer: boolean): Decided | null {
  if (regime === 'tt58-2011') {
    const held = conductNamed(conduct);
    if (!held || !academic) return null;
    const year = { conduct: held, rank: academic as Rank, absences: absences ?? 0 };
    return isAfterSummer ? decideAfterSummer2011(year) : decide2011(year);
  }
  const [held, level] = [levelNamed(conduct), levelNamed(academic)];
  if (!held || !level) return null;
  const year = { conduct: held, academic: level, absences: absences ?? 0 };
  return isAfterSummer ? decideAfterSummer(year) : decide(year);
}

function withOutcome(year: PeriodOutcome, pupil: PupilYear): PeriodOutcome {
  if (pupil.isDisabled) return { ...year, outcome: 'principal-decides' };
  const answer = year.isWhole ? decided(year, false) : null;
  return { ...year, outcome: answer?.kind ?? null, outcomeWhy: answer?.why ?? null };
}

/**
 * After the summer: subjects assessed again (art. 14; TT 58 art. 16), conduct trained and judged again (art. 13; TT 58
 * art. 15.2.d), or what the principal decided. What the year did not call for changes nothing.
 */
function afterSummer(pupil: PupilYear, year: PeriodOutcome, subjects: SubjectOutcome[], readings: Readings) {
  const own = counted(subjects, readings);
  const anew = year.outcome === 'reassessment' ? assessedAgain(own, pupil, readings) : [];
  const summerConduct = year.outcome === 'summer-training' ? conductOf(year.regime, pupil.summerConduct) : null;
  if (anew.length === 0 && summerConduct === null && pupil.decided === null) return undefined;
  const bySubject = new Map(anew.map(one => [one.subjectKey, one]));
  const now = own.map(one => bySubject.get(one.subjectKey) ?? one);
  const period: PeriodOutcome = {
    ...year,
    ...(anew.length > 0 ? judged(now, year.regime, readings) : {}),
    period: 4,
    conduct: summerConduct ?? year.conduct,
    award: null,
  };
  if (pupil.decided)
    return { again: anew, period: { ...period, outcome: pupil.decided, outcomeWhy: 'decided' as const } };
  const answer = decided(period, true);
  return { again: anew, period: { ...period, outcome: answer?.kind ?? null, outcomeWhy: answer?.why ?? null } };
}

function assessedAgain(own: SubjectOutcome[], pupil: PupilYear, readings: Readings): SubjectOutcome[] {
  const before = ranked(own);
  const scored: Record<string, Tenths> = {};
  const comment: Record<string, CommentResult> = {};
  for (const { subjectKey, kind } of own) {
    const value = pupil.again.get(subjectKey);
    if (kind === 'scored' && value && value.tenths !== null) scored[subjectKey] = value.tenths;
    if (kind === 'comment' && (value?.level === 'passed' || value?.level === 'not-passed'))
      comment[subjectKey] = value.level;
  }
  const after = afterReassessment(before, { scored, comment }, readings);
  return own.flatMap((one): SubjectOutcome[] => {
    if (one.subjectKey in scored)
      return [{ ...one, period: 4, tenths: after.scored[one.subjectKey] ?? null, missing: 0 }];
    if (one.subjectKey in comment)
      return [{ ...one, period: 4, level: after.comment[one.subjectKey] ?? null, missing: 0 }];
    return [];
  });
}
