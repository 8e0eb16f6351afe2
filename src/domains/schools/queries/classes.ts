import { sql } from 'kysely';
import type { Actor } from '#platform/access.ts';
import type { Query } from '#platform/database/database.ts';
import { may } from '../access.ts';
import type { SchoolSeen } from './school.ts';

export interface ClassLine {
  classId: number;
  name: string;
  grades: number[];
  site: string | null;
  homeroom: string | null;
  pupils: number;
  girls: number;
  subjects: number;
  mayRead: boolean;
}

/** The classes of a year, by grade and name, with what stands in each; the same number of statements however many. */
export async function classesOfYear(
  db: Query<'schools'>,
  actor: Actor,
  { schoolId, schoolYear, asOf }: SchoolSeen,
): Promise<ClassLine[]> {
  const { rows } = await sql<ClassLine>`
    select c.class_id as "classId", c.name, c.grades, site.name as site, teacher.full_name as homeroom, coalesce(seat.pupils, 0) as pupils, coalesce(seat.girls, 0) as girls,
      coalesce(taught.subjects, 0) as subjects, ${may(actor).readClass(sql<number>`c.school_id`, sql<number>`c.class_id`)} as "mayRead"
    from schools.class c
    left join directory.published_place site on site.place_id = c.site_id and site.from_day <= ${asOf} and ${asOf} < site.until_day
    left join schools.homeroom h on h.school_id = c.school_id and h.class_id = c.class_id and h.from_day <= ${asOf} and ${asOf} < h.until_day
    left join schools.staff_position teacher on teacher.school_id = h.school_id and teacher.staff_position_id = h.staff_position_id
    left join (select p.class_id, count(*)::int as pupils, count(*) filter (where e.sex = 'female')::int as girls
      from schools.class_place p join schools.enrolment e on e.school_id = p.school_id and e.enrolment_id = p.enrolment_id
      where p.school_id = ${schoolId} and p.from_day <= ${asOf} and ${asOf} < p.until_day group by p.class_id) seat on seat.class_id = c.class_id
    left join (select a.class_id, count(distinct a.subject_key)::int as subjects from schools.teaching_assignment a
      where a.school_id = ${schoolId} and a.from_day <= ${asOf} and ${asOf} < a.until_day group by a.class_id) taught on taught.class_id = c.class_id
    where c.school_id = ${schoolId} and c.school_year = ${schoolYear} and (c.ended_on is null or c.ended_on > ${asOf})
    order by c.grades, c.name`.execute(db);
  return rows;
}

export interface ClassSeen {
  classId: number;
  name: string;
  grades: number[];
  schoolYear: string;
  site: string | null;
  homeroom: string | null;
  endedOn: string | null;
}

export interface ClassPupil {
  enrolmentId: number;
  pupilCode: string;
  fullName: string;
  birthDay: string | null;
  sex: 'male' | 'female' | null;
  ethnic: string | null;
  grade: number;
  hasCitizenNumber: boolean;
  cameBy: string;
  /** Today still, not only on the day the list is of. */
  sitsHere: boolean;
}

export interface ClassTeaching {
  subject: string;
  teacher: string;
  staffPositionId: number;
  term: number | null;
  lessonsTenths: number | null;
}

/** One class with its pupils in the order of class lists, and who teaches it. Three statements, whatever its size. */
export async function findClass(
  db: Query<'schools'>,
  actor: Actor,
  school: SchoolSeen,
  classId: number,
): Promise<{ klass: ClassSeen; pupils: ClassPupil[]; teaching: ClassTeaching[] } | undefined> {
  const { schoolId, asOf } = school;
  const { rows } =
    await sql<ClassSeen>`select c.class_id as "classId", c.name, c.grades, c.school_year as "schoolYear", c.ended_on as "endedOn", site.name as site, teacher.full_name as homeroom
    from schools.class c
    left join directory.published_place site on site.place_id = c.site_id and site.from_day <= ${asOf} and ${asOf} < site.until_day
    left join schools.homeroom h on h.school_id = c.school_id and h.class_id = c.class_id and h.from_day <= ${asOf} and ${asOf} < h.until_day
    left join schools.staff_position teacher on teacher.school_id = h.school_id and teacher.staff_position_id = h.staff_position_id
    where c.school_id = ${schoolId} and c.class_id = ${classId} and ${may(actor).readClass(sql<number>`c.school_id`, sql<number>`c.class_id`)}`.execute(
      db,
    );
  const [klass] = rows;
  if (!klass) return undefined;
  const { rows: pupils } =
    await sql<ClassPupil>`select e.enrolment_id as "enrolmentId", e.pupil_code as "pupilCode", e.full_name as "fullName", e.birth_day as "birthDay", e.sex, ethnic.name as ethnic,
      p.grade, e.has_citizen_number as "hasCitizenNumber", e.came_by as "cameBy", p.until_day = 'infinity' as "sitsHere"
    from schools.class_place p join schools.enrolment e on e.school_id = p.school_id and e.enrolment_id = p.enrolment_id
    left join directory.published_code_entry ethnic on ethnic.list = 'ethnic' and ethnic.key = e.ethnic_key
    where p.school_id = ${schoolId} and p.class_id = ${classId} and p.from_day <= ${asOf} and ${asOf} < p.until_day
    order by e.sort_key, e.birth_day, e.enrolment_id`.execute(db);
  const { rows: teaching } =
    await sql<ClassTeaching>`select s.name as subject, f.full_name as teacher, f.staff_position_id as "staffPositionId", a.term, a.lessons_a_week_tenths as "lessonsTenths"
    from schools.teaching_assignment a join schools.subject s on s.subject_key = a.subject_key
    join schools.staff_position f on f.school_id = a.school_id and f.staff_position_id = a.staff_position_id
    where a.school_id = ${schoolId} and a.class_id = ${classId} and a.from_day <= ${asOf} and ${asOf} < a.until_day order by s.position, a.term`.execute(
      db,
    );
  return { klass, pupils, teaching };
}

export async function yearOfClass(
  db: Query<'schools'>,
  schoolId: number,
  classId: number,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('schools.class')
    .select('school_year')
    .where('school_id', '=', schoolId)
    .where('class_id', '=', classId)
    .executeTakeFirst();
  return row?.school_year;
}

/** Classes that a pupil of the school may be put into: of one year, not ended. */
export async function classOptions(
  db: Query<'schools'>,
  schoolId: number,
  schoolYear: string,
): Promise<{ classId: number; name: string; grades: number[] }[]> {
  return await db
    .selectFrom('schools.class')
    .select(['class_id as classId', 'name', 'grades'])
    .where('school_id', '=', schoolId)
    .where('school_year', '=', schoolYear)
    .where('ended_on', 'is', null)
    .orderBy('grades')
    .orderBy('name')
    .execute();
}

/** A class by name, with its year and the year's last day (excluded), for pages that everyone at the school may see. */
export async function findClassName(
  db: Query<'schools'>,
  schoolId: number,
  classId: number,
): Promise<{ classId: number; name: string; schoolYear: string; untilDay: string } | undefined> {
  return await db
    .selectFrom('schools.class as c')
    .innerJoin('schools.school_year as y', 'y.school_year', 'c.school_year')
    .select(['c.class_id as classId', 'c.name', 'c.school_year as schoolYear', 'y.until_day as untilDay'])
    .where('c.school_id', '=', schoolId)
    .where('c.class_id', '=', classId)
    .executeTakeFirst();
}
