import { type RawBuilder, sql } from 'kysely';
import type { Actor } from '#platform/access.ts';
import type { Query } from '#platform/database/database.ts';
import { may } from '../access.ts';
import type { ColumnKind } from '../rules/columns.ts';

/** A column in which marks are missing, with the first few names. */
export interface ColumnMissing {
  columnId: number;
  courseId: number;
  classId: number;
  className: string;
  subject: string;
  kind: ColumnKind;
  number: number;
  term: 1 | 2;
  /** The last day for its marks; none where the school set none. */
  dueOn: string | null;
  missing: number;
  names: string[];
}

interface TermOf {
  schoolId: number;
  schoolYear: string;
  /** Both, where none is said. */
  term?: number;
}

/**
 * Where a mark should stand and none does. Topics are for those who chose them; exempt pupils and those who brought the term's result along
 * owe nothing; whoever left the class before the term's end owes nothing either.
 * @param which conditions on k (column), c (course), d (deadline, may be null)
 */
const gaps = ({ schoolId, schoolYear, term }: TermOf, today: string, which: RawBuilder<boolean>) => sql`
  from gradebook.course c
  join gradebook.mark_column k on k.school_id = c.school_id and k.course_id = c.course_id and k.kind <> 'topic' ${term === undefined ? sql`` : sql`and k.term = ${term}`}
  join schools.published_school_year y on y.school_year = c.school_year
  join schools.published_class_place p on p.school_id = c.school_id and p.class_id = c.class_id and p.grade = c.grade
    and p.from_day <= least(${today}::date, y.until_day - 1) and least(${today}::date, case when k.term = 1 then y.first_term_until else y.second_term_until end - 1) < p.until_day
  left join gradebook.entry_deadline d on d.school_id = c.school_id and d.school_year = c.school_year and d.term = k.term and d.kind = k.kind
  left join gradebook.mark m on m.school_id = k.school_id and m.mark_column_id = k.mark_column_id and m.enrolment_id = p.enrolment_id
  where c.school_id = ${schoolId} and c.school_year = ${schoolYear} and m.tenths is null and m.level is null and ${which}
    and not exists (select from gradebook.exemption x where x.school_id = p.school_id and x.enrolment_id = p.enrolment_id and x.school_year = c.school_year
      and x.ended_at is null and x.kind = 'exempt' and x.subject_key = c.subject_key)
    and not exists (select from gradebook.outside_result o where o.school_id = p.school_id and o.enrolment_id = p.enrolment_id and o.school_year = c.school_year
      and o.term = k.term and o.subject_key = c.subject_key)`;

async function columnsMissing(
  db: Query<'gradebook'>,
  of: TermOf,
  today: string,
  which: RawBuilder<boolean>,
): Promise<ColumnMissing[]> {
  const { rows } = await sql<ColumnMissing>`
    select k.mark_column_id as "columnId", c.course_id as "courseId", c.class_id as "classId", b.name as "className", s.name as subject, k.kind, k.number, k.term,
      gap.due_on as "dueOn", count(*)::int as missing, (array_agg(e.full_name order by e.sort_key))[1:5] as names
    from (select c.school_id, c.course_id, k.mark_column_id, d.due_on, p.enrolment_id ${gaps(of, today, which)}) gap
    join gradebook.mark_column k on k.school_id = gap.school_id and k.mark_column_id = gap.mark_column_id
    join gradebook.course c on c.school_id = gap.school_id and c.course_id = gap.course_id
    join schools.published_class b on b.school_id = c.school_id and b.class_id = c.class_id
    join schools.published_subject s on s.subject_key = c.subject_key
    join schools.published_enrolment e on e.school_id = gap.school_id and e.enrolment_id = gap.enrolment_id
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, b.grades, c.position, s.position order by b.grades, b.name, c.position, s.position, k.mark_column_id`.execute(
    db,
  );
  return rows;
}

/** What is still missing in a class's term, or in one column: by column, in the order of the sheets. */
export const missingMarks = (
  db: Query<'gradebook'>,
  of: TermOf & { classId: number; columnId?: number },
  today: string,
): Promise<ColumnMissing[]> =>
  columnsMissing(
    db,
    of,
    today,
    sql<boolean>`c.class_id = ${of.classId} ${of.columnId === undefined ? sql`` : sql`and k.mark_column_id = ${of.columnId}`}`,
  );

/** What the actor owes: marks missing in columns of their own courses that are due by a day, the longest due first. */
export async function missingOfTeacher(
  db: Query<'gradebook'>,
  actor: Actor,
  of: TermOf,
  today: string,
  dueBy: string,
): Promise<ColumnMissing[]> {
  const own = may(actor).enter(sql`c.school_id`, sql`c.class_id`, sql`c.subject_key`);
  const columns = await columnsMissing(db, of, today, sql<boolean>`d.due_on <= ${dueBy} and ${own}`);
  return columns.toSorted((a, b) => (a.dueOn ?? '').localeCompare(b.dueOn ?? ''));
}

/** How many marks are missing in each class of a school in a term, and how many of them were due. */
export async function missingByClass(
  db: Query<'gradebook'>,
  of: { schoolId: number; schoolYear: string; term: number },
  today: string,
): Promise<Map<number, { missing: number; due: number }>> {
  const { rows } = await sql<{ classId: number; missing: number; due: number }>`
    select c.class_id as "classId", count(*)::int as missing, count(*) filter (where d.due_on < ${today})::int as due
    ${gaps(of, today, sql<boolean>`true`)} group by c.class_id`.execute(db);
  return new Map(rows.map(row => [row.classId, row]));
}

/** Pupils of a class whose conduct of a term (secondary) or traits at its end (primary) are not all there. */
export async function unjudgedPupils(
  db: Query<'gradebook'>,
  of: { schoolId: number; schoolYear: string; classId: number; term: number },
  today: string,
): Promise<{ enrolmentId: number; fullName: string }[]> {
  const { rows } = await sql<{ enrolmentId: number; fullName: string }>`
    select e.enrolment_id as "enrolmentId", e.full_name as "fullName" from schools.published_class_place p
    join schools.published_school_year y on y.school_year = ${of.schoolYear}
    join schools.published_enrolment e on e.school_id = p.school_id and e.enrolment_id = p.enrolment_id
    where p.school_id = ${of.schoolId} and p.class_id = ${of.classId}
      and p.from_day <= least(${today}::date, y.until_day - 1) and least(${today}::date, case when ${of.term} = 1 then y.first_term_until else y.second_term_until end - 1) < p.until_day
      and case when p.grade >= 6 then not exists (select from gradebook.conduct d where d.school_id = p.school_id and d.enrolment_id = p.enrolment_id
            and d.school_year = ${of.schoolYear} and d.term = ${of.term} and d.level is not null)
          else not exists (select from gradebook.trait_level t where t.school_id = p.school_id and t.enrolment_id = p.enrolment_id
            and t.school_year = ${of.schoolYear} and t.term = ${of.term} and t.period = 'end') end
    order by e.sort_key`.execute(db);
  return rows;
}
