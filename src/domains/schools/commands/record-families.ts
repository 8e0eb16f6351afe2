import { sql } from 'kysely';
import { type GuardianInput, type PersonInput, recordGuardians, recordPeople } from '#directory';
import { fold, tidy } from '#platform/text/index.ts';
import type { Work } from '#platform/work.ts';

export const relations = ['father', 'mother', 'guardian'] as const;
type Relation = (typeof relations)[number];

interface Child {
  personId: number;
  details: Readonly<Record<string, string | number | boolean>>;
}

interface Known {
  pupil: number;
  relation: Relation;
  personId: number;
  fullName: string;
  phone: string | null;
  isIdentified: boolean;
}

const textOf = (value: string | number | boolean | undefined) => (value === undefined ? '' : tidy(String(value)));

/**
 * Records the parents and guardians that profiles name, as people linked to the pupil. The one already known in a relation is
 * corrected (a name, a phone); nobody is doubled. Someone whose citizen number is known was identified on better grounds than a
 * list: their record stays as it is. The caller has asked the rule; the directory asks its own.
 */
export async function recordFamilies(work: Work<'schools'>, children: readonly Child[]): Promise<void> {
  const named = children.flatMap(({ personId, details }) =>
    relations.flatMap(relation => {
      const fullName = textOf(details[`${relation}Name`]);
      const phone = textOf(details[`${relation}Phone`]);
      return fullName === '' ? [] : [{ pupil: personId, relation, fullName, ...(phone === '' ? {} : { phone }) }];
    }),
  );
  if (named.length === 0) return;
  const known = await knownGuardians(
    work,
    named.map(each => each.pupil),
  );
  const mended = new Map<number, PersonInput>();
  const strangers: typeof named = [];
  for (const each of named) {
    const those = known.get(`${each.pupil} ${each.relation}`) ?? [];
    const same = those.find(other => fold(other.fullName) === fold(each.fullName)) ?? those[0];
    if (!same) strangers.push(each);
    else if (!same.isIdentified && (same.fullName !== each.fullName || (each.phone && same.phone !== each.phone)))
      mended.set(same.personId, { personId: same.personId, fullName: each.fullName, phone: each.phone });
  }
  if (strangers.length + mended.size === 0) return;
  const { personIds } = await work.also(recordPeople, {
    people: [...strangers.map(({ fullName, phone }): PersonInput => ({ fullName, phone })), ...mended.values()],
  });
  const guardians = strangers.map(
    ({ pupil, relation }, index): GuardianInput => ({
      pupilPersonId: pupil,
      guardianPersonId: personIds[index] ?? 0,
      relation,
      fromDay: work.today,
    }),
  );
  if (guardians.length > 0) await work.also(recordGuardians, { guardians });
}

async function knownGuardians(work: Work<'schools'>, pupils: number[]): Promise<Map<string, Known[]>> {
  const { rows } =
    await sql<Known>`select g.pupil_person_id as pupil, g.relation, p.person_id as "personId", p.full_name as "fullName", p.phone,
      p.citizen_number is not null as "isIdentified"
    from directory.published_guardian g join directory.published_person p on p.person_id = g.guardian_person_id
    where g.pupil_person_id = any (${[...new Set(pupils)]}::bigint[]) and ${work.today} < g.until_day order by g.from_day, p.person_id`.execute(
      work.db,
    );
  const byRelation = new Map<string, Known[]>();
  for (const row of rows) {
    const key = `${row.pupil} ${row.relation}`;
    byRelation.set(key, [...(byRelation.get(key) ?? []), row]);
  }
  return byRelation;
}
