import { sql } from 'kysely';
import { z } from 'zod';
import { refuse } from '#platform/refusal.ts';
import { command } from '#platform/work.ts';
import { may } from '../access.ts';
import { findEntryCourse, readEntryPupils } from '../queries/course-entry.ts';
import { markForm } from '../rules/columns.ts';
import { isSameMark, noMark, readMark, showMark } from '../rules/read-mark.ts';
import { cellFaults } from './enter-marks.ts';
import { anId } from './fields.ts';

/**
 * After closing the subject teacher asks for a mark to be put right: the old value, the new one, why. The homeroom teacher confirms it, the
 * principal approves (TT 58/2011 art. 21; TT 22/2021 art. 18-20). An emptied value takes the mark away.
 */
export const askCorrection = command('gradebook', 'ask-correction', {
  input: z.object({
    schoolId: anId,
    columnId: anId,
    enrolmentId: anId,
    value: z.string().max(100),
    reason: z.string().trim().max(500),
  }),
  async run(work, { schoolId, columnId, enrolmentId, value, reason }): Promise<number> {
    const { rows: found } = await sql<{ courseId: number }>`select course_id as "courseId" from gradebook.mark_column
      where school_id = ${schoolId} and mark_column_id = ${columnId} for update`.execute(work.db);
    const { courseId } = work.allowed(found[0]);
    const course = work.allowed(await findEntryCourse(work.db, schoolId, courseId, may(work.actor).enter));
    const pupil = work.allowed(
      (await readEntryPupils(work.db, schoolId, course, [enrolmentId], work.today)).get(enrolmentId),
    );
    const column = work.allowed(course.columns.find(each => each.columnId === columnId));
    if (!column.isClosed)
      refuse('not-closed', {
        vi: 'Cột này đang mở: hãy sửa thẳng trên sổ điểm.',
        en: 'This column is open: change the mark on the sheet.',
      });
    if (pupil.isExempt) refuse(cellFaults.exempt.code, cellFaults.exempt);
    const old = pupil.marks[columnId] ?? noMark;
    const read = readMark(value, { form: markForm(column.kind, course.kind), regime: course.regime });
    if ('fault' in read) refuse(read.fault.code, read.fault, 'value');
    if (isSameMark(read.mark, old))
      refuse('same', { vi: 'Điểm mới giống điểm đang có.', en: 'The new mark is the one that stands.' }, 'value');
    if (reason === '')
      refuse(
        'empty',
        { vi: 'Hãy ghi lý do sửa, ví dụ “Cộng nhầm điểm bài kiểm tra”.', en: 'Say why it is to be changed.' },
        'reason',
      );
    const { rows: open } = await sql`select from gradebook.correction r
      where r.school_id = ${schoolId} and r.mark_column_id = ${columnId} and r.enrolment_id = ${enrolmentId}
        and not exists (select from gradebook.correction_step s where s.school_id = r.school_id and s.correction_id = r.correction_id and s.step <> 'confirmed')`.execute(
      work.db,
    );
    if (open.length > 0)
      refuse('asked-already', {
        vi: 'Ô điểm này đã có một đề nghị sửa đang chờ: hãy đợi hoặc rút đề nghị đó.',
        en: 'A correction of this mark is waiting already: wait for it, or withdraw it.',
      });
    const { rows } = await sql<{
      id: number;
    }>`insert into gradebook.correction (school_id, mark_column_id, enrolment_id, old_tenths, old_level, new_tenths, new_level, reason, asked_by, asked_at)
      values (${schoolId}, ${columnId}, ${enrolmentId}, ${old.tenths}, ${old.level}, ${read.mark.tenths}, ${read.mark.level}, ${reason}, ${work.actor.name}, ${work.now})
      returning correction_id as id`.execute(work.db);
    const correctionId = rows[0]?.id ?? 0;
    work.audit({
      event: 'correction.asked',
      subject: `correction:${correctionId}`,
      schoolId,
      data: { columnId, enrolmentId, old: showMark(old), new: showMark(read.mark) },
    });
    return correctionId;
  },
});
