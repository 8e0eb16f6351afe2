import { sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';
import { fold, nameSortKey } from '#platform/text/index.ts';
import type { KnownPerson, PersonFacts } from '../rules/person-record.ts';

/** Ids for people who are new. */
export async function takeIds(db: Query<'directory'>, count: number): Promise<number[]> {
  if (count === 0) return [];
  const { rows } = await sql<{
    id: number;
  }>`select nextval(pg_get_serial_sequence('directory.person', 'person_id')) as id
    from generate_series(1, ${count}::int)`.execute(db);
  return rows.map(row => row.id);
}

type Column = [name: string, type: string, of: (person: KnownPerson) => PersonFacts[keyof PersonFacts]];

const columns: Column[] = [
  ['full_name', 'text', person => person.fullName],
  ['sort_key', 'text', person => nameSortKey(person.fullName)],
  ['search_key', 'text', person => fold(person.fullName)],
  ['birth_day', 'date', person => person.birthDay],
  ['sex', 'text', person => person.sex],
  ['ethnic_key', 'text', person => person.ethnicKey],
  ['religion_key', 'text', person => person.religionKey],
  ['nationality', 'text', person => person.nationality],
  ['citizen_number', 'text', person => person.citizenNumber],
  ['citizen_number_state', 'text', person => person.citizenNumberState],
  ['ministry_code', 'text', person => person.ministryCode],
  ['phone', 'text', person => person.phone],
  ['email', 'text', person => person.email],
  ['home_address', 'text', person => person.homeAddress],
  ['birth_place', 'text', person => person.birthPlace],
  ['native_place', 'text', person => person.nativePlace],
  ['language_tag', 'text', person => person.languageTag],
];

const names = sql.join(columns.map(([name]) => sql.ref(name)));
const unnested = (people: readonly KnownPerson[]) =>
  sql`unnest(${people.map(person => person.personId)}::bigint[], ${sql.join(columns.map(([, type, of]) => sql`${people.map(of)}::${sql.raw(type)}[]`))}) as t (person_id, ${names})`;

export async function insertPeople(
  db: Query<'directory'>,
  people: readonly KnownPerson[],
  today: string,
): Promise<void> {
  if (people.length === 0) return;
  await sql`insert into directory.person (person_id, ${names}, known_since) select t.*, ${today}::date from ${unnested(people)}`.execute(
    db,
  );
}

export async function updatePeople(db: Query<'directory'>, people: readonly KnownPerson[]): Promise<void> {
  if (people.length === 0) return;
  await sql`update directory.person set ${sql.join(columns.map(([name]) => sql`${sql.ref(name)} = t.${sql.ref(name)}`))}
    from ${unnested(people)} where person.person_id = t.person_id`.execute(db);
}
