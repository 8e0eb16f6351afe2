import { sql } from 'kysely';
import type { Actor } from '#platform/access.ts';
import type { Query } from '#platform/database/database.ts';
import { may } from '../access.ts';
import type { ColumnKind, CourseKind } from '../rules/columns.ts';

/** A course in a term: how much of it is filled in. */
export interface CourseLine {
  courseId: number;
  classId: number;
  klass: string;
  isCombined: boolean;
  grade: number;
  subjectKey: string;
  subject: string;
  kind: CourseKind;
  /** Who teaches it today. */
  teachers: string[];
  mayEnter: boolean;
  columns: number;
  closed: number;
  /** Cells that a mark belongs in, and those that have one. */
  cells: number;
  filled: number;
  /** Cells without a mark in columns that were begun. */
  missing: number;
}

/**
 * The courses of a school in a term that the one who asks may read, with what is filled in: one statement for the whole school. Pupils
 * count as they sit in the class on the day (or at the near end of the term); exempt pupils, and topic columns, ask for no mark.
 */
export async function listCourses(
  db: Query<'gradebook'>,
  actor: Actor,
  of: { schoolId: number; schoolYear: string; term: 1 | 2 },
  today: string,
): Promise<CourseLine[]> {
  const rule = may(actor);
  const at = [sql<number>`c.school_id`, sql<number>`c.class_id`, sql<string>`c.subject_key`] as const;
  const { rows } = await sql<CourseLine>`
    with y as (select greatest(t.from_day, least(${today}::date, t.until_day - 1)) as as_of from schools.published_school_year y
        cross join lateral (select case ${of.term}::int when 1 then y.first_term_from else y.second_term_from end as from_day,
          case ${of.term}::int when 1 then y.first_term_until else y.second_term_until end as until_day) t where y.school_year = ${of.schoolYear}),
      c as materialized (select c.*, ${rule.enter(...at)} as may_enter from gradebook.course c
        where c.school_id = ${of.schoolId} and c.school_year = ${of.schoolYear} and ${rule.readCourse(...at)}),
      sits as (select c.course_id, p.enrolment_id from c cross join y join schools.published_class_place p on p.school_id = ${of.schoolId} and p.class_id = c.class_id and p.grade = c.grade
          and p.from_day <= y.as_of and y.as_of < p.until_day
        where not exists (select from gradebook.exemption x where x.school_id = ${of.schoolId} and x.enrolment_id = p.enrolment_id and x.school_year = c.school_year
          and x.subject_key = c.subject_key and x.kind = 'exempt' and x.ended_at is null)),
      size as (select course_id, count(*)::int as pupils from sits group by 1),
      k as (select k.course_id, k.mark_column_id, k.is_closed from gradebook.published_column k
        where k.school_id = ${of.schoolId} and k.school_year = ${of.schoolYear} and k.term = ${of.term} and k.kind <> 'topic' and k.course_id in (select course_id from c)),
      marked as (select m.mark_column_id, count(*)::int as marks from k join gradebook.mark m on m.school_id = ${of.schoolId} and m.mark_column_id = k.mark_column_id
          and num_nonnulls(m.tenths, m.level) = 1
        join sits s on s.course_id = k.course_id and s.enrolment_id = m.enrolment_id group by 1),
      told as (select k.course_id, count(*)::int as columns, count(*) filter (where k.is_closed)::int as closed,
          (count(*) * max(size.pupils))::int as cells, coalesce(sum(marked.marks), 0)::int as filled,
          coalesce(sum(size.pupils - marked.marks) filter (where marked.marks > 0), 0)::int as missing
        from k join size on size.course_id = k.course_id left join marked on marked.mark_column_id = k.mark_column_id group by 1)
    select c.course_id as "courseId", c.class_id as "classId", b.name as klass, cardinality(b.grades) > 1 as "isCombined", c.grade, c.subject_key as "subjectKey",
      s.name as subject, c.kind, c.may_enter as "mayEnter", coalesce(told.columns, 0) as columns, coalesce(told.closed, 0) as closed,
      coalesce(told.cells, 0) as cells, coalesce(told.filled, 0) as filled, coalesce(told.missing, 0) as missing,
      array(select distinct f.full_name from schools.published_assignment a join schools.published_staff f on f.school_id = a.school_id and f.staff_position_id = a.staff_position_id
        where a.school_id = c.school_id and a.class_id = c.class_id and a.subject_key = c.subject_key and a.from_day <= ${today} and ${today} < a.until_day) as teachers
    from c join schools.published_class b on b.school_id = c.school_id and b.class_id = c.class_id
    join schools.published_subject s on s.subject_key = c.subject_key left join told on told.course_id = c.course_id
    order by b.grades, b.name, c.grade, c.position, s.position`.execute(db);
  return rows;
}

