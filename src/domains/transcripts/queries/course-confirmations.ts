import { type RawBuilder, sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';

/**
 * What a subject teacher confirms: the results of the pupils of a course in the terms, the year and after the summer, and what
 * is said of each. Its hash changes with any of them, and the confirmation no longer holds. One row a course.
 * @param which a condition on `c`, the course
 */
const hashes = (which: RawBuilder<boolean>) => sql`
  select course_id, encode(sha256(convert_to(string_agg(line, ';' order by line collate "C"), 'UTF8')), 'hex') as hash from (
    select c.course_id, json_build_array(s.enrolment_id, s.period, s.tenths, s.level, s.exempt)::text as line
    from gradebook.published_course c
    join gradebook.published_result r on r.school_id = c.school_id and r.class_id = c.class_id and r.school_year = c.school_year and r.grade = c.grade and r.period = 3
    join gradebook.published_subject_result s on s.school_id = r.school_id and s.enrolment_id = r.enrolment_id and s.school_year = r.school_year and s.subject_key = c.subject_key
    where ${which}
    union all
    select c.course_id, json_build_array(k.enrolment_id, 'said', k.term, k.comment)::text
    from gradebook.published_course c join gradebook.published_course_comment k on k.school_id = c.school_id and k.course_id = c.course_id
    where ${which} and k.comment <> '') lines
  group by course_id`;

export interface CourseStanding {
  courseId: number;
  classId: number;
  grade: number;
  subjectKey: string;
  subject: string;
  teacher: string | null;
  /** Undefined where the course has no results yet. */
  hash: string | null;
  state: 'waiting' | 'confirmed' | 'changed';
  confirmedBy: string | null;
  confirmedAt: Date | null;
}

/** The courses of a year, of one class or of all, with who confirmed them and whether that still holds. One statement. */
export async function readCourseStandings(
  db: Query<'transcripts'>,
  schoolId: number,
  of: { classId: number } | { schoolYear: string } | { courseId: number },
): Promise<CourseStanding[]> {
  const which =
    'classId' in of
      ? sql<boolean>`c.school_id = ${schoolId} and c.class_id = ${of.classId}`
      : 'courseId' in of
        ? sql<boolean>`c.school_id = ${schoolId} and c.course_id = ${of.courseId}`
        : sql<boolean>`c.school_id = ${schoolId} and c.school_year = ${of.schoolYear}`;
  const { rows } = await sql<CourseStanding>`
    with now as (${hashes(which)}),
    last as (select distinct on (k.course_id) k.course_id, k.results_sha256, k.confirmed_by, k.confirmed_at from transcripts.course_confirmation k
      where k.school_id = ${schoolId} order by k.course_id, k.course_confirmation_id desc),
    taught as (select distinct on (a.class_id, a.subject_key) a.class_id, a.subject_key, f.full_name, f.person_id from schools.published_assignment a
      join schools.published_staff f on f.school_id = a.school_id and f.staff_position_id = a.staff_position_id
      where a.school_id = ${schoolId} order by a.class_id, a.subject_key, a.term desc nulls first, a.from_day desc)
    select c.course_id as "courseId", c.class_id as "classId", c.grade, c.subject_key as "subjectKey", s.name as subject, taught.full_name as teacher, now.hash,
      case when last.course_id is null then 'waiting' when last.results_sha256 = now.hash then 'confirmed' else 'changed' end as state,
      coalesce((select f.full_name from schools.published_staff f where f.school_id = ${schoolId} and last.confirmed_by = 'person:' || f.person_id order by f.from_day desc limit 1), taught.full_name) as "confirmedBy",
      last.confirmed_at as "confirmedAt"
    from gradebook.published_course c join schools.published_subject s on s.subject_key = c.subject_key
    left join now on now.course_id = c.course_id left join last on last.course_id = c.course_id
    left join taught on taught.class_id = c.class_id and taught.subject_key = c.subject_key
    where ${which} order by c.class_id, c.grade, c.position, s.position`.execute(db);
  return rows;
}
