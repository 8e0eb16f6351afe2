import { sql } from 'kysely';
import { z } from 'zod';
import { refuse } from '#platform/refusal.ts';
import { command } from '#platform/work.ts';
import { may } from '../access.ts';
import { findEntryCourse } from '../queries/course-entry.ts';
import type { MarkLevel } from '../rules/read-mark.ts';
import { anId } from './fields.ts';
import { keepOpen } from './lock-closing.ts';
import { auditMarks, writeMarks } from './write-marks.ts';

interface Found {
  columnId: number;
  enrolmentId: number;
  tenths: number | null;
  level: MarkLevel | null;
  nowTenths: number | null;
  nowLevel: MarkLevel | null;
  revision: number;
  settled: boolean;
}

/** The course's teacher keeps the mark that stands, or takes the one that met it. */
export const settleMarkConflict = command('gradebook', 'settle-mark-conflict', {
  input: z.object({ schoolId: anId, courseId: anId, conflictId: anId, chose: z.enum(['kept', 'taken']) }),
  async run(work, { schoolId, courseId, conflictId, chose }): Promise<void> {
    await keepOpen(work, schoolId);
    const course = work.allowed(await findEntryCourse(work.db, schoolId, courseId, may(work.actor).enter));
    const { rows } =
      await sql<Found>`select f.mark_column_id as "columnId", f.enrolment_id as "enrolmentId", f.tenths, f.level,
        m.tenths as "nowTenths", m.level as "nowLevel", m.revision, f.settled_at is not null as settled
      from gradebook.mark_conflict f join gradebook.mark m on m.school_id = f.school_id and m.mark_column_id = f.mark_column_id and m.enrolment_id = f.enrolment_id
      where f.school_id = ${schoolId} and f.mark_conflict_id = ${conflictId} and f.mark_column_id = any (${course.columns.map(each => each.columnId)}::bigint[])
      for update`.execute(work.db);
    const found = work.allowed(rows[0]);
    if (found.settled)
      refuse('conflict-settled', { vi: 'Ô này đã được giải quyết.', en: 'This cell has been settled already.' });
    const { columnId, enrolmentId, revision, tenths, level } = found;
    if (chose === 'taken' && course.columns.find(each => each.columnId === columnId)?.isClosed)
      refuse('column-closed', {
        vi: 'Cột đã khóa: chỉ giữ được điểm đang đứng, hoặc đề nghị sửa điểm.',
        en: 'The column is closed: keep what stands, or ask for a correction.',
      });
    const before = { tenths: found.nowTenths, level: found.nowLevel };
    const change = { columnId, enrolmentId, mark: { tenths, level }, before, revision };
    if (chose === 'taken') await writeMarks(work, schoolId, [change]);
    await sql`update gradebook.mark_conflict set settled_at = ${work.now}, settled_by = ${work.actor.name}, chose = ${chose}
      where school_id = ${schoolId} and mark_conflict_id = ${conflictId}`.execute(work.db);
    auditMarks(work, 'mark-conflict.settled', schoolId, course, chose === 'taken' ? [change] : [], {
      conflictId,
      chose,
    });
  },
});
