import { sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';
import type { ColumnKind } from '../rules/columns.ts';

/** How a class stands in a term, for the one who answers for the school. */
export interface ClassStanding {
  classId: number;
  name: string;
  homeroom: string | null;
  columns: number;
  closedColumns: number;
  isClosed: boolean;
  publishedColumns: number;
  resultsAt: Date | null;
  conflicts: number;
}

export async function classStandings(
  db: Query<'gradebook'>,
  of: { schoolId: number; schoolYear: string; term: number },
  today: string,
): Promise<ClassStanding[]> {
  const { schoolId, schoolYear, term } = of;
  const { rows } = await sql<ClassStanding>`
    with last as materialized (select distinct on (class_id, mark_column_id) class_id, mark_column_id, what from gradebook.closing
        where school_id = ${schoolId} and school_year = ${schoolYear} and term = ${term} order by class_id, mark_column_id, closing_id desc),
      shown as materialized (select class_id, what, mark_column_ids, at from gradebook.publication where school_id = ${schoolId} and school_year = ${schoolYear} and term = ${term}),
      cols as materialized (select c.class_id, k.mark_column_id from gradebook.course c join gradebook.mark_column k on k.school_id = c.school_id and k.course_id = c.course_id
        where c.school_id = ${schoolId} and c.school_year = ${schoolYear} and k.term = ${term})
    select g.class_id as "classId", g.name,
      (select f.full_name from schools.published_homeroom h join schools.published_staff f on f.school_id = h.school_id and f.staff_position_id = h.staff_position_id
        where h.school_id = g.school_id and h.class_id = g.class_id and h.from_day <= ${today} order by h.from_day desc limit 1) as homeroom,
      (select count(*)::int from cols where cols.class_id = g.class_id) as columns,
      (select count(*)::int from cols join last on last.mark_column_id = cols.mark_column_id and last.what = 'closed' where cols.class_id = g.class_id) as "closedColumns",
      exists (select from last where (last.class_id = g.class_id or last.class_id is null) and last.mark_column_id is null and last.what = 'closed') as "isClosed",
      (select count(distinct id)::int from shown cross join unnest(shown.mark_column_ids) id where shown.class_id = g.class_id and shown.what = 'marks') as "publishedColumns",
      (select max(at) from shown where shown.class_id = g.class_id and shown.what = 'results') as "resultsAt",
      (select count(*)::int from gradebook.mark_conflict x join cols on cols.mark_column_id = x.mark_column_id where x.school_id = g.school_id and x.settled_at is null and cols.class_id = g.class_id) as conflicts
    from schools.published_class g where g.school_id = ${schoolId} and g.school_year = ${schoolYear} and g.grades[1] >= 1 and (g.ended_on is null or g.ended_on > ${today})
    order by g.grades, g.name`.execute(db);
  return rows;
}

/** Whether the whole school's term is closed. */
export async function isSchoolTermClosed(
  db: Query<'gradebook'>,
  of: { schoolId: number; schoolYear: string; term: number },
): Promise<boolean> {
  const { rows } = await sql<{
    what: string;
  }>`select what from gradebook.closing where school_id = ${of.schoolId} and school_year = ${of.schoolYear}
    and term = ${of.term} and class_id is null and mark_column_id is null order by closing_id desc limit 1`.execute(db);
  return rows[0]?.what === 'closed';
}

export interface Deadline {
  term: 1 | 2;
  kind: ColumnKind;
  dueOn: string;
}

/** Deadlines set, and which kinds of columns the school has in the year. */
export async function deadlinesOf(
  db: Query<'gradebook'>,
  of: { schoolId: number; schoolYear: string },
): Promise<{ deadlines: Deadline[]; kinds: ColumnKind[] }> {
  const { rows } = await sql<{ deadlines: Deadline[]; kinds: ColumnKind[] }>`select
    coalesce((select json_agg(json_build_object('term', term, 'kind', kind, 'dueOn', due_on)) from gradebook.entry_deadline where school_id = ${of.schoolId} and school_year = ${of.schoolYear}), '[]') as deadlines,
    array(select distinct k.kind from gradebook.course c join gradebook.mark_column k on k.school_id = c.school_id and k.course_id = c.course_id
      where c.school_id = ${of.schoolId} and c.school_year = ${of.schoolYear}) as kinds`.execute(db);
  return rows[0] ?? { deadlines: [], kinds: [] };
}

/** Which term runs on the day: the second from its first day on. */
export async function termOn(db: Query<'gradebook'>, schoolYear: string, today: string): Promise<1 | 2> {
  const { rows } = await sql<{ term: 1 | 2 }>`select case when ${today} >= second_term_from then 2 else 1 end as term
    from schools.published_school_year where school_year = ${schoolYear}`.execute(db);
  return rows[0]?.term ?? 1;
}
