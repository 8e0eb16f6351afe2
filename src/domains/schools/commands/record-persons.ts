import { sql } from 'kysely';
import { recordPeople } from '#directory';
import type { Work } from '#platform/work.ts';
import type { PersonGiven } from './fields.ts';

export interface RecordedPerson {
  personId: number;
  hasCitizenNumber: boolean;
}

/**
 * People known already are those whom this school has or had, who are on their way here, or whose number it read on their papers:
 * a bare id is no reason to write into a stranger's record, or to make them one's own.
 */
async function mustBeMet(work: Work<'schools'>, schoolId: number, people: readonly PersonGiven[]): Promise<void> {
  const known = people.filter(each => each.personId !== undefined);
  if (known.length === 0 || work.actor.kind === 'system') return;
  const { rows } =
    await sql`select from unnest(${known.map(each => each.personId)}::bigint[], ${known.map(each => each.citizenNumber ?? null)}::text[],
      ${known.map(each => each.ministryCode ?? null)}::text[]) as given (person_id, citizen_number, ministry_code)
    where not exists (select from schools.enrolment e where e.school_id = ${schoolId} and e.person_id = given.person_id)
      and not exists (select from schools.staff_position p where p.school_id = ${schoolId} and p.person_id = given.person_id)
      and not exists (select from schools.transfer t join schools.enrolment e on e.school_id = t.school_id and e.enrolment_id = t.enrolment_id
        where t.to_school_id = ${schoolId} and t.withdrawn_on is null and e.person_id = given.person_id)
      and not exists (select from directory.published_person p where p.person_id = given.person_id
        and (p.citizen_number = given.citizen_number or p.ministry_code = given.ministry_code)) limit 1`.execute(
      work.db,
    );
  work.allowed(rows.length === 0);
}

/** Hands people to the directory, in the order given, and says what the school keeps beside its own rows. The caller has asked the rule. */
export async function recordPersons(
  work: Work<'schools'>,
  schoolId: number,
  people: readonly PersonGiven[],
): Promise<RecordedPerson[]> {
  await mustBeMet(work, schoolId, people);
  const { personIds } = await work.also(recordPeople, { people: [...people] });
  const { rows } = await sql<{
    person_id: number;
    has_number: boolean;
  }>`select person_id, citizen_number is not null as has_number
    from directory.published_person where person_id = any (${personIds}::bigint[])`.execute(work.db);
  const hasNumber = new Map(rows.map(row => [row.person_id, row.has_number]));
  return personIds.map(personId => ({ personId, hasCitizenNumber: hasNumber.get(personId) ?? false }));
}
