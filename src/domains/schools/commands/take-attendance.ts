import { sql } from 'kysely';
import { z } from 'zod';
import type { Said } from '#platform/words.ts';
import { command, type Work } from '#platform/work.ts';
import { may } from '../access.ts';
import { type AbsenceKind, type MarkKind, markKinds } from '../rules/absences.ts';
import { type Session, sessions } from '../rules/school-day.ts';
import { aDay, anId } from './fields.ts';
import { mustBeSchoolDay } from './school-day.ts';

/** What became of one pupil's mark, with what stands now. */
export interface MarkAnswer {
  enrolmentId: number;
  state: 'saved' | 'same' | 'conflict' | 'refused';
  revision: number;
  kind: MarkKind;
  fault?: Said;
}

/** A mark beside what stands: the pupil's place on the day, the absence as it holds, and what is already known of this mark. */
interface Standing {
  enrolment_id: number;
  sits: boolean;
  kind: AbsenceKind | null;
  reason: string | null;
  revision: number;
  sent_before: boolean;
  settled: boolean;
}

interface Sheet {
  schoolId: number;
  classId: number;
  day: string;
  session: Session;
}

interface Mark {
  enrolmentId: number;
  kind: MarkKind;
  reason?: string | undefined;
  seen: number;
}

const faults = {
  notHere: {
    vi: 'Em này không học lớp này vào ngày đó: hãy mở lại danh sách.',
    en: 'This pupil was not in the class on that day: open the list again.',
  },
  conflict: {
    vi: 'Người khác đã điểm danh em này khác đi: hãy xem và chọn một.',
    en: 'Somebody else marked this pupil differently: look and choose one.',
  },
} satisfies Record<string, Said>;

const kindOf = (mark: Pick<Mark, 'kind'>): AbsenceKind | null => (mark.kind === 'present' ? null : mark.kind);
const reasonOf = (mark: Mark): string | null => (mark.kind === 'present' ? null : mark.reason?.trim() || null);

async function standingOf(work: Work<'schools'>, sheet: Sheet, marks: Mark[]): Promise<Map<number, Standing>> {
  const { schoolId, classId, day, session } = sheet;
  const { rows } = await sql<Standing>`
    select g.enrolment_id, a.kind, a.reason, coalesce(a.revision, 0) as revision,
      exists (select from schools.class_place p where p.school_id = ${schoolId} and p.enrolment_id = g.enrolment_id and p.class_id = ${classId}
        and p.from_day <= ${day} and ${day} < p.until_day) as sits,
      exists (select from schools.absence_superseded s where s.school_id = ${schoolId} and s.enrolment_id = g.enrolment_id and s.day = ${day} and s.session = ${session}
        and s.revision = g.seen + 1 and s.kind is not distinct from g.kind and s.recorded_by = ${work.actor.name}) as sent_before,
      exists (select from schools.attendance_conflict c where c.school_id = ${schoolId} and c.enrolment_id = g.enrolment_id and c.day = ${day} and c.session = ${session}
        and c.seen = g.seen and c.kind is not distinct from g.kind and c.sent_by = ${work.actor.name} and c.settled_at is not null) as settled
    from unnest(${marks.map(mark => mark.enrolmentId)}::bigint[], ${marks.map(kindOf)}::text[], ${marks.map(mark => mark.seen)}::int[]) as g (enrolment_id, kind, seen)
    left join schools.absence a on a.school_id = ${schoolId} and a.enrolment_id = g.enrolment_id and a.day = ${day} and a.session = ${session}`.execute(
    work.db,
  );
  return new Map(rows.map(row => [row.enrolment_id, row]));
}

function judge(mark: Mark, standing: Standing | undefined): MarkAnswer {
  const { enrolmentId } = mark;
  const stands = { revision: standing?.revision ?? 0, kind: standing?.kind ?? ('present' as const) };
  if (!standing?.sits) return { enrolmentId, state: 'refused', ...stands, fault: faults.notHere };
  const isSame = stands.kind === mark.kind && (mark.reason === undefined || reasonOf(mark) === standing.reason);
  // Sent a second time, or decided by a person since: what stands is the answer.
  if (isSame || standing.sent_before || standing.settled) return { enrolmentId, state: 'same', ...stands };
  if (mark.seen !== stands.revision) return { enrolmentId, state: 'conflict', ...stands, fault: faults.conflict };
  return { enrolmentId, state: 'saved', revision: stands.revision + 1, kind: mark.kind };
}

