import type { Query } from '#platform/database/database.ts';
import type { PupilTerm, PupilYear, TermCourse, Value } from '../rules/pupil-year.ts';
import { type Roster, rosterOf } from '../rules/roster.ts';
import { traitsAsked } from '../rules/traits.ts';
import { type CourseFacts, type PupilFacts, readYearFacts, type Scope, type YearFacts } from './year-facts.ts';

const noMark: Value = { tenths: null, level: null };
const keyOf = (...parts: (string | number | null)[]) => parts.join(' ');

function groupBy<T, K>(rows: readonly T[], key: (row: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(row);
    else groups.set(key(row), [row]);
  }
  return groups;
}

/** What the results of each pupil hang on, put together from rows; pupils who left before any term ended have none. */
export async function* pupilYears(
  db: Query<'gradebook'>,
  scope: Scope,
): AsyncGenerator<{ enrolmentId: number; pupil: PupilYear }> {
  const facts = await readYearFacts(db, scope);
  const put = assembler(facts);
  for (const pupil of facts.pupils) {
    const year = put(pupil);
    if (year) yield { enrolmentId: pupil.enrolmentId, pupil: year };
  }
}

/** Rows by pupil, so that each is looked up once. */
function assembler(facts: YearFacts): (pupil: PupilFacts) => PupilYear | undefined {
  const courses = groupBy(facts.courses, course => keyOf(course.classId, course.grade));
  const closed = new Set(facts.closed.map(each => keyOf(each.term, each.classId)));
  const conduct = new Map(facts.conduct.map(each => [keyOf(each.enrolmentId, each.term), each.level]));
  const exemptions = groupBy(facts.exemptions, each => each.enrolmentId);
  const outside = groupBy(facts.outside, each => each.enrolmentId);
  const again = groupBy(facts.again, each => each.enrolmentId);
  const traits = new Map(facts.traits.map(each => [each.enrolmentId, each.levels]));
  const decided = new Map(facts.decided.map(each => [each.enrolmentId, each.decided]));
  const absences = new Map(facts.absences.map(each => [each.enrolmentId, each]));

  return pupil => {
    const { enrolmentId } = pupil;
    const roster = rosterOf(pupil.places, facts.lastDays, pupil.hasGraduated);
    if (!roster) return undefined;
    const marks = marksOf(pupil, courses, facts.marks.get(enrolmentId) ?? new Map<number, Value>());
    const away = absences.get(enrolmentId);
    const counted = (days: number | undefined, classId: number) => days || (facts.taken.has(classId) ? 0 : null);
    const term = (number: 1 | 2, place: Roster['first'], isElsewhere: boolean): PupilTerm | null => {
      const found = courses.get(keyOf(place.classId, place.grade)) ?? [];
      const [some] = found;
      if (!some) return null;
      return {
        classId: place.classId,
        grade: place.grade,
        regime: some.regime,
        isClosed: closed.has(keyOf(number, place.classId)) || closed.has(keyOf(number, null)),
        isElsewhere,
        courses: found.map(course => termCourse(course, number, marks)),
        conduct: conduct.get(keyOf(enrolmentId, number)) ?? null,
        absences: counted(number === 1 ? away?.first : away?.second, place.classId),
      };
    };
    const second = roster.second && term(2, roster.second, false);
    // A class without courses has no first term to speak of: it is brought along like that of a pupil who came later.
    const first = term(1, roster.first, roster.isElsewhere) ?? (second && term(1, roster.second ?? roster.first, true));
    if (!first) return undefined;
    const last = second ? (roster.second ?? roster.first) : roster.first;
    const released = exemptions.get(enrolmentId) ?? [];
    const brought = outside.get(enrolmentId) ?? [];
    const valuesIn = (number: 1 | 2) =>
      new Map(brought.filter(each => each.term === number).map(each => [each.subjectKey, each]));
    return {
      first,
      second,
      summerConduct: conduct.get(keyOf(enrolmentId, 3)) ?? null,
      absences: counted(away?.year, last.classId),
      exempt: new Set(released.flatMap(each => (each.kind === 'exempt' && each.subjectKey ? [each.subjectKey] : []))),
      isDisabled: released.some(each => each.kind === 'disability'),
      outside: { 1: valuesIn(1), 2: valuesIn(2) },
      traits: traits.get(enrolmentId) ?? [],
      traitsNeeded: traitsAsked((second ?? first).regime, last.grade).length,
      isRecognised: facts.recognised.has(enrolmentId),
      again: new Map((again.get(enrolmentId) ?? []).map(each => [each.subjectKey, each])),
      decided: decided.get(enrolmentId) ?? null,
    };
  };
}

type MarkOf = (course: CourseFacts, column: CourseFacts['columns'][number]) => Value;

/** A pupil who changed class within a term keeps the marks of the old one, in the same column of the same subject. */
function marksOf(pupil: PupilFacts, courses: Map<string, CourseFacts[]>, marks: Map<number, Value>): MarkOf {
  const own: MarkOf = (_, column) => marks.get(column.columnId) ?? noMark;
  if (pupil.places.length === 1) return own;
  const earlier = new Map<string, Value>();
  for (const place of pupil.places) {
    for (const course of courses.get(keyOf(place.classId, place.grade)) ?? []) {
      for (const column of course.columns) {
        const mark = marks.get(column.columnId);
        if (mark) earlier.set(keyOf(course.subjectKey, column.term, column.kind, column.number), mark);
      }
    }
  }
  return (course, column) =>
    marks.get(column.columnId) ??
    earlier.get(keyOf(course.subjectKey, column.term, column.kind, column.number)) ??
    noMark;
}

const termCourse = (course: CourseFacts, term: 1 | 2, markOf: MarkOf): TermCourse => ({
  subjectKey: course.subjectKey,
  kind: course.kind,
  cells: course.columns.flatMap(column =>
    column.term === term ? [{ kind: column.kind, ...markOf(course, column) }] : [],
  ),
});
