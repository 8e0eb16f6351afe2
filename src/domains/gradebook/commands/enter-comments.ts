import { sql } from 'kysely';
import { z } from 'zod';
import { tidy } from '#platform/text/index.ts';
import { command, type Work } from '#platform/work.ts';
import { may } from '../access.ts';
import { findEntryCourse, readEntryPupils } from '../queries/course-entry.ts';
import type { MarkFault } from '../rules/read-mark.ts';
import { cellFaults } from './enter-marks.ts';
import { anId, aTerm } from './fields.ts';
import { keepOpen } from './lock-closing.ts';
import { tellChanged } from './tell-changed.ts';

export interface CommentAnswer {
  enrolmentId: number;
  state: 'saved' | 'same' | 'conflict' | 'refused';
  revision: number;
  /** As it stands now. */
  value: string;
  fault?: MarkFault;
}

const termClosed: MarkFault = {
  code: 'term-closed',
  vi: 'Học kỳ đã khóa: không sửa nhận xét.',
  en: 'The term is closed: comments stay as they are.',
};

interface Standing {
  enrolmentId: number;
  comment: string;
  revision: number;
}

/** Writes comments with their new revisions, in one statement. */
export async function writeComments(
  work: Work<'gradebook'>,
  { schoolId, courseId, term }: { schoolId: number; courseId: number; term: 1 | 2 },
  comments: readonly { enrolmentId: number; value: string; revision: number }[],
): Promise<void> {
  if (comments.length === 0) return;
  await sql`insert into gradebook.course_comment (school_id, course_id, term, enrolment_id, comment, revision, entered_by, entered_at)
    select ${schoolId}, ${courseId}, ${term}, given.*, ${work.actor.name}, ${work.now}
    from unnest(${comments.map(each => each.enrolmentId)}::bigint[], ${comments.map(each => each.value)}::text[], ${comments.map(each => each.revision)}::int[]) as given
    on conflict (school_id, course_id, term, enrolment_id) do update set comment = excluded.comment, revision = excluded.revision,
      entered_by = excluded.entered_by, entered_at = excluded.entered_at`.execute(work.db);
}

/**
 * Writes what the subject teacher says of pupils in a term (TT 22/2021 art. 19; TT 27/2020 art. 6). A comment that someone else changed meanwhile
 * stays as it stands, and the answer says so: two sentences cannot be weighed like two marks.
 */
export const enterComments = command('gradebook', 'enter-comments', {
  input: z.object({
    schoolId: anId,
    courseId: anId,
    term: aTerm,
    comments: z
      .array(z.object({ enrolmentId: anId, comment: z.string().max(500), seen: z.number().int().min(0) }))
      .min(1)
      .max(200),
  }),
  async run(work, { schoolId, courseId, term, comments }): Promise<{ comments: CommentAnswer[] }> {
    await keepOpen(work, schoolId);
    const course = work.allowed(await findEntryCourse(work.db, schoolId, courseId, may(work.actor).enter));
    const ids = comments.map(each => each.enrolmentId);
    const pupils = await readEntryPupils(work.db, schoolId, { ...course, columns: [] }, ids, work.today);
    const { rows } =
      await sql<Standing>`select enrolment_id as "enrolmentId", comment, revision from gradebook.course_comment
      where school_id = ${schoolId} and course_id = ${courseId} and term = ${term} and enrolment_id = any (${ids}::bigint[]) for update`.execute(
        work.db,
      );
    const standing = new Map(rows.map(row => [row.enrolmentId, row]));
    const columns = course.columns.filter(column => column.term === term);
    const isClosed = columns.length > 0 && columns.every(column => column.isClosed);
    const given = [...new Map(comments.map(each => [each.enrolmentId, each])).values()];
    const answers = given.map(({ enrolmentId, comment, seen }): CommentAnswer & { was: string } => {
      const was = standing.get(enrolmentId)?.comment ?? '';
      const revision = standing.get(enrolmentId)?.revision ?? 0;
      const stays = (state: CommentAnswer['state'], fault?: MarkFault) => ({
        enrolmentId,
        state,
        revision,
        value: was,
        was,
        ...(fault ? { fault } : {}),
      });
      const pupil = pupils.get(enrolmentId);
      const text = tidy(comment);
      if (!pupil) return stays('refused', cellFaults.stranger);
      if (text === was) return stays('same');
      if (isClosed) return stays('refused', termClosed);
      if (pupil.isExempt) return stays('refused', cellFaults.exempt);
      if (!pupil.sitsIn.includes(term)) return stays('refused', cellFaults.left);
      if (revision !== seen) return stays('conflict');
      return { enrolmentId, state: 'saved', revision: revision + 1, value: text, was };
    });
    const saved = answers.filter(each => each.state === 'saved');
    await writeComments(work, { schoolId, courseId, term }, saved);
    work.audit({
      event: 'comments.entered',
      subject: `course:${courseId}`,
      schoolId,
      data: { term, changes: saved.map(each => [each.enrolmentId, each.was, each.value]) },
    });
    if (saved.length > 0) tellChanged(work, schoolId, course.classId);
    return { comments: answers.map(({ was: _, ...answer }) => answer) };
  },
});
