import { type Expression, type RawBuilder, sql } from 'kysely';
import { type Actor, placesHeld } from '../access.ts';

const within = (
  actor: Actor,
  place: RawBuilder<unknown>,
  held: number[],
) => sql`exists (select from platform.place_within w
  where w.place_id = ${place} and w.within_id = any (${held}::bigint[]) and w.from_day <= ${actor.day} and ${actor.day} < w.until_day)`;

/**
 * Who may make, reset and lock an account. Staff: an administrator (or principal) who reaches every place where they hold a
 * role, so that nobody takes over an account that reaches further than their own. Pupils and guardians, who hold no role:
 * the office of a school they belong to now, clerks included. Name the person's column with its table: it is compared within
 * other tables that have one too.
 */
export function keepsAccountOf(actor: Actor, person: Expression<number>): RawBuilder<boolean> {
  if (actor.kind === 'system') return sql<boolean>`true`;
  const heads = placesHeld(actor, ['admin', 'principal']);
  const office = placesHeld(actor, ['admin', 'principal', 'clerk']);
  if (office.length === 0) return sql<boolean>`false`;
  const roles = sql`platform.role_held r where r.person_id = ${person} and ${actor.day} < r.until_day`;
  return sql<boolean>`case when exists (select from ${roles})
    then not exists (select from ${roles} and not ${within(actor, sql`r.place_id`, heads)})
    else exists (select from unnest(platform.belongs(${person}, ${actor.day}::date)) as reached(school_id)
      where ${within(actor, sql`reached.school_id`, office)}) end`;
}
