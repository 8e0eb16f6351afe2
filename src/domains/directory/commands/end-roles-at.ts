import { sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';

/** Roles at a place that is no more end on its last day; those that would have begun later were never held. */
export async function endRolesAt(db: Query<'directory'>, placeIds: readonly number[], day: string): Promise<void> {
  const ended = [...placeIds];
  await sql`delete from platform.role_held where place_id = any (${ended}::bigint[]) and from_day >= ${day}::date`.execute(
    db,
  );
  await sql`update platform.role_held set until_day = ${day}::date where place_id = any (${ended}::bigint[]) and until_day > ${day}::date`.execute(
    db,
  );
}

/** Who held a role at a place holds it at the one that came after, from the day on: open work moves with the unit. */
export async function carryRoles(
  db: Query<'directory'>,
  from: readonly number[],
  to: number,
  day: string,
  reason: string,
): Promise<void> {
  await sql`insert into platform.role_held (person_id, role, place_id, from_day, until_day, reason)
    select person_id, role, ${to}, ${day}::date, max(until_day), ${reason} from platform.role_held held
    where place_id = any (${[...from]}::bigint[]) and until_day > ${day}::date and delegated_by is null
      and not exists (select from platform.role_held there where there.person_id = held.person_id and there.role = held.role
        and there.place_id = ${to} and there.until_day > ${day}::date)
    group by person_id, role`.execute(db);
}
