import { sql } from 'kysely';
import type { Work } from '#platform/work.ts';
import type { PersonGiven, ProfileChanges } from './fields.ts';

type Told = string | number | boolean | null | string[];
type Facts = Readonly<Record<string, Told>>;

/** What stands in the school's own rows before a correction, by their ids: for the audit. */
export async function findBefore(
  work: Work<'schools'>,
  schoolId: number,
  table: 'enrolment' | 'staff_position',
  ids: readonly number[],
): Promise<Map<number, Facts>> {
  const own = table === 'enrolment' ? sql`'ethnicKey', r.ethnic_key, 'policyKeys', r.policy_keys` : sql`'job', r.job`;
  const { rows } = await sql<{ id: number; was: Facts }>`select r.${sql.ref(`${table}_id`)} as id,
      r.details || jsonb_build_object('fullName', r.full_name, 'birthDay', r.birth_day, 'sex', r.sex, 'citizenNumber', p.citizen_number, ${own}) as was
    from schools.${sql.ref(table)} r left join directory.published_person p on p.person_id = r.person_id
    where r.school_id = ${schoolId} and r.${sql.ref(`${table}_id`)} = any (${[...ids]}::bigint[])`.execute(work.db);
  return new Map(rows.map(row => [row.id, row.was]));
}

/** A number that opens other doors is not written down twice: its last three digits tell which it was. */
const told = (key: string, value: Told): Told =>
  key === 'citizenNumber' && typeof value === 'string' ? `•••${value.slice(-3)}` : value;

/** Each field of a correction that is not as it was: what stood there, what came. */
export function whatChanged(
  before: Facts | undefined,
  given: {
    person: PersonGiven;
    details?: ProfileChanges | undefined;
    policyKeys?: string[] | undefined;
    job?: string | undefined;
  },
): { was: Facts; is: Facts } {
  const { fullName, birthDay, sex, ethnicKey, citizenNumber } = given.person;
  const all: Record<string, Told | undefined> = {
    ...given.details,
    fullName,
    birthDay,
    sex,
    ethnicKey,
    citizenNumber,
    policyKeys: given.policyKeys,
    job: given.job,
  };
  const was: Record<string, Told> = {};
  const is: Record<string, Told> = {};
  for (const [key, value] of Object.entries(all)) {
    const known = before?.[key] ?? null;
    if (value === undefined || JSON.stringify(value) === JSON.stringify(known)) continue;
    was[key] = told(key, known);
    is[key] = told(key, value);
  }
  return { was, is };
}
