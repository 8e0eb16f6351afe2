import { sql } from 'kysely';
import { mayInDirectory } from '#directory';
import { type Actor, placesHeld, type Role, roleAt } from '#platform/access.ts';
import { NotAllowed } from '#platform/refusal.ts';
import { fold } from '#platform/text/index.ts';
import type { Db, Listed } from './standing.ts';
import type { AccountWords } from './words/index.ts';

/** Whose work accounts are; which of them each keeps is the rule of the platform (`keepsAccountOf`). */
const keepers: readonly Role[] = ['admin', 'principal', 'clerk'];
const heads: readonly Role[] = ['admin', 'principal'];

export interface SchoolOfAccounts {
  schoolId: number;
  name: string;
  /** Which roles the actor may give here, of those that are jobs of a school. */
  gives: Role[];
}

/** The jobs that are roles; health and support staff hold none. */
const rolesOfJobs: readonly Role[] = ['principal', 'deputy', 'clerk', 'accountant', 'librarian', 'teacher'];

/** @throws NotAllowed where the actor keeps no accounts at the school, or there is none */
export async function getSchoolOfAccounts(db: Db, actor: Actor, schoolId: number): Promise<SchoolOfAccounts> {
  const rule = mayInDirectory(actor);
  const gives = rolesOfJobs.map(
    role => sql`case when ${rule.giveRole(role, sql<number>`school.school_id`)} then ${role}::text end`,
  );
  const { rows } = await sql<{
    name: string | null;
    gives: Role[];
  }>`select (select place.name from directory.published_place place
      where place.place_id = school.school_id order by place.from_day desc limit 1) as name,
      array_remove(array[${sql.join(gives)}], null) as gives
    from schools.published_school school where school.school_id = ${schoolId}
      and ${roleAt(actor, keepers, sql<number>`school.school_id`)}`.execute(db);
  const [row] = rows;
  if (!row) throw new NotAllowed();
  return { schoolId, name: row.name ?? '', gives: row.gives };
}

/** Who works at the school today, heads first. */
export async function staffOf(db: Db, school: SchoolOfAccounts, today: string, text: AccountWords): Promise<Listed[]> {
  const { rows } = await sql<{ personId: number; name: string; code: string; job: string }>`
    select person_id as "personId", min(full_name) as name, min(staff_code) as code, min(job) as job from schools.published_staff
    where school_id = ${school.schoolId} and from_day <= ${today} and ${today} < until_day group by person_id
    order by min(array_position(array['principal', 'deputy', 'clerk', 'teacher'], job)), min(sort_key), person_id`.execute(
    db,
  );
  return rows.map(({ personId, name, code, job }) => {
    const roleOfJob = school.gives.find(role => role === job);
    return {
      personId,
      name,
      facts: [text.jobs[job] ?? job, code],
      part: 'staff',
      ...(roleOfJob ? { roleOfJob } : {}),
    };
  });
}

export interface ClassOfAccounts {
  classId: number;
  name: string;
  pupils: number;
  withAccount: number;
}

/** The day as of which a class is listed: today within its year, its first or last day outside it. */
const asOf = (today: string) => sql`least(greatest(${today}::date, y.from_day), y.until_day - 1)`;

/** The classes of the latest year begun, with how many of their pupils have an account. Two statements. */
export async function classesOf(db: Db, schoolId: number, today: string): Promise<ClassOfAccounts[]> {
  const { rows } = await sql<{ classId: number; name: string; people: number[] }>`
    with of_year as (select c.class_id, c.name, c.grades, c.school_year from schools.published_class c
      where c.school_id = ${schoolId} and (c.ended_on is null or c.ended_on > ${today}) and c.school_year =
        (select max(own.school_year) from schools.published_class own join schools.published_school_year y using (school_year)
         where own.school_id = ${schoolId} and y.from_day <= ${today}))
    select c.class_id as "classId", c.name, array_remove(array_agg(e.person_id), null) as people
    from of_year c join schools.published_school_year y using (school_year)
    left join schools.published_class_place p on p.school_id = ${schoolId} and p.class_id = c.class_id and p.from_day <= ${asOf(today)} and ${asOf(today)} < p.until_day
    left join schools.published_enrolment e on e.school_id = p.school_id and e.enrolment_id = p.enrolment_id
    group by c.class_id, c.name, c.grades order by c.grades, c.name`.execute(db);
  const everyone = rows.flatMap(row => row.people);
  const accounts = await db
    .selectFrom('platform.account')
    .select('person_id')
    .where('person_id', '=', sql<number>`any (${everyone}::bigint[])`)
    .execute();
  const have = new Set(accounts.map(row => row.person_id));
  return rows.map(({ classId, name, people }) => ({
    classId,
    name,
    pupils: people.length,
    withAccount: people.filter(one => have.has(one)).length,
  }));
}

