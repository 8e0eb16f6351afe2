import { sql } from 'kysely';
import { z } from 'zod';
import { refuse } from '#platform/refusal.ts';
import { command } from '#platform/work.ts';
import { may } from '../access.ts';
import { readCourseStandings } from '../queries/course-confirmations.ts';
import { anId, announceChange } from './fields.ts';

/**
 * The subject teacher confirms the year's results of a course as they stand (TT 22/2021 art. 19: entered directly and
 * personally). A later change of any of them voids it, and shows so.
 */
export const confirmCourse = command('transcripts', 'confirm-course', {
  input: z.object({ schoolId: anId, courseId: anId }),
  async run(work, { schoolId, courseId }): Promise<{ state: 'confirmed' | 'same' }> {
    const { rows } = await sql<{
      class_id: number;
      school_year: string;
    }>`select c.class_id, c.school_year from gradebook.published_course c
      where c.school_id = ${schoolId} and c.course_id = ${courseId}
        and ${may(work.actor).confirm(sql<number>`c.school_id`, sql<number>`c.class_id`, sql<string>`c.subject_key`)}`.execute(
      work.db,
    );
    const course = work.allowed(rows[0]);
    const [standing] = await readCourseStandings(work.db, schoolId, { courseId });
    const hash =
      standing?.hash ??
      refuse('no-results', {
        vi: 'Môn này chưa có kết quả cả năm: hãy nhập đủ điểm rồi xác nhận.',
        en: 'This subject has no results of the year yet: enter all marks first.',
      });
    const data = { resultsSha256: hash, classId: course.class_id };
    work.audit({ event: 'course.confirmed', subject: `course:${courseId}`, schoolId, data });
    if (standing?.state === 'confirmed') return { state: 'same' };
    await work.db
      .insertInto('transcripts.course_confirmation')
      .values({
        school_id: schoolId,
        course_id: courseId,
        class_id: course.class_id,
        results_sha256: hash,
        confirmed_by: work.actor.name,
        confirmed_at: work.now,
      })
      .execute();
    announceChange(work, schoolId, course.school_year);
    return { state: 'confirmed' };
  },
});
