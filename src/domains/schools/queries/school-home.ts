import { sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';
import type { SchoolSeen } from './school.ts';

/** How complete the school's records of the year are, counted in one statement. */
export interface Completeness {
  classes: number;
  classesWithoutPupils: number;
  classesWithoutHomeroom: number;
  classesWithoutTeaching: number;
  pupils: number;
  pupilsWithoutClass: number;
  pupilsWithoutNumber: number;
  girls: number;
  minority: number;
  staff: number;
  teachers: number;
  staffWithoutNumber: number;
  transfersIn: number;
}

export async function completeness(
  db: Query<'schools'>,
  { schoolId, schoolYear, asOf }: SchoolSeen,
): Promise<Completeness> {
  const holds = (alias: string) =>
    sql`${sql.ref(`${alias}.from_day`)} <= ${asOf} and ${asOf} < ${sql.ref(`${alias}.until_day`)}`;
  const { rows } = await sql<Completeness>`
    with class_of as materialized (select c.class_id, c.grades from schools.class c
        where c.school_id = ${schoolId} and c.school_year = ${schoolYear} and (c.ended_on is null or c.ended_on > ${asOf})),
      seat as materialized (select p.enrolment_id, p.class_id from schools.class_place p join class_of using (class_id) where p.school_id = ${schoolId} and ${holds('p')}),
      pupil as materialized (select e.enrolment_id, e.sex, e.ethnic_key, e.has_citizen_number from schools.enrolment e where e.school_id = ${schoolId} and ${holds('e')}),
      worker as materialized (select f.job, f.has_citizen_number from schools.staff_position f where f.school_id = ${schoolId} and ${holds('f')}),
      taught as (select a.class_id from schools.teaching_assignment a where a.school_id = ${schoolId} and ${holds('a')}),
      home as (select h.class_id from schools.homeroom h where h.school_id = ${schoolId} and ${holds('h')})
    select (select count(*)::int from class_of) as classes,
      (select count(*)::int from class_of where class_id not in (select class_id from seat)) as "classesWithoutPupils",
      (select count(*)::int from class_of where class_id not in (select class_id from home)) as "classesWithoutHomeroom",
      -- A preschool class has its teachers, not subjects (TT 52/2020): its homeroom teacher will do.
      (select count(*)::int from class_of where class_id not in (select class_id from taught) and not (grades = '{0}' and class_id in (select class_id from home))) as "classesWithoutTeaching",
      (select count(*)::int from pupil) as pupils,
      (select count(*)::int from pupil where enrolment_id not in (select enrolment_id from seat)) as "pupilsWithoutClass",
      (select count(*)::int from pupil where not has_citizen_number) as "pupilsWithoutNumber",
      (select count(*)::int from pupil where sex = 'female') as girls,
      (select count(*)::int from pupil where ethnic_key <> 'kinh') as minority,
      (select count(*)::int from worker) as staff,
      (select count(*)::int from worker where job = 'teacher') as teachers,
      (select count(*)::int from worker where not has_citizen_number) as "staffWithoutNumber",
      (select count(*)::int from schools.transfer t where t.to_school_id = ${schoolId} and t.withdrawn_on is null
        and not exists (select from schools.transfer_answer a where a.from_school_id = t.school_id and a.transfer_id = t.transfer_id)) as "transfersIn"`.execute(
    db,
  );
  const [row] = rows;
  if (!row) throw new Error('A statement of counts answers one row.');
  return row;
}
