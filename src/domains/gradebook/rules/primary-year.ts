import {
  isPromoted,
  isPromoted2014,
  type PrimaryYear,
  primaryAward,
  primaryAward2014,
  primaryResult,
  type SubjectLevel,
} from './primary.ts';
import {
  counted,
  type PeriodOutcome,
  type PupilTerm,
  type PupilYear,
  type Stages,
  type SubjectOutcome,
} from './pupil-year.ts';
import type { Readings } from './readings.ts';

const isSubjectLevel = (level: SubjectOutcome['level']): level is SubjectLevel =>
  level === 'T' || level === 'H' || level === 'C';

const isWholeOf = (subjects: readonly SubjectOutcome[]): boolean =>
  subjects.length > 0 && subjects.every(one => one.missing === 0 && isSubjectLevel(one.level));

/** What the rules of primary school take: levels, qualities and competences, tests as whole marks. */
function yearOf(subjects: readonly SubjectOutcome[], pupil: PupilYear): PrimaryYear {
  return {
    subjects: subjects.map(one => one.level).filter(isSubjectLevel),
    traits: pupil.traits,
    tests: subjects.flatMap(one => (one.tenths === null ? [] : [one.tenths / 10])),
  };
}

/** Result of a year of primary school: four of TT 27/2020 art. 9.2; completed or not under TT 22/2016. */
const resultOf = (regime: PupilTerm['regime'], year: PrimaryYear) => {
  if (regime === 'tt27-2020') return primaryResult(year);
  return isPromoted2014(year) ? ('completed' as const) : ('not-completed' as const);
};

/**
 * Periods of a primary pupil (TT 27/2020; TT 30/2014 with TT 22/2016). Terms have no result of their own; of the year only
 * what stands at its end counts, and absences do not.
 */
export function primaryPeriods(pupil: PupilYear, stages: Stages, readings: Readings) {
  const { first, second } = pupil;
  const blank = (period: 1 | 2 | 3, term: PupilTerm, isWhole: boolean, absences: number | null): PeriodOutcome => ({
    period,
    classId: term.classId,
    grade: term.grade,
    regime: term.regime,
    isWhole: isWhole || pupil.isDisabled,
    meanTenths: null,
    academic: null,
    conduct: null,
    absences,
    award: null,
    outcome: null,
    outcomeWhy: null,
  });
  const periods: PeriodOutcome[] = [];
  if (stages.first.length > 0)
    periods.push(blank(1, first, isWholeOf(counted(stages.first, readings)), first.absences));
  if (!second || stages.year.length === 0) return { periods, again: [] };
  periods.push(blank(2, second, isWholeOf(counted(stages.second, readings)), second.absences));
  const own = counted(stages.year, readings);
  const isWhole = isWholeOf(own) && pupil.traits.length >= pupil.traitsNeeded;
  const year = {
    ...blank(3, second, isWhole, pupil.absences),
    ...(isWhole ? judged(own, second.regime, pupil, readings) : {}),
  };
  if (pupil.isDisabled) year.outcome = 'principal-decides';
  periods.push(year);
  const summer = afterSummer(pupil, year, own);
  if (summer) periods.push(summer.period);
  return { periods, again: summer?.again ?? [] };
}

function judged(own: SubjectOutcome[], regime: PupilTerm['regime'], pupil: PupilYear, readings: Readings) {
  const year = yearOf(own, pupil);
  const academic = resultOf(regime, year);
  const given =
    regime === 'tt27-2020'
      ? primaryAward(primaryResult(year), pupil.isRecognised)
      : primaryAward2014(year, pupil.isRecognised, readings);
  const outcome = isPromoted(academic) ? ('promoted' as const) : ('principal-decides' as const);
  return { academic, award: given, outcome };
}

/**
 * Not completed: the teacher helps and assesses again (TT 27/2020 art. 11; TT 22/2016 art. 14). That way the grade is
 * completed, no more; where it still is not, the principal decides.
 */
function afterSummer(pupil: PupilYear, year: PeriodOutcome, own: SubjectOutcome[]) {
  const isOpen = year.academic === 'not-completed';
  const now = own.map((one): SubjectOutcome => {
    const anew = isOpen ? pupil.again.get(one.subjectKey) : undefined;
    const level = anew && isSubjectLevel(anew.level) ? anew.level : null;
    if (!anew || (level === null && anew.tenths === null)) return one;
    return { ...one, period: 4, level: level ?? one.level, tenths: anew.tenths ?? one.tenths };
  });
  const again = now.filter(one => one.period === 4);
  if (again.length === 0 && pupil.decided === null) return undefined;
  const isDone = again.length > 0 && isPromoted(resultOf(year.regime, yearOf(now, pupil)));
  const period: PeriodOutcome = {
    ...year,
    period: 4,
    academic: isDone ? 'completed' : year.academic,
    award: null,
    outcome: isDone && !pupil.isDisabled ? 'promoted' : year.outcome,
    outcomeWhy: null,
  };
  if (pupil.decided) return { again, period: { ...period, outcome: pupil.decided, outcomeWhy: 'decided' as const } };
  return { again, period };
}
