import { sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';

export interface PlaceWithin {
  within_id: number;
  place_id: number;
  from_day: string;
  until_day: string;
}

/**
 * Climbs from each place to those above it, cutting the days at every step, and joins days that touch (a renaming parts a
 * version, not the time it stood under its parent).
 */
const climbed = (whose: ReturnType<typeof sql>) => sql<PlaceWithin>`
  with recursive up (within_id, place_id, from_day, until_day) as (
      select place_id, place_id, from_day, until_day from directory.place where ${whose}
    union
      select above.place_id, up.place_id,
             greatest(up.from_day, version.from_day, above.from_day), least(up.until_day, version.until_day, above.until_day)
      from up
      join directory.place_version version on version.place_id = up.within_id
        and version.from_day < up.until_day and version.until_day > up.from_day
      join directory.place above on above.place_id = version.parent_id
        and above.from_day < least(up.until_day, version.until_day) and above.until_day > greatest(up.from_day, version.from_day)
  )
  select within_id, place_id, lower(days) as from_day, upper(days) as until_day
  from (select within_id, place_id, unnest(range_agg(daterange(from_day, until_day))) as days from up group by within_id, place_id) joined`;

/** Brings platform.place_within up to date for places that changed and for all that ever stood below them. */
export async function keepPlaceWithin(db: Query<'directory'>, changed: readonly number[]): Promise<void> {
  const { rows } = await sql<{ place_id: number }>`
    with recursive below (place_id) as (
        select unnest(${[...changed]}::bigint[])
      union
        select version.place_id from below join directory.place_version version on version.parent_id = below.place_id
    )
    select place_id from below`.execute(db);
  const touched = rows.map(row => row.place_id);
  await sql`delete from platform.place_within where place_id = any (${touched}::bigint[])`.execute(db);
  await sql`insert into platform.place_within (within_id, place_id, from_day, until_day)
    ${climbed(sql`place_id = any (${touched}::bigint[])`)}`.execute(db);
}

/** The whole table computed anew from the versions, for comparing: what `platform.place_within` must hold. */
export async function rebuildPlaceWithin(db: Query<'directory'>): Promise<PlaceWithin[]> {
  const { rows } =
    await sql<PlaceWithin>`select * from (${climbed(sql`true`)}) rebuilt order by within_id, place_id, from_day`.execute(
      db,
    );
  return rows;
}
