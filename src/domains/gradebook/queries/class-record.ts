import { sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';
import type { MarkColumn } from '../tables.ts';

/** One subject of the class record: its columns of both terms and what stands in them, pupil by pupil. */
export interface RecordedCourse {
  courseId: number;
  subject: string;
  teachers: string | null;
  kind: 'scored' | 'comment' | 'levels';
  columns: { columnId: number; term: 1 | 2; kind: MarkColumn['kind']; number: number }[];
  /** By enrolment, then column: tenths, or a level. */
  marks: Record<string, Record<string, number | string>>;
  /** By enrolment, then term. */
  comments: Record<string, Record<string, string>>;
}

/** All that teachers entered for a class in the year, subject by subject. One query, whatever the class size. */
export async function classRecord(
  db: Query<'gradebook'>,
  schoolId: number,
  classId: number,
): Promise<RecordedCourse[]> {
  const { rows } = await sql<RecordedCourse>`
    select c.course_id as "courseId", s.name as subject, c.kind, t.teachers, k.columns, coalesce(m.marks, '{}') as marks, coalesce(n.comments, '{}') as comments
    from gradebook.course c join schools.published_subject s on s.subject_key = c.subject_key
    cross join lateral (select coalesce(json_agg(json_build_object('columnId', mark_column_id, 'term', term, 'kind', kind, 'number', number)
        order by term, case kind when 'regular' then 1 when 'topic' then 2 when 'mid-level' then 3 when 'mid-test' then 4 when 'mid-term' then 5 when 'end-level' then 6 else 7 end, number), '[]') as columns
      from gradebook.mark_column k where k.school_id = c.school_id and k.course_id = c.course_id) k
    left join lateral (select string_agg(distinct f.full_name, ', ') as teachers from schools.published_assignment a
      join schools.published_staff f on f.school_id = a.school_id and f.staff_position_id = a.staff_position_id
      where a.school_id = c.school_id and a.class_id = c.class_id and a.subject_key = c.subject_key) t on true
    left join lateral (select json_object_agg(enrolment_id, own) as marks from (
        select m.enrolment_id, json_object_agg(m.mark_column_id, coalesce(to_json(m.tenths), to_json(m.level))) as own
        from gradebook.mark m join gradebook.mark_column k on k.school_id = m.school_id and k.mark_column_id = m.mark_column_id
        where k.school_id = c.school_id and k.course_id = c.course_id and num_nonnulls(m.tenths, m.level) = 1 group by 1) each) m on true
    left join lateral (select json_object_agg(enrolment_id, own) as comments from (
        select enrolment_id, json_object_agg(term, comment) as own from gradebook.course_comment n
        where n.school_id = c.school_id and n.course_id = c.course_id and comment <> '' group by 1) each) n on true
    where c.school_id = ${schoolId} and c.class_id = ${classId} order by c.position, s.position, c.grade`.execute(db);
  return rows;
}
