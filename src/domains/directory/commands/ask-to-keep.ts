import { sql } from 'kysely';
import type { Work } from '#platform/work.ts';
import { may } from '../access.ts';
import { lockPlaces } from './write-places.ts';

/**
 * Asks whether the actor may change these places: an office above keeps them, as of the day of the change. A root is kept
 * by its own administrators. Then no other change of the tree runs until this one ends.
 */
export async function askToKeep(work: Work<'directory'>, placeIds: readonly number[], day: string): Promise<void> {
  const wanted = [...new Set(placeIds)];
  const keeps = sql<boolean>`case when place.kind = 'site'
    then ${may(work.actor).keepPlacesUnder(sql.ref('above.id'), 'site', day)}
    else ${may(work.actor).keepPlacesUnder(sql.ref('above.id'), 'school', day)} end`;
  const { rows } = await sql<{ may: boolean }>`select ${keeps} as may
    from directory.place
    join lateral (select coalesce(parent_id, place_id) as id from directory.place_version version
      where version.place_id = place.place_id and from_day <= ${day}::date and ${day}::date < until_day) above on true
    where place.place_id = any (${wanted}::bigint[])`.execute(work.db);
  work.allowed(rows.length === wanted.length && rows.every(row => row.may));
  await lockPlaces(work.db);
}
