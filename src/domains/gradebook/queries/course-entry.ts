import { type RawBuilder, sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';
import { prepared } from '#platform/database/prepared.ts';
import type { ColumnKind, CourseKind } from '../rules/columns.ts';
import type { MarkLevel } from '../rules/read-mark.ts';
import type { Regime } from '../rules/regime.ts';
import { markOf, packed, revisionOf } from './packed-marks.ts';

export interface EntryColumn {
  columnId: number;
  term: 1 | 2;
  kind: ColumnKind;
  number: number;
  isClosed: boolean;
}

/** A course as whoever writes into it needs it. */
export interface EntryCourse {
  courseId: number;
  classId: number;
  schoolYear: string;
  grade: number;
  subjectKey: string;
  regime: Regime;
  kind: CourseKind;
  columns: EntryColumn[];
}

export interface MarkStanding {
  tenths: number | null;
  level: MarkLevel | null;
  revision: number;
}

export interface EntryPupil {
  enrolmentId: number;
  /** In which terms the pupil sits in the class: on the day, or where the term lies elsewhere, at its near end. */
  sitsIn: (1 | 2)[];
  /** Sat there once, and no more. */
  hasSat: boolean;
  isExempt: boolean;
  /** By column. */
  marks: Record<string, MarkStanding>;
}

/** The course with its columns, where the rule lets. @returns undefined where there is none, or one may not */
export async function findEntryCourse(
  db: Query<'gradebook'>,
  schoolId: number,
  courseId: number,
  rule: (school: RawBuilder<number>, klass: RawBuilder<number>, subject: RawBuilder<string>) => RawBuilder<boolean>,
): Promise<EntryCourse | undefined> {
  const { rows } = await sql<EntryCourse>`${prepared}
    select c.course_id as "courseId", c.class_id as "classId", c.school_year as "schoolYear", c.grade, c.subject_key as "subjectKey", c.regime, c.kind,
      coalesce((select json_agg(json_build_object('columnId', k.mark_column_id, 'term', k.term, 'kind', k.kind, 'number', k.number, 'isClosed', k.is_closed))
        from gradebook.published_column k where k.school_id = c.school_id and k.course_id = c.course_id), '[]') as columns
    from gradebook.course c where c.school_id = ${schoolId} and c.course_id = ${courseId}
      and ${rule(sql<number>`c.school_id`, sql<number>`c.class_id`, sql<string>`c.subject_key`)}`.execute(db);
  return rows[0];
}

/**
 * The pupils that a change names, with their marks in the course's columns as they are given: one statement for any number. What is gathered once is
 * materialized: guessed to be one row, it would be gathered again for each pupil.
 */
export async function readEntryPupils(
  db: Query<'gradebook'>,
  schoolId: number,
  course: EntryCourse,
  enrolmentIds: readonly number[],
  today: string,
): Promise<Map<number, EntryPupil>> {
  const ids = [...new Set(enrolmentIds)];
  const { rows } = await sql<Omit<EntryPupil, 'marks'> & { marks: Record<string, number> }>`${prepared}
    with y as materialized (select t.term, greatest(t.from_day, least(${today}::date, t.until_day - 1)) as as_of
        from schools.published_school_year y cross join lateral (values (1, y.first_term_from, y.first_term_until), (2, y.second_term_from, y.second_term_until)) as t (term, from_day, until_day)
        where y.school_year = ${course.schoolYear}),
      places as materialized (select p.enrolment_id, p.from_day, p.until_day from schools.published_class_place p
        where p.school_id = ${schoolId} and p.class_id = ${course.classId} and p.grade = ${course.grade} and p.enrolment_id = any (${ids}::bigint[])),
      marks as materialized (select m.enrolment_id, json_object_agg(m.mark_column_id, ${packed}) as marks
        from gradebook.mark m where m.school_id = ${schoolId} and m.mark_column_id = any (${course.columns.map(each => each.columnId)}::bigint[])
          and m.enrolment_id = any (${ids}::bigint[]) group by 1)
    select e.enrolment_id as "enrolmentId", true as "hasSat", coalesce(marks.marks, '{}') as marks,
      array(select distinct y.term from y join places p on p.enrolment_id = e.enrolment_id and p.from_day <= y.as_of and y.as_of < p.until_day) as "sitsIn",
      exists (select from gradebook.exemption x where x.school_id = ${schoolId} and x.enrolment_id = e.enrolment_id and x.school_year = ${course.schoolYear}
        and x.subject_key = ${course.subjectKey} and x.kind = 'exempt' and x.ended_at is null) as "isExempt"
    from (select distinct enrolment_id from places) e left join marks on marks.enrolment_id = e.enrolment_id`.execute(
    db,
  );
  return new Map(
    rows.map(row => [
      row.enrolmentId,
      {
        ...row,
        marks: Object.fromEntries(
          Object.entries(row.marks).map(([column, mark]) => [column, { ...markOf(mark), revision: revisionOf(mark) }]),
        ),
      },
    ]),
  );
}
