import { sql } from 'kysely';
import type { Actor } from '#platform/access.ts';
import type { Query } from '#platform/database/database.ts';
import { type CitizenNumberWarning, checkCitizenNumber, fold } from '#platform/text/index.ts';
import { may } from '../access.ts';
import type { SchoolSeen } from './school.ts';

export const pupilFilters = ['without-number', 'without-class'] as const;
export type PupilFilter = (typeof pupilFilters)[number];

export interface PupilLine {
  enrolmentId: number;
  pupilCode: string;
  fullName: string;
  birthDay: string | null;
  sex: 'male' | 'female' | null;
  className: string | null;
  hasCitizenNumber: boolean;
}

export const pupilsPerPage = 50;

/** Pupils of the school on the day, found by name or code, those alone who lack something, a page at a time. */
export async function listPupils(
  db: Query<'schools'>,
  { schoolId, schoolYear, asOf }: SchoolSeen,
  asked: { words: string; filter: PupilFilter | undefined; page: number },
): Promise<{ pupils: PupilLine[]; total: number }> {
  const sought = fold(asked.words);
  const filter =
    asked.filter === 'without-number'
      ? sql`and not e.has_citizen_number`
      : asked.filter === 'without-class'
        ? sql`and seat.class_id is null`
        : sql``;
  const words =
    sought === ''
      ? sql``
      : sql`and (e.search_key like ${`%${sought.replace(/[\\%_]/g, '\\$&')}%`} or lower(e.pupil_code) = ${asked.words.trim().toLowerCase()})`;
  const { rows } = await sql<
    PupilLine & { total: number }
  >`select e.enrolment_id as "enrolmentId", e.pupil_code as "pupilCode", e.full_name as "fullName", e.birth_day as "birthDay", e.sex,
      seat.name as "className", e.has_citizen_number as "hasCitizenNumber", count(*) over ()::int as total
    from schools.enrolment e
    left join (select p.enrolment_id, c.class_id, c.name from schools.class_place p join schools.class c on c.school_id = p.school_id and c.class_id = p.class_id
      where p.school_id = ${schoolId} and c.school_year = ${schoolYear} and p.from_day <= ${asOf} and ${asOf} < p.until_day) seat on seat.enrolment_id = e.enrolment_id
    where e.school_id = ${schoolId} and e.from_day <= ${asOf} and ${asOf} < e.until_day ${words} ${filter}
    order by e.sort_key, e.enrolment_id limit ${pupilsPerPage} offset ${(asked.page - 1) * pupilsPerPage}`.execute(db);
  return { pupils: rows, total: rows[0]?.total ?? 0 };
}

export interface PupilSeen {
  enrolmentId: number;
  personId: number;
  pupilCode: string;
  fullName: string;
  birthDay: string | null;
  sex: 'male' | 'female' | null;
  ethnic: string | null;
  policies: string[];
  details: Record<string, string | number | boolean>;
  fromDay: string;
  untilDay: string;
  leftBy: string | null;
  ministryCode: string | null;
  citizenNumber: string | null;
  warnings: readonly CitizenNumberWarning[];
  /** Who looks after the pupil today. */
  guardians: { relation: 'father' | 'mother' | 'guardian'; fullName: string; phone: string | null }[];
  /** Sees all of it; others see the last three digits. */
  seesNumber: boolean;
}

export interface Stay {
  enrolmentId: number;
  className: string | null;
  schoolYear: string | null;
  grade: number | null;
  fromDay: string;
  untilDay: string;
  cameBy: string;
  leftBy: string | null;
}

/** One pupil as the school recorded them, and their way through its classes. */
export async function findPupil(
  db: Query<'schools'>,
  actor: Actor,
  school: SchoolSeen | number,
  enrolmentId: number,
): Promise<{ pupil: PupilSeen; stays: Stay[] } | undefined> {
  const schoolId = typeof school === 'number' ? school : school.schoolId;
  const rule = may(actor);
  const { rows } = await sql<
    Omit<PupilSeen, 'warnings'>
  >`select e.enrolment_id as "enrolmentId", e.person_id as "personId", e.pupil_code as "pupilCode", e.full_name as "fullName", e.birth_day as "birthDay", e.sex,
      ethnic.name as ethnic, array(select name from directory.published_code_entry p where p.list = 'policy' and p.key = any (e.policy_keys)) as policies, e.details, e.from_day as "fromDay", e.until_day as "untilDay",
      e.left_by as "leftBy", person.ministry_code as "ministryCode", person.citizen_number as "citizenNumber",
      (select coalesce(json_agg(json_build_object('relation', g.relation, 'fullName', p.full_name, 'phone', p.phone) order by g.from_day, p.person_id), '[]')
        from directory.published_guardian g join directory.published_person p on p.person_id = g.guardian_person_id
        where g.pupil_person_id = e.person_id and g.from_day <= ${actor.day} and ${actor.day} < g.until_day) as guardians,
      (${rule.read(sql<number>`e.school_id`)} or ${rule.isFamily(sql<number>`e.person_id`)}) as "seesNumber"
    from schools.enrolment e
    left join directory.published_person person on person.person_id = e.person_id
    left join directory.published_code_entry ethnic on ethnic.list = 'ethnic' and ethnic.key = e.ethnic_key
    where e.school_id = ${schoolId} and e.enrolment_id = ${enrolmentId} and ${rule.readPupil(sql<number>`e.school_id`, sql<number>`e.enrolment_id`, sql<number>`e.person_id`)}`.execute(
    db,
  );
  const [row] = rows;
  if (!row) return undefined;
  const { rows: stays } =
    await sql<Stay>`select e.enrolment_id as "enrolmentId", c.name as "className", c.school_year as "schoolYear", p.grade, coalesce(p.from_day, e.from_day) as "fromDay", coalesce(p.until_day, e.until_day) as "untilDay",
      case when p.from_day > e.from_day then p.came_by else e.came_by end as "cameBy", case when coalesce(p.until_day, e.until_day) = e.until_day then e.left_by end as "leftBy"
    from schools.enrolment e
    left join schools.class_place p on p.school_id = e.school_id and p.enrolment_id = e.enrolment_id
    left join schools.class c on c.school_id = p.school_id and c.class_id = p.class_id
    where e.school_id = ${schoolId} and e.person_id = ${row.personId} order by coalesce(p.from_day, e.from_day) desc`.execute(
      db,
    );
  return { pupil: { ...row, warnings: warningsOf(row) }, stays };
}

function warningsOf({ citizenNumber, birthDay, sex }: Omit<PupilSeen, 'warnings'>): readonly CitizenNumberWarning[] {
  if (!citizenNumber) return [];
  const check = checkCitizenNumber(citizenNumber, { ...(birthDay ? { birthDay } : {}), ...(sex ? { sex } : {}) });
  return check.kind === 'good' ? check.warnings : [];
}
