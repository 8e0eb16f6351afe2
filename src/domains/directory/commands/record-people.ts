import { sql } from 'kysely';
import { z } from 'zod';
import type { Query } from '#platform/database/database.ts';
import { NotAllowed, refuse } from '#platform/refusal.ts';
import { fold, nameSortKey, tidy } from '#platform/text/index.ts';
import { command, type Work } from '#platform/work.ts';
import { may } from '../access.ts';
import { type KnownPerson, mergePerson, type PersonFacts } from '../rules/person-record.ts';

const words = z
  .string()
  .transform(tidy)
  .transform(text => (text === '' ? null : text))
  .nullish();

const personInput = z.object({
  /** Known already: an update. */
  personId: z.int().positive().optional(),
  fullName: z.string().transform(tidy).pipe(z.string().min(1).max(200)).optional(),
  birthDay: z.iso.date().nullish(),
  sex: z.enum(['male', 'female']).nullish(),
  ethnicKey: words,
  religionKey: words,
  nationality: z.string().min(2).max(3).optional(),
  citizenNumber: words,
  ministryCode: words,
  phone: words,
  email: words,
  homeAddress: words,
  birthPlace: words,
  nativePlace: words,
  languageTag: words,
});

/** What is left out stays as it was; `null` empties it. A new person needs a name. */
export type PersonInput = z.input<typeof personInput>;

export interface PeopleRecorded {
  /** In the order given. */
  personIds: number[];
  added: number[];
  changed: number[];
}

/**
 * Records people, ten thousand in a few statements; only rows that change are written, so that the same list sent again
 * changes nothing. Called mostly by the schools' commands, which asked their own rule before.
 * @throws Refusal "citizen-number-used" and the like, with the field "people.<index>.<field>".
 */
export const recordPeople = command('directory', 'record-people', {
  input: z.object({ people: z.array(personInput) }),
  async run(work, { people }): Promise<PeopleRecorded> {
    work.allowed(may(work.actor).recordPeople);
    const known = await readKnown(
      work.db,
      people.flatMap(person => person.personId ?? []),
    );
    const newIds = await takeIds(work.db, people.filter(person => person.personId === undefined).length);
    const rows = people.map((given, index) => {
      const { personId, ...facts } = given;
      const before = personId === undefined ? undefined : known.get(personId);
      if (personId !== undefined && !before) throw new NotAllowed(`no person ${personId}`);
      if (!before && facts.fullName === undefined)
        refuse(
          'name-missing',
          { vi: 'Chưa có họ tên: hãy ghi họ và tên.', en: 'The name is missing: write the full name.' },
          `people.${index}.fullName`,
        );
      const id = before?.personId ?? newIds.shift() ?? 0;
      return { index, before, ...mergePerson(id, before, facts) };
    });
    await keepNumbers(
      work,
      rows.map(row => ({ index: row.index, before: row.before, person: row.person })),
    );
    const added = rows.filter(row => !row.before);
    const changed = rows.filter(row => row.before && row.changed.length > 0);
    await insertPeople(
      work.db,
      added.map(row => row.person),
      work.today,
    );
    await updatePeople(
      work.db,
      changed.map(row => row.person),
    );
    for (const { person } of added) work.audit({ event: 'person.recorded', subject: `person:${person.personId}` });
    for (const { person, changed: fields } of changed)
      work.audit({ event: 'person.changed', subject: `person:${person.personId}`, data: { fields } });
    if (added.length + changed.length === 0)
      work.audit({ event: 'people.unchanged', subject: 'people', data: { people: people.length } });
    if (changed.length > 0)
      work.announce('directory.people-changed', { personIds: changed.map(row => row.person.personId) });
    return {
      personIds: rows.map(row => row.person.personId),
      added: added.map(row => row.person.personId),
      changed: changed.map(row => row.person.personId),
    };
  },
});

async function readKnown(db: Query<'directory'>, ids: number[]): Promise<Map<number, KnownPerson>> {
  if (ids.length === 0) return new Map();
  const rows = await db
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
    ])
    .where('person_id', '=', sql<number>`any (${ids}::bigint[])`)
    .forUpdate()
    .execute();
  return new Map(rows.map(row => [row.personId, row]));
}

async function takeIds(db: Query<'directory'>, count: number): Promise<number[]> {
  if (count === 0) return [];
  const { rows } = await sql<{
    id: number;
  }>`select nextval(pg_get_serial_sequence('directory.person', 'person_id')) as id
    from generate_series(1, ${count}::int)`.execute(db);
  return rows.map(row => row.id);
}