/** A class by name with its pupils and those who look after them. Three statements. @throws NotAllowed */
export async function classOf(
  db: Db,
  school: SchoolOfAccounts,
  classId: number,
  today: string,
  text: AccountWords,
): Promise<{ name: string; people: Listed[] }> {
  const { schoolId } = school;
  const klass = await db
    .selectFrom('schools.published_class')
    .select('name')
    .where('school_id', '=', schoolId)
    .where('class_id', '=', classId)
    .executeTakeFirst();
  if (!klass) throw new NotAllowed();
  const { rows: pupils } = await sql<{ personId: number; name: string; code: string }>`
    select e.person_id as "personId", e.full_name as name, e.pupil_code as code
    from schools.published_class_place p
    join schools.published_class c on c.school_id = p.school_id and c.class_id = p.class_id
    join schools.published_school_year y on y.school_year = c.school_year
    join schools.published_enrolment e on e.school_id = p.school_id and e.enrolment_id = p.enrolment_id
    where p.school_id = ${schoolId} and p.class_id = ${classId} and p.from_day <= ${asOf(today)} and ${asOf(today)} < p.until_day
    order by e.sort_key, e.enrolment_id`.execute(db);
  const guardians = await guardiansOf(db, pupils, today, text);
  const listed = pupils.map(({ personId, name, code }): Listed => ({ personId, name, facts: [code], part: 'pupils' }));
  return { name: klass.name, people: [...listed, ...guardians] };
}

/** Each guardian once, however many of the pupils are theirs, in the order of the pupils. */
async function guardiansOf(
  db: Db,
  pupils: { personId: number; name: string }[],
  today: string,
  text: AccountWords,
): Promise<Listed[]> {
  const { rows } = await sql<{ pupilId: number; personId: number; relation: string; name: string }>`
    select g.pupil_person_id as "pupilId", g.guardian_person_id as "personId", g.relation, person.full_name as name
    from directory.published_guardian g join directory.published_person person on person.person_id = g.guardian_person_id
    where g.pupil_person_id = any (${pupils.map(one => one.personId)}::bigint[]) and g.from_day <= ${today} and ${today} < g.until_day
    order by g.relation, person.sort_key`.execute(db);
  const listed = new Map<number, Listed>();
  for (const pupil of pupils) {
    for (const row of rows.filter(one => one.pupilId === pupil.personId)) {
      const fact = text.relationOf(row.relation, pupil.name);
      const known = listed.get(row.personId);
      if (known) known.facts.push(fact);
      else listed.set(row.personId, { personId: row.personId, name: row.name, facts: [fact], part: 'guardians' });
    }
  }
  return [...listed.values()];
}

export const PAGE_SIZE = 50;

/** Whether the actor keeps accounts of people who hold roles. */
export const keepsHolders = (actor: Actor): boolean => placesHeld(actor, heads).length > 0;

/**
 * Those who hold a role within the actor's reach, by name, a page at a time. Ids first, then names, then places: three
 * statements, and no join between roles and people.
 */
export async function holdersOf(
  db: Db,
  actor: Actor,
  asked: { name: string; page: number },
  text: AccountWords,
): Promise<{ people: Listed[]; total: number }> {
  const { rows: held } = await sql<{ personId: number; role: Role; placeId: number }>`
    select person_id as "personId", role, place_id as "placeId" from platform.role_held held
    where ${actor.day} < held.until_day and ${roleAt(actor, heads, sql<number>`held.place_id`)} order by role_held_id`.execute(
    db,
  );
  let named = db
    .selectFrom('directory.published_person')
    .where('person_id', '=', sql<number>`any (${[...new Set(held.map(row => row.personId))]}::bigint[])`);
  for (const word of fold(asked.name).split(' ').filter(Boolean))
    named = named.where('search_key', 'like', `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`);
  const rows = await named
    .select(['person_id', 'full_name', sql<number>`count(*) over ()`.as('total')])
    .orderBy('sort_key')
    .orderBy('person_id')
    .limit(PAGE_SIZE)
    .offset((asked.page - 1) * PAGE_SIZE)
    .execute();
  const shown = new Set(rows.map(row => row.person_id));
  const heldHere = held.filter(one => shown.has(one.personId));
  const places = await placeNames(db, heldHere);
  const people = rows.map((row): Listed => {
    const roles = heldHere.filter(one => one.personId === row.person_id);
    return {
      personId: row.person_id,
      name: row.full_name,
      facts: roles.map(one => `${text.roles[one.role]} · ${places.get(one.placeId) ?? ''}`),
      part: 'holders',
    };
  });
  return { people, total: rows[0]?.total ?? 0 };
}

async function placeNames(db: Db, held: { placeId: number }[]): Promise<Map<number, string>> {
  const { rows } = await sql<{
    placeId: number;
    name: string;
  }>`select distinct on (place_id) place_id as "placeId", name
    from directory.published_place where place_id = any (${[...new Set(held.map(one => one.placeId))]}::bigint[])
    order by place_id, from_day desc`.execute(db);
  return new Map(rows.map(row => [row.placeId, row.name]));
}
