import { type Expression, type RawBuilder, sql } from 'kysely';
import { type Actor, type Role, roleAt } from '#platform/access.ts';

/** Who watches figures at a place, and opens them down to the rows: offices above, and those who run a school. Teachers, families and visitors have their own pages. */
const watchers: readonly Role[] = ['leader', 'officer', 'admin', 'principal', 'deputy', 'clerk'];

/**
 * Figures at a place. A district or commune is no one's office: whoever watches the place whose plan it is (the department)
 * also watches the districts of the same province.
 */
export function mayWatch(actor: Actor, placeId: number, planPlaceId: number): RawBuilder<boolean> {
  return sql<boolean>`(${roleAt(actor, watchers, placeId)} or (${roleAt(actor, watchers, planPlaceId)} and exists (
    select from platform.place_within here join platform.place_within there on there.within_id = here.within_id
    where here.place_id = ${placeId} and there.place_id = ${planPlaceId} and exists (
      select from directory.published_place p where p.place_id = ${placeId} and p.kind in ('province', 'district', 'commune')))))`;
}

export const watchesAt = (actor: Actor, placeId: Expression<number> | number): RawBuilder<boolean> => roleAt(actor, watchers, placeId);