interface Numbered {
  index: number;
  before: KnownPerson | undefined;
  person: KnownPerson;
}

/** Keeps the two tables that make numbers unique over the province. Whose number it is, is not revealed. */
async function keepNumbers(work: Work<'directory'>, rows: readonly Numbered[]): Promise<void> {
  for (const { index, person, before } of rows) {
    if (person.citizenNumber !== null && !/^\d{12}$/.test(person.citizenNumber)) {
      refuse(
        'citizen-number-form',
        { vi: 'Số định danh cá nhân gồm đúng 12 chữ số.', en: 'A citizen number has exactly 12 digits.' },
        `people.${index}.citizenNumber`,
      );
    }
    const isMended = before?.ministryCode && before.ministryCode !== person.ministryCode;
    if (isMended && !may(work.actor).mendMinistryCode) {
      refuse(
        'ministry-code-fixed',
        {
          vi: 'Mã định danh của Bộ đã cấp thì không đổi (TT 42/2021, Điều 10): nếu ghi nhầm, hãy báo Phòng hoặc Sở sửa.',
          en: 'A ministry code, once given, does not change (TT 42/2021, art. 10): if it was mistyped, ask the office above to mend it.',
        },
        `people.${index}.ministryCode`,
      );
    }
  }
  await keepUnique(
    work.db,
    'citizen_number',
    rows.map(row => ({
      index: row.index,
      id: row.person.personId,
      was: row.before?.citizenNumber ?? null,
      is: row.person.citizenNumber,
    })),
  );
  await keepUnique(
    work.db,
    'ministry_code',
    rows.map(row => ({
      index: row.index,
      id: row.person.personId,
      was: row.before?.ministryCode ?? null,
      is: row.person.ministryCode,
    })),
  );
}

const said = {
  citizen_number: { field: 'citizenNumber', code: 'citizen-number-used', vi: 'Số định danh', en: 'The citizen number' },
  ministry_code: {
    field: 'ministryCode',
    code: 'ministry-code-used',
    vi: 'Mã định danh của Bộ',
    en: 'The ministry code',
  },
};

async function keepUnique(
  db: Query<'directory'>,
  key: keyof typeof said,
  rows: readonly { index: number; id: number; was: string | null; is: string | null }[],
): Promise<void> {
  const moved = rows.filter(row => row.was !== row.is);
  const given = moved.filter(row => row.is !== null);
  const left = moved.filter(row => row.was !== null).map(row => row.was);
  const table = sql.table(`directory.${key}`);
  if (left.length > 0) await sql`delete from ${table} where ${sql.ref(key)} = any (${left}::text[])`.execute(db);
  if (given.length === 0) return;
  const { rows: kept } = await sql<{ number: string }>`insert into ${table} (${sql.ref(key)}, person_id)
    select * from unnest(${given.map(row => row.is)}::text[], ${given.map(row => row.id)}::bigint[])
    on conflict do nothing returning ${sql.ref(key)} as number`.execute(db);
  const free = new Set(kept.map(row => row.number));
  // A number given twice in one list is kept once: the second of the two is the one to look at.
  const taken = given.find(row => !free.delete(row.is ?? ''));
  if (!taken) return;
  const { field, code, vi, en } = said[key];
  refuse(
    code,
    {
      vi: `${vi} ${taken.is} đã dùng cho một người khác: hãy đối chiếu giấy tờ, rồi sửa số ở đây hoặc báo cấp trên.`,
      en: `${en} ${taken.is} is already in use by someone else: check the papers, then mend it here or tell the office above.`,
    },
    `people.${taken.index}.${field}`,
  );
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

async function insertPeople(db: Query<'directory'>, people: readonly KnownPerson[], today: string): Promise<void> {
  if (people.length === 0) return;
  await sql`insert into directory.person (person_id, ${names}, known_since) select t.*, ${today}::date from ${unnested(people)}`.execute(
    db,
  );
}

async function updatePeople(db: Query<'directory'>, people: readonly KnownPerson[]): Promise<void> {
  if (people.length === 0) return;
  await sql`update directory.person set ${sql.join(columns.map(([name]) => sql`${sql.ref(name)} = t.${sql.ref(name)}`))}
    from ${unnested(people)} where person.person_id = t.person_id`.execute(db);
}
