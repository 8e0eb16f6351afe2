import { sql } from 'kysely';
import { z } from 'zod';
import { refuse } from '#platform/refusal.ts';
import { command } from '#platform/work.ts';
import { may } from '../access.ts';
import { findEntryCourse } from '../queries/course-entry.ts';
import { firstGradeOfTopics, hasTopics, mostTopics } from '../rules/columns.ts';
import { anId, aTerm } from './fields.ts';
import { tellChanged } from './tell-changed.ts';

/** The teacher adds a column for a learning topic (chuyên đề): their number varies, that of regular marks does not (TT 22/2021 art. 6.2). */
export const addTopicColumn = command('gradebook', 'add-topic-column', {
  input: z.object({ schoolId: anId, courseId: anId, term: aTerm }),
  async run(work, { schoolId, courseId, term }): Promise<{ columnId: number }> {
    const course = work.allowed(await findEntryCourse(work.db, schoolId, courseId, may(work.actor).enter));
    if (!hasTopics(course.regime, course.kind) || course.grade < firstGradeOfTopics)
      refuse('no-topics', {
        vi: 'Chỉ môn chấm điểm ở lớp 10 đến 12 có cụm chuyên đề.',
        en: 'Only scored subjects of grades 10 to 12 have learning topics.',
      });
    const inTerm = course.columns.filter(column => column.term === term);
    const topics = inTerm.filter(column => column.kind === 'topic');
    if (topics.length >= mostTopics)
      refuse('topics-full', {
        vi: `Một học kỳ có nhiều nhất ${mostTopics} cột chuyên đề.`,
        en: `A term has ${mostTopics} topic columns at most.`,
      });
    if (inTerm.length > 0 && inTerm.every(column => column.isClosed))
      refuse('term-closed', { vi: 'Học kỳ đã khóa.', en: 'The term is closed.' });
    const number = Math.max(0, ...topics.map(column => column.number)) + 1;
    const { rows } = await sql<{
      id: number;
    }>`insert into gradebook.mark_column (school_id, course_id, term, kind, number)
      values (${schoolId}, ${courseId}, ${term}, 'topic', ${number}) on conflict do nothing returning mark_column_id as id`.execute(
      work.db,
    );
    const [made] = rows;
    if (!made) refuse('topic-there', { vi: 'Cột vừa được thêm rồi.', en: 'The column was added just now.' });
    work.audit({ event: 'topic-column.added', subject: `course:${courseId}`, schoolId, data: { term, number } });
    tellChanged(work, schoolId, course.classId);
    return { columnId: made.id };
  },
});

/** Takes an added column out again, while nothing was ever entered in it. */
export const takeTopicColumn = command('gradebook', 'take-topic-column', {
  input: z.object({ schoolId: anId, courseId: anId, columnId: anId }),
  async run(work, { schoolId, courseId, columnId }): Promise<void> {
    const course = work.allowed(await findEntryCourse(work.db, schoolId, courseId, may(work.actor).enter));
    const column = work.allowed(course.columns.find(each => each.columnId === columnId && each.kind === 'topic'));
    const { numAffectedRows } =
      await sql`delete from gradebook.mark_column k where school_id = ${schoolId} and mark_column_id = ${columnId}
      and not exists (select from gradebook.mark m where m.school_id = k.school_id and m.mark_column_id = k.mark_column_id)
      and not exists (select from gradebook.closing x where x.school_id = k.school_id and x.mark_column_id = k.mark_column_id)`.execute(
        work.db,
      );
    if (numAffectedRows === 0n)
      refuse('column-used', {
        vi: 'Cột đã có điểm nên không bỏ được: hãy để trống.',
        en: 'Marks were entered in this column, so it stays: leave it empty.',
      });
    work.audit({
      event: 'topic-column.taken',
      subject: `course:${courseId}`,
      schoolId,
      data: { term: column.term, number: column.number },
    });
    tellChanged(work, schoolId, course.classId);
  },
});
