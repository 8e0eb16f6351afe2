import { sql } from 'kysely';
import { z } from 'zod';
import { refuse } from '#platform/refusal.ts';
import { command } from '#platform/work.ts';
import { type AbsenceKind, markKinds } from '../rules/absences.ts';
import type { Session } from '../rules/school-day.ts';
import { anId } from './fields.ts';
import { mayTake, putAbsences } from './take-attendance.ts';

/** Decides between two marks of a pupil that met: what is chosen becomes the next revision where it is another than stands. */
export const settleAttendance = command('schools', 'settle-attendance', {
  input: z.object({
    schoolId: anId,
    classId: anId,
    conflictId: anId,
    kind: z.enum(markKinds),
    reason: z.string().max(200).optional(),
  }),
  async run(work, { schoolId, classId, conflictId, kind, reason }): Promise<void> {
    await mayTake(work, schoolId, classId);
    const { rows } = await sql<{
      enrolment_id: number;
      day: string;
      session: Session;
      is_settled: boolean;
      stands: AbsenceKind | null;
      sent_reason: string | null;
    }>`select c.enrolment_id, c.day, c.session, c.settled_at is not null as is_settled, a.kind as stands, case when c.kind = ${kind} then c.reason end as sent_reason
      from schools.attendance_conflict c
      left join schools.absence a on a.school_id = c.school_id and a.enrolment_id = c.enrolment_id and a.day = c.day and a.session = c.session
      where c.school_id = ${schoolId} and c.class_id = ${classId} and c.attendance_conflict_id = ${conflictId}`.execute(
      work.db,
    );
    const met = work.allowed(rows[0]);
    const stands = met.stands ?? 'present';
    if (met.is_settled && stands !== kind)
      refuse('conflict-settled', {
        vi: 'Đã có người chọn rồi: hãy sửa ngay trong bảng điểm danh.',
        en: 'Somebody has chosen already: correct it in the attendance sheet itself.',
      });
    const chosen = { enrolmentId: met.enrolment_id, kind, reason: reason ?? met.sent_reason ?? undefined };
    if (stands !== kind) await putAbsences(work, { schoolId, classId, day: met.day, session: met.session }, [chosen]);
    await sql`update schools.attendance_conflict set settled_by = ${work.actor.name}, settled_at = ${work.now}
      where school_id = ${schoolId} and attendance_conflict_id = ${conflictId} and settled_at is null`.execute(work.db);
    if (stands !== kind)
      work.announce(
        'schools.attendance-changed',
        { schoolId, classId },
        `schools.attendance-changed:${schoolId}:${classId}`,
      );
    work.audit({
      event: 'attendance.settled',
      subject: `enrolment:${met.enrolment_id}`,
      schoolId,
      data: { day: met.day, session: met.session, was: stands, is: kind },
    });
  },
});
