import { type Expression, type RawBuilder, sql } from 'kysely';
import { type Actor, placesHeld, type Role, roleAt } from '#platform/access.ts';

/** Who watches figures at a place, and opens them down to the rows: offices above, and those who run a school. Teachers, families and visitors have their own pages. */
const watchers: readonly Role[] = ['leader', 'officer', 'admin', 'principal', 'deputy', 'clerk'];

/** The rows of a unit: only with a role that reaches the unit itself. */
export const watchesAt = (actor: Actor, placeId: Expression<number> | number): RawBuilder<boolean> =>
  roleAt(actor, watchers, placeId);

/** Whoever works in a room of the department answers for its plan, though a room holds no schools. */
const worksInRoomOf = (actor: Actor, placeId: number): RawBuilder<boolean> => sql<boolean>`exists (
  select from platform.place_within w join directory.published_place p on p.place_id = w.place_id and p.kind = 'room'
  where w.place_id = any (${placesHeld(actor, watchers)}::bigint[]) and w.within_id = ${placeId} and w.from_day <= ${actor.day} and ${actor.day} < w.until_day)`;

/**
 * Sums at a place. A district or commune is no one's office: whoever watches the place whose plan it is (the department)
 * also watches the districts of the same province, and the province itself.
 */
export function mayWatch(actor: Actor, placeId: number, planPlaceId: number): RawBuilder<boolean> {
  return sql<boolean>`(${watchesAt(actor, placeId)} or ((${watchesAt(actor, planPlaceId)} or ${worksInRoomOf(actor, planPlaceId)}) and (${placeId}::bigint = ${planPlaceId}::bigint or exists (
    select from platform.place_within here join platform.place_within there on there.within_id = here.within_id
    where here.place_id = ${placeId} and there.place_id = ${planPlaceId} and exists (
      select from directory.published_place p where p.place_id = ${placeId} and p.kind in ('province', 'district', 'commune'))))))`;
}
