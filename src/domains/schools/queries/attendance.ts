import { sql } from 'kysely';
import type { Actor } from '#platform/access.ts';
import type { Query } from '#platform/database/database.ts';
import { may } from '../access.ts';
import type { AbsenceKind, MarkKind } from '../rules/absences.ts';
import type { Session } from '../rules/school-day.ts';

export interface AttendanceClass {
  classId: number;
  name: string;
  schoolYear: string;
  mayTake: boolean;
}

/** The class, if the actor may read it. */
export async function findAttendanceClass(
  db: Query<'schools'>,
  actor: Actor,
  schoolId: number,
  classId: number,
): Promise<AttendanceClass | undefined> {
  const rule = may(actor);
  const [school, klass] = [sql.ref<number>('c.school_id'), sql.ref<number>('c.class_id')];
  const { rows } =
    await sql<AttendanceClass>`select c.class_id as "classId", c.name, c.school_year as "schoolYear", ${rule.takeAttendance(school, klass)} as "mayTake"
    from schools.class c where c.school_id = ${schoolId} and c.class_id = ${classId} and ${rule.readClass(school, klass)}`.execute(
      db,
    );
  return rows[0];
}

export interface SheetLine {
  enrolmentId: number;
  fullName: string;
  birthDay: string | null;
  kind: MarkKind;
  reason: string | null;
  revision: number;
  /** In the other session of the day. */
  otherKind: AbsenceKind | null;
}

export interface SheetTaken {
  session: Session;
  takenAt: Date;
  by: string | null;
}

/** Who sits in the class on the day, and how each stands in the session; who took attendance, in each session of the day. */
export async function attendanceSheet(
  db: Query<'schools'>,
  schoolId: number,
  classId: number,
  day: string,
  session: Session,
): Promise<{ lines: SheetLine[]; taken: SheetTaken[] }> {
  const { rows: lines } =
    await sql<SheetLine>`select e.enrolment_id as "enrolmentId", e.full_name as "fullName", e.birth_day as "birthDay", coalesce(a.kind, 'present') as kind, a.reason,
      coalesce(a.revision, 0) as revision, other.kind as "otherKind"
    from schools.class_place p join schools.enrolment e on e.school_id = p.school_id and e.enrolment_id = p.enrolment_id
    left join schools.absence a on a.school_id = p.school_id and a.enrolment_id = p.enrolment_id and a.day = ${day} and a.session = ${session}
    left join schools.absence other on other.school_id = p.school_id and other.enrolment_id = p.enrolment_id and other.day = ${day} and other.session <> ${session}
    where p.school_id = ${schoolId} and p.class_id = ${classId} and p.from_day <= ${day} and ${day} < p.until_day
    order by e.sort_key, e.birth_day, e.enrolment_id`.execute(db);
  const { rows: taken } = await sql<SheetTaken>`select t.session, t.taken_at as "takenAt",
      (select f.full_name from schools.staff_position f where f.school_id = t.school_id and 'person:' || f.person_id = t.taken_by order by f.from_day desc limit 1) as by
    from schools.attendance_taken t where t.school_id = ${schoolId} and t.class_id = ${classId} and t.day = ${day}`.execute(
    db,
  );
  return { lines, taken };
}

export interface AttendanceConflict {
  conflictId: number;
  enrolmentId: number;
  fullName: string;
  day: string;
  session: Session;
  /** What was sent without having seen what stands. */
  sent: MarkKind;
  sentReason: string | null;
  sentAt: Date;
  sentBy: string | null;
  stands: MarkKind;
  standsReason: string | null;
  standsBy: string | null;
}

/** Marks of the class that met and wait for a person; those that say by now what stands anyway are no matter any more. */
export async function openConflicts(
  db: Query<'schools'>,
  schoolId: number,
  classId: number,
): Promise<AttendanceConflict[]> {
  const nameOf = (column: string) =>
    sql`(select f.full_name from schools.staff_position f where f.school_id = c.school_id and 'person:' || f.person_id = ${sql.ref(column)} order by f.from_day desc limit 1)`;
  const { rows } =
    await sql<AttendanceConflict>`select c.attendance_conflict_id as "conflictId", c.enrolment_id as "enrolmentId", e.full_name as "fullName", c.day, c.session,
      coalesce(c.kind, 'present') as sent, c.reason as "sentReason", c.sent_at as "sentAt", ${nameOf('c.sent_by')} as "sentBy",
      coalesce(a.kind, 'present') as stands, a.reason as "standsReason", ${nameOf('a.recorded_by')} as "standsBy"
    from schools.attendance_conflict c join schools.enrolment e on e.school_id = c.school_id and e.enrolment_id = c.enrolment_id
    left join schools.absence a on a.school_id = c.school_id and a.enrolment_id = c.enrolment_id and a.day = c.day and a.session = c.session
    where c.school_id = ${schoolId} and c.class_id = ${classId} and c.settled_at is null
      and (a.kind is distinct from c.kind or (c.reason is not null and a.reason is distinct from c.reason))
    order by c.day, c.session desc, e.sort_key, c.sent_at`.execute(db);
  return rows;
}
