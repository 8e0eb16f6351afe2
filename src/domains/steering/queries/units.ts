import { sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';
import type { UnitKnown } from '../rules/resolve-units.ts';

/** The units under a place on a day, itself included: whom its plan may mean, in the order of lists. */
export async function unitsUnder(db: Query<'steering'>, placeId: number, day: string): Promise<UnitKnown[]> {
  const { rows } = await sql<UnitKnown>`
    select p.place_id as "placeId", p.kind, p.name, p.short_name as "shortName", s.levels,
      (select above.kind from directory.published_place above where above.place_id = p.parent_id and above.from_day <= ${day} and ${day} < above.until_day) as "parentKind"
    from platform.place_within w
    join directory.published_place p on p.place_id = w.place_id and p.from_day <= ${day} and ${day} < p.until_day
    left join schools.published_school s on s.school_id = p.place_id
    where w.within_id = ${placeId} and w.from_day <= ${day} and ${day} < w.until_day
      and p.kind in ('department', 'room', 'district-office', 'centre', 'school')
    order by array_position(array['department', 'room', 'district-office', 'centre', 'school'], p.kind), p.name collate "vi-x-icu", p.place_id`.execute(
    db,
  );
  return rows;
}

/** Of these places, the ones that are units under a place on a day: a form's list is not taken at its word. */
export async function unitsAmong(
  db: Query<'steering'>,
  placeIds: readonly number[],
  within: number,
  day: string,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select distinct w.place_id as id from platform.place_within w
    where w.within_id = ${within} and w.place_id = any (${[...placeIds]}::bigint[]) and w.from_day <= ${day} and ${day} < w.until_day order by id`.execute(
    db,
  );
  return rows.map(row => row.id);
}