/** Puts absences as given, each as its next revision; what stood before is kept. The caller has compared the revisions. */
export async function putAbsences(
  work: Work<'schools'>,
  { schoolId, classId, day, session }: Sheet,
  marks: Pick<Mark, 'enrolmentId' | 'kind' | 'reason'>[],
): Promise<void> {
  if (marks.length === 0) return;
  const ids = marks.map(mark => mark.enrolmentId);
  await sql`insert into schools.absence_superseded (school_id, enrolment_id, day, session, revision, kind, reason, recorded_by, recorded_at)
    select school_id, enrolment_id, day, session, revision, kind, reason, recorded_by, recorded_at from schools.absence
    where school_id = ${schoolId} and enrolment_id = any (${ids}::bigint[]) and day = ${day} and session = ${session}`.execute(
    work.db,
  );
  await sql`insert into schools.absence as a (school_id, enrolment_id, day, session, class_id, kind, reason, revision, recorded_by, recorded_at)
    select ${schoolId}, g.enrolment_id, ${day}, ${session}, ${classId}, g.kind, g.reason, 1, ${work.actor.name}, ${work.now}
    from unnest(${ids}::bigint[], ${marks.map(kindOf)}::text[], ${marks.map(mark => reasonOf({ ...mark, seen: 0 }))}::text[]) as g (enrolment_id, kind, reason)
    on conflict (school_id, enrolment_id, day, session) do update set class_id = excluded.class_id, kind = excluded.kind, reason = excluded.reason,
      revision = a.revision + 1, recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at`.execute(
    work.db,
  );
}

async function keepConflicts(work: Work<'schools'>, sheet: Sheet, marks: Mark[]): Promise<void> {
  if (marks.length === 0) return;
  await sql`insert into schools.attendance_conflict (school_id, class_id, enrolment_id, day, session, seen, kind, reason, sent_by, sent_at)
    select ${sheet.schoolId}, ${sheet.classId}, g.enrolment_id, ${sheet.day}, ${sheet.session}, g.seen, g.kind, g.reason, ${work.actor.name}, ${work.now}
    from unnest(${marks.map(mark => mark.enrolmentId)}::bigint[], ${marks.map(mark => mark.seen)}::int[], ${marks.map(kindOf)}::text[], ${marks.map(reasonOf)}::text[]) as g (enrolment_id, seen, kind, reason)
    on conflict do nothing`.execute(work.db);
}

/**
 * Takes attendance of a class in a session: who is absent, with leave or without. Each mark says which revision its maker had
 * seen; one made without seeing a colleague's is kept for a person to decide, never written over it. Sent twice, it changes
 * nothing: an outbox may send as often as it likes.
 */
export const takeAttendance = command('schools', 'take-attendance', {
  input: z.object({
    schoolId: anId,
    classId: anId,
    day: aDay,
    session: z.enum(sessions),
    marks: z
      .array(
        z.object({
          enrolmentId: anId,
          kind: z.enum(markKinds),
          /** Left out, it stays as it is; empty, it is taken away. */
          reason: z.string().max(200).optional(),
          seen: z.number().int().min(0),
        }),
      )
      .max(200),
  }),
  async run(work, { marks: given, ...sheet }): Promise<MarkAnswer[]> {
    const { schoolId, classId, day, session } = sheet;
    await mayTake(work, schoolId, classId);
    await mustBeSchoolDay(work.db, schoolId, classId, day, work.today);
    // The last one holds where a pupil is named twice.
    const marks = [...new Map(given.map(mark => [mark.enrolmentId, mark])).values()];
    const standing = await standingOf(work, sheet, marks);
    const answers = marks.map(mark => judge(mark, standing.get(mark.enrolmentId)));
    const having = (state: MarkAnswer['state']) => marks.filter((_, at) => answers[at]?.state === state);
    await putAbsences(work, sheet, having('saved'));
    await keepConflicts(work, sheet, having('conflict'));
    await sql`insert into schools.attendance_taken (school_id, class_id, day, session, taken_by, taken_at)
      values (${schoolId}, ${classId}, ${day}, ${session}, ${work.actor.name}, ${work.now}) on conflict do nothing`.execute(
      work.db,
    );
    // The gradebook counts absences.
    work.announce(
      'schools.attendance-changed',
      { schoolId, classId },
      `schools.attendance-changed:${schoolId}:${classId}`,
    );
    work.audit({
      event: 'attendance.taken',
      subject: `class:${classId}`,
      schoolId,
      data: {
        day,
        session,
        changed: having('saved').map(({ enrolmentId, kind }) => ({
          enrolmentId,
          was: standing.get(enrolmentId)?.kind ?? 'present',
          is: kind,
        })),
        conflicts: having('conflict').map(mark => mark.enrolmentId),
      },
    });
    return answers;
  },
});

/** Ends the command unless its actor may take the class's attendance. The class is locked: two who take it wait for each other. */
export async function mayTake(work: Work<'schools'>, schoolId: number, classId: number): Promise<void> {
  const { rows } = await sql<{ class_id: number }>`select c.class_id from schools.class c
    where c.school_id = ${schoolId} and c.class_id = ${classId} and ${may(work.actor).takeAttendance(sql.ref<number>('c.school_id'), sql.ref<number>('c.class_id'))} for no key update`.execute(
    work.db,
  );
  work.allowed(rows[0]);
}
