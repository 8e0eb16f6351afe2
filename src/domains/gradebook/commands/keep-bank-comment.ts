import { sql } from 'kysely';
import { z } from 'zod';
import { refuse } from '#platform/refusal.ts';
import { tidy } from '#platform/text/index.ts';
import { command } from '#platform/work.ts';
import { may } from '../access.ts';
import { findEntryCourse } from '../queries/course-entry.ts';
import { anId } from './fields.ts';

/** Keeps a comment at hand for a subject, or for every subject; who enters marks may. */
export const keepBankComment = command('gradebook', 'keep-bank-comment', {
  input: z.object({
    schoolId: anId,
    courseId: anId,
    comment: z.string().max(500),
    forAll: z.boolean(),
  }),
  async run(work, { schoolId, courseId, comment, forAll }): Promise<void> {
    const course = work.allowed(await findEntryCourse(work.db, schoolId, courseId, may(work.actor).enter));
    const text = tidy(comment);
    if (text === '') refuse('comment-empty', { vi: 'Hãy ghi lời nhận xét.', en: 'Write the comment.' }, 'comment');
    const subjectKey = forAll ? null : course.subjectKey;
    const { numAffectedRows } =
      await sql`insert into gradebook.bank_comment (school_id, subject_key, comment, kept_by, kept_at)
      select ${schoolId}, ${subjectKey}, ${text}, ${work.actor.name}, ${work.now} where not exists (select from gradebook.bank_comment b
        where b.school_id = ${schoolId} and b.comment = ${text} and (b.subject_key is null or b.subject_key = ${course.subjectKey}))`.execute(
        work.db,
      );
    if (numAffectedRows === 0n)
      refuse('comment-kept', { vi: 'Lời nhận xét này đã có.', en: 'This comment is kept already.' }, 'comment');
    work.audit({
      event: 'bank-comment.kept',
      subject: `school:${schoolId}`,
      schoolId,
      data: { subjectKey, comment: text },
    });
  },
});

/** Takes a comment out of the bank: what was written with it stays. */
export const takeBankComment = command('gradebook', 'take-bank-comment', {
  input: z.object({ schoolId: anId, courseId: anId, bankCommentId: anId }),
  async run(work, { schoolId, courseId, bankCommentId }): Promise<void> {
    const course = work.allowed(await findEntryCourse(work.db, schoolId, courseId, may(work.actor).enter));
    const { rows } = await sql<{
      comment: string;
    }>`delete from gradebook.bank_comment where school_id = ${schoolId} and bank_comment_id = ${bankCommentId}
      and (subject_key is null or subject_key = ${course.subjectKey}) returning comment`.execute(work.db);
    const taken = work.allowed(rows[0]);
    work.audit({ event: 'bank-comment.taken', subject: `school:${schoolId}`, schoolId, data: { ...taken } });
  },
});
