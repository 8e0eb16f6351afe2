import { type RawBuilder, sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';
import type { ColumnKind, CourseKind } from '../rules/columns.ts';
import type { TraitLevel } from '../rules/primary.ts';
import type { Value } from '../rules/pupil-year.ts';
import type { Regime } from '../rules/regime.ts';
import type { Place } from '../rules/roster.ts';

/** Of which pupils: those of a school in a year, of some of its classes, or some pupils. */
export interface Scope {
  schoolId: number;
  schoolYear: string;
  classIds?: readonly number[] | undefined;
  enrolmentIds?: readonly number[] | undefined;
}

export interface CourseFacts {
  classId: number;
  grade: number;
  subjectKey: string;
  kind: CourseKind;
  regime: Regime;
  columns: { columnId: number; term: number; kind: ColumnKind; number: number }[];
}

export interface PupilFacts {
  enrolmentId: number;
  hasGraduated: boolean;
  places: Place[];
}

/** The rows that the results of these pupils hang on, each kind in one statement, whatever their number. */
export interface YearFacts {
  lastDays: { first: string; second: string };
  pupils: PupilFacts[];
  courses: CourseFacts[];
  /** By pupil, then by column. */
  marks: Map<number, Map<number, Value>>;
  closed: { term: number; classId: number | null }[];
  conduct: { enrolmentId: number; term: number; level: string }[];
  exemptions: { enrolmentId: number; subjectKey: string | null; kind: string }[];
  outside: (Value & { enrolmentId: number; term: 1 | 2; subjectKey: string })[];
  traits: { enrolmentId: number; levels: TraitLevel[] }[];
  recognised: Set<number>;
  again: (Value & { enrolmentId: number; subjectKey: string })[];
  decided: { enrolmentId: number; decided: 'promoted' | 'not-promoted' }[];
  absences: { enrolmentId: number; first: number; second: number; year: number }[];
  /** Classes in which attendance was ever taken. */
  taken: Set<number>;
}

/** A cell's text as the statement packs it: tenths, or a level. */
function markFrom(text: string): Value {
  const code = text.charCodeAt(0);
  if (code >= 48 && code <= 57) return { tenths: Number(text), level: null };
  return { tenths: null, level: text as Value['level'] };
}

export async function readYearFacts(db: Query<'gradebook'>, scope: Scope): Promise<YearFacts> {
  const { schoolId, schoolYear } = scope;
  const ofPupils = await pupilsOf(db, scope);
  const isAll = !scope.classIds && !scope.enrolmentIds;
  const ids = ofPupils.map(pupil => pupil.enrolmentId);
  const theirs = (column: string): RawBuilder<boolean> =>
    isAll ? sql<boolean>`true` : sql<boolean>`${sql.ref(column)} = any (${ids}::bigint[])`;
  const own = (alias: string) =>
    sql`${sql.ref(`${alias}.school_id`)} = ${schoolId} and ${sql.ref(`${alias}.school_year`)} = ${schoolYear} and ${theirs(`${alias}.enrolment_id`)}`;
  const rowsOf = async <T>(query: RawBuilder<T>): Promise<T[]> => (await query.execute(db)).rows;
  const frame = await rowsOf(sql<{ first: string; second: string }>`
    select first_term_until as first, second_term_until as second from schools.published_school_year where school_year = ${schoolYear}`);
  const columns = sql`select k.mark_column_id from gradebook.course c join gradebook.mark_column k on k.school_id = c.school_id and k.course_id = c.course_id
    where c.school_id = ${schoolId} and c.school_year = ${schoolYear}`;
  // A school's first marks are written faster than statistics are gathered: taken for a few rows, they would be joined one by one.
  const ofYear = isAll ? sql`m.mark_column_id = any (array(${columns}))` : sql`m.mark_column_id in (${columns})`;
  const marks = await rowsOf(sql<{ id: number; cells: string }>`
    select m.enrolment_id as id, string_agg(m.mark_column_id || '=' || coalesce(m.tenths::text, m.level), ' ') as cells
    from gradebook.mark m where m.school_id = ${schoolId} and ${ofYear} and num_nonnulls(m.tenths, m.level) = 1 and ${theirs('m.enrolment_id')} group by 1`);
  const recognised = await rowsOf(sql<{
    id: number;
  }>`select distinct a.enrolment_id as id from gradebook.published_award_record a
    where ${own('a')} and a.kind = 'class-recognised'`);
  const taken = await rowsOf(sql<{
    id: number;
  }>`select class_id as id from schools.published_class c where c.school_id = ${schoolId} and c.school_year = ${schoolYear}
    and exists (select from schools.published_attendance_taken t where t.school_id = c.school_id and t.class_id = c.class_id)`);
  return {
    lastDays: frame[0] ?? { first: '', second: '' },
    pupils: ofPupils,
    marks: new Map(marks.map(({ id, cells }) => [id, cellsOf(cells)])),
    recognised: new Set(recognised.map(row => row.id)),
    taken: new Set(taken.map(row => row.id)),
    courses: await rowsOf(sql<CourseFacts>`
      select c.class_id as "classId", c.grade, c.subject_key as "subjectKey", c.kind, c.regime,
        json_agg(json_build_object('columnId', k.mark_column_id, 'term', k.term, 'kind', k.kind, 'number', k.number) order by k.kind, k.number) as columns
      from gradebook.course c join gradebook.mark_column k on k.school_id = c.school_id and k.course_id = c.course_id
      where c.school_id = ${schoolId} and c.school_year = ${schoolYear} group by c.class_id, c.grade, c.subject_key, c.kind, c.regime, c.position
      order by c.position, c.subject_key`),
    closed: await rowsOf(sql<{ term: number; classId: number | null }>`
      select term, class_id as "classId" from (select distinct on (term, class_id) term, class_id, what from gradebook.closing
        where school_id = ${schoolId} and school_year = ${schoolYear} and mark_column_id is null order by term, class_id, closing_id desc) said where what = 'closed'`),
    conduct: await rowsOf(sql<{ enrolmentId: number; term: number; level: string }>`
      select c.enrolment_id as "enrolmentId", c.term, c.level from gradebook.conduct c where ${own('c')} and c.level is not null`),
    exemptions: await rowsOf(sql<{ enrolmentId: number; subjectKey: string | null; kind: string }>`
      select x.enrolment_id as "enrolmentId", x.subject_key as "subjectKey", x.kind from gradebook.exemption x where ${own('x')} and x.ended_at is null`),
    outside: await rowsOf(sql<YearFacts['outside'][number]>`
      select o.enrolment_id as "enrolmentId", o.term, o.subject_key as "subjectKey", o.tenths, o.level from gradebook.outside_result o where ${own('o')}`),
    traits: await rowsOf(sql<{ enrolmentId: number; levels: TraitLevel[] }>`
      select t.enrolment_id as "enrolmentId", array_agg(t.level) as levels from gradebook.trait_level t where ${own('t')} and t.term = 2 and t.period = 'end' group by 1`),
    again: await rowsOf(sql<YearFacts['again'][number]>`
      select r.enrolment_id as "enrolmentId", r.subject_key as "subjectKey", r.tenths, r.level from gradebook.reassessment r where ${own('r')}`),
    decided: await rowsOf(sql<YearFacts['decided'][number]>`
      select distinct on (d.enrolment_id) d.enrolment_id as "enrolmentId", d.decided from gradebook.decision d where ${own('d')} order by d.enrolment_id, d.decision_id desc`),
    absences: await rowsOf(sql<YearFacts['absences'][number]>`
      select a.enrolment_id as "enrolmentId", count(distinct a.day) filter (where a.day between y.first_term_from and y.first_term_until)::int as first,
        count(distinct a.day) filter (where a.day between y.second_term_from and y.second_term_until)::int as second, count(distinct a.day)::int as year
      from schools.published_school_year y join schools.published_absence a on a.day between y.from_day and y.until_day
      where y.school_year = ${schoolYear} and a.school_id = ${schoolId} and ${theirs('a.enrolment_id')} group by 1`),
  };
}

/** "12=75 13=passed" */
function cellsOf(text: string): Map<number, Value> {
  const cells = new Map<number, Value>();
  for (const cell of text.split(' ')) {
    const at = cell.indexOf('=');
    cells.set(Number(cell.slice(0, at)), markFrom(cell.slice(at + 1)));
  }
  return cells;
}

async function pupilsOf(db: Query<'gradebook'>, scope: Scope): Promise<PupilFacts[]> {
  const { schoolId, schoolYear, classIds, enrolmentIds } = scope;
  const some = [
    ...(enrolmentIds ? [sql`p.enrolment_id = any (${enrolmentIds}::bigint[])`] : []),
    ...(classIds
      ? [
          sql`p.enrolment_id in (select s.enrolment_id from schools.published_class_place s where s.school_id = ${schoolId} and s.class_id = any (${classIds}::bigint[]))`,
        ]
      : []),
  ];
  const { rows } = await sql<PupilFacts>`
    select p.enrolment_id as "enrolmentId", coalesce(e.left_by = 'graduated', false) as "hasGraduated",
      json_agg(json_build_object('classId', p.class_id, 'grade', p.grade, 'fromDay', p.from_day, 'untilDay', p.until_day) order by p.from_day) as places
    from schools.published_class c join schools.published_class_place p on p.school_id = c.school_id and p.class_id = c.class_id
    join schools.published_enrolment e on e.school_id = p.school_id and e.enrolment_id = p.enrolment_id
    where c.school_id = ${schoolId} and c.school_year = ${schoolYear} and p.grade > 0 and e.left_by is distinct from 'mistaken'
      ${some.length > 0 ? sql`and (${sql.join(some, sql` or `)})` : sql``}
    group by p.enrolment_id, e.left_by`.execute(db);
  return rows;
}
