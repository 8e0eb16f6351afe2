import { sql } from 'kysely';
import type { Actor } from '#platform/access.ts';
import type { Query } from '#platform/database/database.ts';
import { fold } from '#platform/text/index.ts';
import { may, maySearchPeople } from '../access.ts';
import type { KnownPerson } from '../rules/person-record.ts';

type Db = Query<'directory'>;

/** Whole records of people; the caller says whose, and whether to hold them for a change. */
export const peopleRecords = (db: Db) =>
  db
    .selectFrom('directory.person')
    .select([
      'person_id as personId',
      'full_name as fullName',
      'birth_day as birthDay',
      'sex',
      'ethnic_key as ethnicKey',
      'religion_key as religionKey',
      'nationality',
      'citizen_number as citizenNumber',
      'citizen_number_state as citizenNumberState',
      'ministry_code as ministryCode',
      'phone',
      'email',
      'home_address as homeAddress',
      'birth_place as birthPlace',
      'native_place as nativePlace',
      'language_tag as languageTag',
    ]);

/** People by their ids, as the caller's own rule allowed; in no particular order. */
export async function peopleByIds(db: Db, ids: readonly number[]): Promise<Map<number, KnownPerson>> {
  if (ids.length === 0) return new Map();
  const rows = await peopleRecords(db)
    .where('person_id', '=', sql<number>`any (${[...ids]}::bigint[])`)
    .execute();
  return new Map(rows.map(row => [row.personId, row]));
}

/** Whose number each is, for matching an import's rows to people already known: number → person. */
export async function peopleByCitizenNumber(db: Db, numbers: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{
    key: string;
    id: number;
  }>`select citizen_number as key, person_id as id from directory.citizen_number
    where citizen_number = any (${[...numbers]}::text[])`.execute(db);
  return new Map(rows.map(row => [row.key, row.id]));
}

/** Whose ministry code each is: code → person. */
export async function peopleByMinistryCode(db: Db, codes: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{
    key: string;
    id: number;
  }>`select ministry_code as key, person_id as id from directory.ministry_code
    where ministry_code = any (${[...codes]}::text[])`.execute(db);
  return new Map(rows.map(row => [row.key, row.id]));
}

export interface PersonFound {
  personId: number;
  fullName: string;
  birthDay: string | null;
  ministryCode: string | null;
}

/**
 * People whose name holds what was typed, without marks and case. Over the whole province for the offices; everyone else
 * looks among people they already reach (`among`: their school's pupils and staff) and finds nobody without.
 */
export async function searchPeople(
  db: Db,
  actor: Actor,
  typed: string,
  among?: readonly number[],
  limit = 50,
): Promise<PersonFound[]> {
  const words = fold(typed).split(' ').filter(Boolean);
  if (words.length === 0 || (!among && !(await maySearchPeople(db, actor)))) return [];
  let query = db
    .selectFrom('directory.person')
    .select([
      'person_id as personId',
      'full_name as fullName',
      'birth_day as birthDay',
      'ministry_code as ministryCode',
    ]);
  for (const word of words) query = query.where('search_key', 'like', `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`);
  if (among) query = query.where('person_id', '=', sql<number>`any (${[...among]}::bigint[])`);
  return await query.orderBy('sort_key').orderBy('person_id').limit(limit).execute();
}

/** The guardians of pupils, as of a day. */
export async function guardiansOf(db: Db, pupilIds: readonly number[], day: string) {
  return await db
    .selectFrom('directory.guardian as guardian')
    .innerJoin('directory.person as person', 'person.person_id', 'guardian.guardian_person_id')
    .select([
      'pupil_person_id as pupilPersonId',
      'guardian_person_id as guardianPersonId',
      'relation',
      'person.full_name as fullName',
      'person.phone',
    ])
    .where('pupil_person_id', '=', sql<number>`any (${[...pupilIds]}::bigint[])`)
    .where('from_day', '<=', day)
    .where('until_day', '>', day)
    .orderBy('pupil_person_id')
    .orderBy('relation')
    .execute();
}

/**
 * People to give a role to, or to lend one to: by a ministry code or a citizen number (whoever knows it has met the person),
 * or by name: over the province for the offices, else among those who hold a role within the asking one's reach.
 */
export async function peopleForRoles(db: Db, actor: Actor, typed: string): Promise<PersonFound[]> {
  const code = typed.replace(/\s/g, '');
  const { rows } = await sql<{
    id: number;
  }>`select person_id as id from directory.citizen_number where citizen_number = ${code}
    union select person_id from directory.ministry_code where ministry_code = ${code}`.execute(db);
  if (rows.length > 0)
    return [
      ...(
        await peopleByIds(
          db,
          rows.map(row => row.id),
        )
      ).values(),
    ];
  if (await maySearchPeople(db, actor)) return await searchPeople(db, actor, typed);
  const near = await db
    .selectFrom('platform.role_held as held')
    .select('held.person_id')
    .distinct()
    .where(may(actor).readRoles(sql.ref('held.place_id')))
    .execute();
  return await searchPeople(
    db,
    actor,
    typed,
    near.map(each => each.person_id),
  );
}
