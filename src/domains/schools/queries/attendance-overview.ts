import { sql } from 'kysely';
import type { Actor } from '#platform/access.ts';
import type { Query } from '#platform/database/database.ts';
import { may } from '../access.ts';
import { manyAbsences } from '../rules/absences.ts';
import type { Session } from '../rules/school-day.ts';
import type { SchoolSeen } from './school.ts';

export interface ClassAttendance {
  classId: number;
  name: string;
  homeroom: string | null;
  pupils: number;
  /** By session; none where attendance was not taken. */
  sessions: Partial<Record<Session, { excused: number; unexcused: number }>>;
  conflicts: number;
}

const readable = (actor: Actor) => may(actor).readClass(sql.ref<number>('c.school_id'), sql.ref<number>('c.class_id'));

/** The classes that the actor may read, with who is absent on a day, and where attendance is still to be taken. */
export async function attendanceOfDay(
  db: Query<'schools'>,
  actor: Actor,
  { schoolId, schoolYear }: SchoolSeen,
  day: string,
): Promise<ClassAttendance[]> {
  const { rows } =
    await sql<ClassAttendance>`select c.class_id as "classId", c.name, teacher.full_name as homeroom, coalesce(seat.pupils, 0)::int as pupils,
      coalesce(taken.sessions, '{}') as sessions, coalesce(met.conflicts, 0)::int as conflicts
    from schools.class c
    left join schools.homeroom h on h.school_id = c.school_id and h.class_id = c.class_id and h.from_day <= ${day} and ${day} < h.until_day
    left join schools.staff_position teacher on teacher.school_id = h.school_id and teacher.staff_position_id = h.staff_position_id
    left join (select p.class_id, count(*) as pupils from schools.class_place p
      where p.school_id = ${schoolId} and p.from_day <= ${day} and ${day} < p.until_day group by p.class_id) seat on seat.class_id = c.class_id
    left join (select t.class_id, json_object_agg(t.session, json_build_object('excused', t.excused, 'unexcused', t.unexcused)) as sessions
      from (select t.class_id, t.session, count(*) filter (where a.kind = 'excused') as excused, count(*) filter (where a.kind = 'unexcused') as unexcused
        from schools.attendance_taken t left join schools.absence a on a.school_id = t.school_id and a.class_id = t.class_id and a.day = t.day and a.session = t.session
        where t.school_id = ${schoolId} and t.day = ${day} group by t.class_id, t.session) t group by t.class_id) taken on taken.class_id = c.class_id
    left join (select k.class_id, count(*) as conflicts from schools.attendance_conflict k
      left join schools.absence a on a.school_id = k.school_id and a.enrolment_id = k.enrolment_id and a.day = k.day and a.session = k.session
      where k.school_id = ${schoolId} and k.settled_at is null and (a.kind is distinct from k.kind or (k.reason is not null and a.reason is distinct from k.reason))
      group by k.class_id) met on met.class_id = c.class_id
    where c.school_id = ${schoolId} and c.school_year = ${schoolYear} and (c.ended_on is null or c.ended_on > ${day}) and ${readable(actor)}
    order by c.grades, c.name`.execute(db);
  return rows;
}

export interface OftenAbsent {
  enrolmentId: number;
  fullName: string;
  classId: number;
  className: string;
  excused: number;
  unexcused: number;
  /** Days with an absence: what counts against promotion (rules/absences.ts). */
  counted: number;
}

/** Pupils of readable classes with many absences in the year up to a day, most first. */
export async function oftenAbsent(
  db: Query<'schools'>,
  actor: Actor,
  { schoolId, schoolYear }: SchoolSeen,
  day: string,
): Promise<OftenAbsent[]> {
  const { rows } =
    await sql<OftenAbsent>`select e.enrolment_id as "enrolmentId", e.full_name as "fullName", c.class_id as "classId", c.name as "className",
      absent.excused, absent.unexcused, absent.counted
    from (select a.enrolment_id, count(distinct a.day)::int as counted, count(*) filter (where a.kind = 'excused')::int as excused,
        count(*) filter (where a.kind = 'unexcused')::int as unexcused
      from schools.absence a join schools.school_year y on y.school_year = ${schoolYear} and y.from_day <= a.day and a.day < y.until_day
      where a.school_id = ${schoolId} and a.kind is not null and a.day <= ${day} group by a.enrolment_id having count(distinct a.day) >= ${manyAbsences}) absent
    join schools.enrolment e on e.school_id = ${schoolId} and e.enrolment_id = absent.enrolment_id
    join schools.class_place p on p.school_id = e.school_id and p.enrolment_id = e.enrolment_id and p.from_day <= ${day} and ${day} < p.until_day
    join schools.class c on c.school_id = p.school_id and c.class_id = p.class_id
    where ${readable(actor)} order by absent.counted desc, e.sort_key, e.enrolment_id`.execute(db);
  return rows;
}
