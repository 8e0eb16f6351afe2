import { sql } from 'kysely';
import { z } from 'zod';
import { command, type Work } from '#platform/work.ts';
import { may } from '../access.ts';
import { type CourseWanted, planCourses } from '../queries/course-plan.ts';
import { columnsNeeded } from '../rules/columns.ts';
import { anId, aSchoolYear, holds } from './fields.ts';
import { tellChanged } from './tell-changed.ts';

/**
 * Makes a course of each subject taught in a class (in each grade of a combined class), with the columns that its circular
 * asks for, in a constant number of statements. Doing it again changes nothing; lessons that grew add columns, and a column
 * in which anything stands is never taken away.
 */
export const openCourses = command('gradebook', 'open-courses', {
  input: z.object({ schoolId: anId, schoolYear: aSchoolYear }),
  async run(work, { schoolId, schoolYear }): Promise<{ courses: number; columns: number }> {
    work.allowed(await holds(work.db, may(work.actor).oversee(schoolId)));
    // Two at once would both find the same courses missing.
    await sql`select pg_advisory_xact_lock(hashtext('gradebook.open-courses'), ${schoolId}::int)`.execute(work.db);
    const plan = await planCourses(work.db, schoolId, schoolYear);
    const opened = await insertCourses(work, schoolId, schoolYear, plan.fresh);
    const columns = [...plan.columns, ...opened];
    await insertColumns(work, schoolId, columns);
    if (plan.changed.length > 0)
      await sql`update gradebook.course c set lessons_a_year = given.lessons
        from unnest(${plan.changed.map(each => each.courseId)}::bigint[], ${plan.changed.map(each => each.lessonsAYear)}::int[]) as given (course_id, lessons)
        where c.school_id = ${schoolId} and c.course_id = given.course_id`.execute(work.db);
    if (plan.surplus.length > 0)
      await sql`delete from gradebook.mark_column where school_id = ${schoolId} and mark_column_id = any (${plan.surplus}::bigint[])`.execute(
        work.db,
      );
    work.audit({
      event: 'courses.opened',
      subject: `school:${schoolId}`,
      schoolId,
      data: { schoolYear, courses: plan.fresh.length, columns: columns.length, taken: plan.surplus.length },
    });
    // Where a course that stands got another number of columns, means are other than they were.
    for (const classId of new Set([...plan.columns, ...plan.changed].map(each => each.classId)))
      tellChanged(work, schoolId, classId);
    return { courses: plan.fresh.length, columns: columns.length };
  },
});

interface NewColumn {
  courseId: number;
  term: number;
  kind: string;
  number: number;
}

async function insertCourses(
  work: Work<'gradebook'>,
  schoolId: number,
  schoolYear: string,
  fresh: readonly CourseWanted[],
): Promise<NewColumn[]> {
  if (fresh.length === 0) return [];
  const { rows } = await sql<{ course_id: number; class_id: number; grade: number; subject_key: string }>`
    insert into gradebook.course (school_id, school_year, class_id, grade, subject_key, regime, kind, lessons_a_year, position)
    select ${schoolId}, ${schoolYear}, given.* from unnest(${fresh.map(each => each.classId)}::bigint[], ${fresh.map(each => each.grade)}::int[],
      ${fresh.map(each => each.subjectKey)}::text[], ${fresh.map(each => each.regime)}::text[], ${fresh.map(each => each.kind)}::text[],
      ${fresh.map(each => each.lessonsAYear)}::int[], ${fresh.map(each => each.position)}::int[]) as given
    returning course_id, class_id, grade, subject_key`.execute(work.db);
  const ids = new Map(rows.map(row => [`${row.class_id} ${row.grade} ${row.subject_key}`, row.course_id]));
  return fresh.flatMap(each =>
    columnsNeeded(each).map(column => ({
      courseId: ids.get(`${each.classId} ${each.grade} ${each.subjectKey}`) ?? 0,
      ...column,
    })),
  );
}

async function insertColumns(work: Work<'gradebook'>, schoolId: number, columns: readonly NewColumn[]): Promise<void> {
  if (columns.length === 0) return;
  await sql`insert into gradebook.mark_column (school_id, course_id, term, kind, number)
    select ${schoolId}, given.* from unnest(${columns.map(each => each.courseId)}::bigint[], ${columns.map(each => each.term)}::int[],
      ${columns.map(each => each.kind)}::text[], ${columns.map(each => each.number)}::int[]) as given`.execute(work.db);
}
