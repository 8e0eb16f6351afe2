import { type RawBuilder, sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';
import type { Session } from '../rules/school-day.ts';
import type { SchoolSeen } from './school.ts';

export interface Slot {
  classId: number;
  className: string;
  weekday: number;
  session: Session;
  lesson: number;
  subjectKey: string;
  subject: string;
  staffPositionId: number;
  teacher: string;
  room: string | null;
  fromDay: string;
}

const slotsWhere = async (db: Query<'schools'>, schoolId: number, day: string, which: RawBuilder<unknown>) => {
  const { rows } =
    await sql<Slot>`select t.class_id as "classId", c.name as "className", t.weekday, t.session, t.lesson, t.subject_key as "subjectKey", s.name as subject,
      t.staff_position_id as "staffPositionId", f.full_name as teacher, t.room, t.from_day as "fromDay"
    from schools.timetable_slot t join schools.class c on c.school_id = t.school_id and c.class_id = t.class_id join schools.subject s on s.subject_key = t.subject_key
    join schools.staff_position f on f.school_id = t.school_id and f.staff_position_id = t.staff_position_id
    where t.school_id = ${schoolId} and t.from_day <= ${day} and ${day} < t.until_day and ${which}
    order by c.grades, c.name, t.weekday, t.session desc, t.lesson`.execute(db);
  return rows;
};

/** The timetable of a class as it holds on a day. */
export const timetableOfClass = (db: Query<'schools'>, schoolId: number, classId: number, day: string) =>
  slotsWhere(db, schoolId, day, sql`t.class_id = ${classId}`);

export const timetableOfTeacher = (db: Query<'schools'>, schoolId: number, staffPositionId: number, day: string) =>
  slotsWhere(db, schoolId, day, sql`t.staff_position_id = ${staffPositionId}`);

/** Of every class of the year, class by class. */
export const timetableOfSchool = (db: Query<'schools'>, { schoolId, schoolYear, asOf }: SchoolSeen) =>
  slotsWhere(db, schoolId, asOf, sql`c.school_year = ${schoolYear}`);

/** When the class's timetable changes next after a day: one may be set ahead. */
export async function findNextTimetable(
  db: Query<'schools'>,
  schoolId: number,
  classId: number,
  day: string,
): Promise<string | undefined> {
  const { rows } = await sql<{ next: string | null }>`select min(from_day) as next from schools.timetable_slot
    where school_id = ${schoolId} and class_id = ${classId} and from_day > ${day}`.execute(db);
  return rows[0]?.next ?? undefined;
}

export interface Clash {
  weekday: number;
  session: Session;
  lesson: number;
  what: 'teacher' | 'room';
  /** Who, or which room. */
  name: string;
  className: string;
  subject: string;
}

/** Where a class's lessons would have a teacher or room that is in another class at that time, on any day they share. */
export async function findClashes(
  db: Query<'schools'>,
  held: { schoolId: number; classId: number; fromDay: string; until: string },
  slots: readonly {
    weekday: number;
    session: Session;
    lesson: number;
    staffPositionId: number;
    room?: string | undefined;
  }[],
): Promise<Clash[]> {
  const { rows } = await sql<Clash>`
    select distinct t.weekday, t.session, t.lesson, clash.what, case clash.what when 'teacher' then f.full_name else t.room end as name, c.name as "className", s.name as subject
    from unnest(${slots.map(each => each.weekday)}::int[], ${slots.map(each => each.session)}::text[], ${slots.map(each => each.lesson)}::int[],
      ${slots.map(each => each.staffPositionId)}::bigint[], ${slots.map(each => each.room || null)}::text[]) as g (weekday, session, lesson, staff_position_id, room)
    join schools.timetable_slot t on t.school_id = ${held.schoolId} and t.class_id <> ${held.classId} and t.weekday = g.weekday and t.session = g.session and t.lesson = g.lesson
      and t.from_day < ${held.until} and ${held.fromDay} < t.until_day
    join (values ('teacher'), ('room')) as clash (what) on case clash.what when 'teacher' then t.staff_position_id = g.staff_position_id else lower(t.room) = lower(g.room) end
    join schools.class c on c.school_id = t.school_id and c.class_id = t.class_id join schools.subject s on s.subject_key = t.subject_key
    join schools.staff_position f on f.school_id = t.school_id and f.staff_position_id = t.staff_position_id
    order by t.weekday, t.session desc, t.lesson, clash.what desc`.execute(db);
  return rows;
}
