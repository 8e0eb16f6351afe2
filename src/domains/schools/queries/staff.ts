import { sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';
import type { SchoolSeen } from './school.ts';

export interface StaffLine {
  staffPositionId: number;
  staffCode: string;
  fullName: string;
  job: string;
  homerooms: string[];
  teaches: string[];
  lessonsTenths: number;
  hasCitizenNumber: boolean;
}

/** Who works at the school on the day, heads first, then in the order of names, with what they teach. */
export async function listStaff(db: Query<'schools'>, { schoolId, asOf }: SchoolSeen): Promise<StaffLine[]> {
  const { rows } =
    await sql<StaffLine>`select f.staff_position_id as "staffPositionId", f.staff_code as "staffCode", f.full_name as "fullName", f.job, f.has_citizen_number as "hasCitizenNumber",
      coalesce(home.names, '{}') as homerooms, coalesce(taught.subjects, '{}') as teaches, coalesce(taught.lessons, 0)::int as "lessonsTenths"
    from schools.staff_position f
    left join (select h.staff_position_id, array_agg(c.name order by c.name) as names from schools.homeroom h join schools.class c on c.school_id = h.school_id and c.class_id = h.class_id
      where h.school_id = ${schoolId} and h.from_day <= ${asOf} and ${asOf} < h.until_day group by h.staff_position_id) home on home.staff_position_id = f.staff_position_id
    left join (select a.staff_position_id, array_agg(distinct s.name order by s.name) as subjects, sum(a.lessons_a_week_tenths) filter (where a.term is distinct from 2) as lessons
      from schools.teaching_assignment a join schools.subject s on s.subject_key = a.subject_key
      where a.school_id = ${schoolId} and a.from_day <= ${asOf} and ${asOf} < a.until_day group by a.staff_position_id) taught on taught.staff_position_id = f.staff_position_id
    where f.school_id = ${schoolId} and f.from_day <= ${asOf} and ${asOf} < f.until_day
    order by array_position(array['principal', 'deputy', 'teacher', 'clerk', 'accountant', 'librarian', 'health', 'support'], f.job), f.sort_key, f.staff_position_id`.execute(
      db,
    );
  return rows;
}

export interface StaffSeen {
  staffPositionId: number;
  staffCode: string;
  fullName: string;
  birthDay: string | null;
  sex: 'male' | 'female' | null;
  job: string;
  details: Record<string, string | number | boolean>;
  fromDay: string;
  untilDay: string;
  endedWhy: string | null;
  ministryCode: string | null;
  citizenNumber: string | null;
}

export interface Taught {
  classId: number;
  className: string;
  schoolYear: string;
  subject: string;
  term: number | null;
  lessonsTenths: number | null;
  fromDay: string;
  untilDay: string;
}

/** One staff member with all they have taught here. The caller has asked who may read the school. */
export async function findStaff(
  db: Query<'schools'>,
  schoolId: number,
  staffPositionId: number,
): Promise<{ staff: StaffSeen; taught: Taught[] } | undefined> {
  const { rows } =
    await sql<StaffSeen>`select f.staff_position_id as "staffPositionId", f.staff_code as "staffCode", f.full_name as "fullName", f.birth_day as "birthDay", f.sex, f.job, f.details,
      f.from_day as "fromDay", f.until_day as "untilDay", f.ended_why as "endedWhy", person.ministry_code as "ministryCode", person.citizen_number as "citizenNumber"
    from schools.staff_position f left join directory.published_person person on person.person_id = f.person_id
    where f.school_id = ${schoolId} and f.staff_position_id = ${staffPositionId}`.execute(db);
  const [staff] = rows;
  if (!staff) return undefined;
  const { rows: taught } =
    await sql<Taught>`select a.class_id as "classId", c.name as "className", c.school_year as "schoolYear", s.name as subject, a.term, a.lessons_a_week_tenths as "lessonsTenths", a.from_day as "fromDay", a.until_day as "untilDay"
    from schools.teaching_assignment a join schools.class c on c.school_id = a.school_id and c.class_id = a.class_id join schools.subject s on s.subject_key = a.subject_key
    where a.school_id = ${schoolId} and a.staff_position_id = ${staffPositionId} order by c.school_year desc, c.grades, c.name, s.position`.execute(
      db,
    );
  return { staff, taught };
}

export interface AssignmentLine {
  teachingAssignmentId: number;
  classId: number;
  className: string;
  subject: string;
  staffPositionId: number;
  teacher: string;
  term: number | null;
  lessonsTenths: number | null;
}

/** Who teaches what to which class on the day, class by class. */
export async function listAssignments(
  db: Query<'schools'>,
  { schoolId, schoolYear, asOf }: SchoolSeen,
): Promise<AssignmentLine[]> {
  const { rows } =
    await sql<AssignmentLine>`select a.teaching_assignment_id as "teachingAssignmentId", c.class_id as "classId", c.name as "className", s.name as subject, f.staff_position_id as "staffPositionId", f.full_name as teacher, a.term, a.lessons_a_week_tenths as "lessonsTenths"
    from schools.teaching_assignment a join schools.class c on c.school_id = a.school_id and c.class_id = a.class_id join schools.subject s on s.subject_key = a.subject_key
    join schools.staff_position f on f.school_id = a.school_id and f.staff_position_id = a.staff_position_id
    where a.school_id = ${schoolId} and c.school_year = ${schoolYear} and a.from_day <= ${asOf} and ${asOf} < a.until_day
    order by c.grades, c.name, s.position, a.term`.execute(db);
  return rows;
}

/** The subjects of a school's levels, in the order of the programme. */
export async function subjectOptions(
  db: Query<'schools'>,
  levels: readonly string[],
): Promise<{ subjectKey: string; name: string }[]> {
  return await db
    .selectFrom('schools.subject')
    .select(['subject_key as subjectKey', 'name'])
    .where(sql<boolean>`levels && ${[...levels]}::text[]`)
    .orderBy('position')
    .execute();
}
