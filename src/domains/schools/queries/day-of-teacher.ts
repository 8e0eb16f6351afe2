import { sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';
import type { Session } from '../rules/school-day.ts';

/** A lesson that the timetable gives a teacher on a day, and what of it is recorded already. */
export interface TeacherLesson {
  schoolId: number;
  classId: number;
  className: string;
  session: Session;
  lesson: number;
  subject: string;
  room: string | null;
  /** In the lesson book. */
  isWritten: boolean;
  /** Attendance of the class in the session. */
  isTaken: boolean;
}

/** A person's own lessons of a day, wherever they work, in the order of the day. None on a holiday. */
export async function dayOfTeacher(db: Query<'schools'>, personId: number, day: string): Promise<TeacherLesson[]> {
  const { rows } = await sql<TeacherLesson>`
    select t.school_id as "schoolId", t.class_id as "classId", c.name as "className", t.session, t.lesson, s.name as subject, t.room,
      exists (select from schools.lesson_entry l where l.school_id = t.school_id and l.class_id = t.class_id and l.day = ${day}
        and l.session = t.session and l.lesson = t.lesson and l.superseded_by is null) as "isWritten",
      exists (select from schools.attendance_taken a where a.school_id = t.school_id and a.class_id = t.class_id and a.day = ${day} and a.session = t.session) as "isTaken"
    from schools.staff_position p
    join schools.timetable_slot t on t.school_id = p.school_id and t.staff_position_id = p.staff_position_id
      and t.weekday = extract(isodow from ${day}::date) and t.from_day <= ${day} and ${day} < t.until_day
    join schools.class c on c.school_id = t.school_id and c.class_id = t.class_id
    join schools.subject s on s.subject_key = t.subject_key
    where p.person_id = ${personId} and p.from_day <= ${day} and ${day} < p.until_day
      and not exists (select from schools.calendar_day h where h.day = ${day} and h.kind <> 'swap-work')
    order by t.session desc, t.lesson, c.name`.execute(db);
  return rows;
}
