import { sql } from 'kysely';
import { z } from 'zod';
import { count } from '#platform/format.ts';
import { refuse } from '#platform/refusal.ts';
import { command, type Work } from '#platform/work.ts';
import { may } from '../access.ts';
import { missingMarks } from '../queries/missing.ts';
import { anId, holds } from './fields.ts';
import { lockClosing } from './lock-closing.ts';
import { mustBeOpen } from './of-class.ts';
import { tellChanged } from './tell-changed.ts';

interface ColumnHere {
  classId: number;
  courseId: number;
  subjectKey: string;
  schoolYear: string;
  term: 1 | 2;
}

/** The column; marks being entered are waited for, and closing twice at once becomes once. */
async function lockColumn(work: Work<'gradebook'>, schoolId: number, columnId: number): Promise<ColumnHere> {
  await lockClosing(work, schoolId);
  const { rows } =
    await sql<ColumnHere>`select c.class_id as "classId", c.course_id as "courseId", c.subject_key as "subjectKey", c.school_year as "schoolYear", k.term
    from gradebook.mark_column k join gradebook.course c on c.school_id = k.school_id and c.course_id = k.course_id
    where k.school_id = ${schoolId} and k.mark_column_id = ${columnId}`.execute(work.db);
  return work.allowed(rows[0]);
}

async function isColumnClosed(work: Work<'gradebook'>, schoolId: number, columnId: number): Promise<boolean> {
  const { rows } = await sql<{ what: string }>`select what from gradebook.closing
    where school_id = ${schoolId} and mark_column_id = ${columnId} order by closing_id desc limit 1`.execute(work.db);
  return rows[0]?.what === 'closed';
}

/**
 * The subject teacher (or the principal) closes a column: from then on a mark in it is only corrected by request (TT 22/2021 art. 18-20).
 * Where marks are missing it is asked once whether to close all the same. Closing again changes nothing.
 */
export const closeColumn = command('gradebook', 'close-column', {
  input: z.object({ schoolId: anId, columnId: anId, sure: z.boolean() }),
  async run(work, { schoolId, columnId, sure }): Promise<ColumnHere> {
    const column = await lockColumn(work, schoolId, columnId);
    const rule = may(work.actor);
    const mayEnter = rule.enter(schoolId, column.classId, column.subjectKey);
    work.allowed(await holds(work.db, sql<boolean>`(${mayEnter} or ${rule.oversee(schoolId)})`));
    if (!sure) {
      const [missing] = await missingMarks(work.db, { schoolId, columnId, ...column }, work.today);
      if (missing)
        refuse('still-missing', {
          vi: `Cột còn thiếu điểm của ${count(missing.missing)} học sinh.`,
          en: `The marks of ${count(missing.missing)} pupils are missing in this column.`,
        });
    }
    const before = await isColumnClosed(work, schoolId, columnId);
    if (!before)
      await sql`insert into gradebook.closing (school_id, school_year, term, class_id, mark_column_id, what, at, by)
        values (${schoolId}, ${column.schoolYear}, ${column.term}, ${column.classId}, ${columnId}, 'closed', ${work.now}, ${work.actor.name})`.execute(
        work.db,
      );
    work.audit({ event: 'column.closed', subject: `column:${columnId}`, schoolId, data: { again: before } });
    tellChanged(work, schoolId, column.classId);
    return column;
  },
});

/** The principal opens a column again, and says why. A closed term is opened as a whole. */
export const reopenColumn = command('gradebook', 'reopen-column', {
  input: z.object({ schoolId: anId, columnId: anId, reason: z.string().trim().max(500) }),
  async run(work, { schoolId, columnId, reason }): Promise<ColumnHere> {
    const column = await lockColumn(work, schoolId, columnId);
    work.allowed(await holds(work.db, may(work.actor).oversee(schoolId)));
    if (reason === '') refuse('empty', { vi: 'Hãy ghi lý do mở lại.', en: 'Say why it is opened again.' }, 'reason');
    await mustBeOpen(work, { schoolId, ...column }, column.term);
    if (!(await isColumnClosed(work, schoolId, columnId)))
      refuse('not-closed', { vi: 'Cột này đang mở.', en: 'This column is open.' });
    await sql`insert into gradebook.closing (school_id, school_year, term, class_id, mark_column_id, what, reason, at, by)
      values (${schoolId}, ${column.schoolYear}, ${column.term}, ${column.classId}, ${columnId}, 'reopened', ${reason}, ${work.now}, ${work.actor.name})`.execute(
      work.db,
    );
    work.audit({ event: 'column.reopened', subject: `column:${columnId}`, schoolId, data: { reason } });
    tellChanged(work, schoolId, column.classId);
    return column;
  },
});