/** Pupils without a mark in a column that was begun, by column. */
export interface MissingLine {
  courseId: number;
  klass: string;
  subject: string;
  columnId: number;
  kind: ColumnKind;
  number: number;
  missing: number;
  names: string[];
}

/** Where marks are missing in a school's term: columns in which some have a mark and some have none, the emptiest first. */
export async function listMissing(
  db: Query<'gradebook'>,
  actor: Actor,
  of: { schoolId: number; schoolYear: string; term: 1 | 2 },
  today: string,
): Promise<MissingLine[]> {
  const rule = may(actor);
  const at = [sql<number>`c.school_id`, sql<number>`c.class_id`, sql<string>`c.subject_key`] as const;
  const { rows } = await sql<MissingLine>`
    with y as (select greatest(t.from_day, least(${today}::date, t.until_day - 1)) as as_of from schools.published_school_year y
        cross join lateral (select case ${of.term}::int when 1 then y.first_term_from else y.second_term_from end as from_day,
          case ${of.term}::int when 1 then y.first_term_until else y.second_term_until end as until_day) t where y.school_year = ${of.schoolYear}),
      c as materialized (select c.* from gradebook.course c where c.school_id = ${of.schoolId} and c.school_year = ${of.schoolYear} and ${rule.readCourse(...at)}),
      k as (select c.course_id, c.class_id, c.grade, c.subject_key, k.mark_column_id, k.kind, k.number from c join gradebook.mark_column k on k.school_id = ${of.schoolId} and k.course_id = c.course_id
        where k.term = ${of.term} and k.kind <> 'topic'
          and exists (select from gradebook.mark m where m.school_id = ${of.schoolId} and m.mark_column_id = k.mark_column_id and num_nonnulls(m.tenths, m.level) = 1)),
      gap as (select k.mark_column_id, count(*)::int as missing, (array_agg(e.full_name order by e.sort_key))[1:8] as names
        from k cross join y join schools.published_class_place p on p.school_id = ${of.schoolId} and p.class_id = k.class_id and p.grade = k.grade and p.from_day <= y.as_of and y.as_of < p.until_day
        join schools.published_enrolment e on e.school_id = ${of.schoolId} and e.enrolment_id = p.enrolment_id
        left join gradebook.mark m on m.school_id = ${of.schoolId} and m.mark_column_id = k.mark_column_id and m.enrolment_id = p.enrolment_id
        where m.tenths is null and m.level is null and not exists (select from gradebook.exemption x where x.school_id = ${of.schoolId} and x.enrolment_id = p.enrolment_id
          and x.school_year = ${of.schoolYear} and x.subject_key = k.subject_key and x.kind = 'exempt' and x.ended_at is null) group by 1)
    select k.course_id as "courseId", b.name as klass, s.name as subject, k.mark_column_id as "columnId", k.kind, k.number, gap.missing, gap.names
    from gap join k on k.mark_column_id = gap.mark_column_id join schools.published_class b on b.school_id = ${of.schoolId} and b.class_id = k.class_id
    join schools.published_subject s on s.subject_key = k.subject_key order by b.grades, b.name, s.position, k.kind, k.number`.execute(
    db,
  );
  return rows;
}
