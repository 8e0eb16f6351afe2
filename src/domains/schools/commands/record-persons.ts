import { sql } from 'kysely';
import { recordPeople } from '#directory';
import type { Work } from '#platform/work.ts';
import type { PersonGiven } from './fields.ts';

export interface RecordedPerson {
  personId: number;
  hasCitizenNumber: boolean;
}

/** Hands people to the directory, in the order given, and says what the school keeps beside its own rows. The caller has asked the rule. */
export async function recordPersons(work: Work<'schools'>, people: readonly PersonGiven[]): Promise<RecordedPerson[]> {
  const { personIds } = await work.also(recordPeople, { people: [...people] });
  const { rows } = await sql<{
    person_id: number;
    has_number: boolean;
  }>`select person_id, citizen_number is not null as has_number
    from directory.published_person where person_id = any (${personIds}::bigint[])`.execute(work.db);
  const hasNumber = new Map(rows.map(row => [row.person_id, row.has_number]));
  return personIds.map(personId => ({ personId, hasCitizenNumber: hasNumber.get(personId) ?? false }));
}
