import { sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';
import type { AbsenceKind } from '../rules/absences.ts';
import type { Session } from '../rules/school-day.ts';

export interface MonthAbsence {
  day: string;
  session: Session;
  kind: AbsenceKind;
}

export interface MonthLine {
  enrolmentId: number;
  pupilCode: string;
  fullName: string;
  birthDay: string | null;
  absences: MonthAbsence[];
  /** Days with an absence since the year began, to the end of the month. */
  yearDays: number;
}

export interface MonthSheet {
  lines: MonthLine[];
  /** The days on which attendance was taken, and in which sessions. */
  taken: { day: string; session: Session }[];
}

/** Absences of a class in a month, pupil by pupil: all who sat in it on any of its days. */
export async function monthSheet(
  db: Query<'schools'>,
  schoolId: number,
  classId: number,
  from: string,
  until: string,
): Promise<MonthSheet> {
  const { rows: lines } = await sql<MonthLine>`
    with seat as (select distinct p.enrolment_id from schools.class_place p
        where p.school_id = ${schoolId} and p.class_id = ${classId} and p.from_day < ${until} and ${from} < p.until_day),
      year as (select y.from_day from schools.class c join schools.school_year y on y.school_year = c.school_year where c.school_id = ${schoolId} and c.class_id = ${classId})
    select e.enrolment_id as "enrolmentId", e.pupil_code as "pupilCode", e.full_name as "fullName", e.birth_day as "birthDay",
      coalesce(absent.these, '[]') as absences, coalesce(absent.year_days, 0)::int as "yearDays"
    from seat join schools.enrolment e on e.school_id = ${schoolId} and e.enrolment_id = seat.enrolment_id
    left join (select a.enrolment_id, json_agg(json_build_object('day', a.day, 'session', a.session, 'kind', a.kind) order by a.day, a.session desc)
          filter (where a.day >= ${from} and a.class_id = ${classId}) as these, count(distinct a.day) as year_days
        from schools.absence a, year where a.school_id = ${schoolId} and a.enrolment_id in (select enrolment_id from seat) and a.day >= year.from_day and a.day < ${until}
          and a.kind is not null group by a.enrolment_id) absent on absent.enrolment_id = e.enrolment_id
    order by e.sort_key, e.birth_day, e.enrolment_id`.execute(db);
  const { rows: taken } = await sql<{ day: string; session: Session }>`select day, session from schools.attendance_taken
    where school_id = ${schoolId} and class_id = ${classId} and day >= ${from} and day < ${until} order by day, session desc`.execute(
    db,
  );
  return { lines, taken };
}
