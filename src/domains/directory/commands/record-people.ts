import { sql } from 'kysely';
import { z } from 'zod';
import type { Query } from '#platform/database/database.ts';
import { NotAllowed, refuse } from '#platform/refusal.ts';
import { tidy } from '#platform/text/index.ts';
import { command } from '#platform/work.ts';
import { may } from '../access.ts';
import { peopleRecords } from '../queries/people.ts';
import { type KnownPerson, mergePerson } from '../rules/person-record.ts';
import { keepNumbers } from './keep-numbers.ts';
import { insertPeople, takeIds, updatePeople } from './write-people.ts';

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
  const rows = await peopleRecords(db)
    .where('person_id', '=', sql<number>`any (${ids}::bigint[])`)
    .forUpdate()
    .execute();
  return new Map(rows.map(row => [row.personId, row]));
}
