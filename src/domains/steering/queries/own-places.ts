import { sql } from 'kysely';
import { type Actor, placesHeld, type Role } from '#platform/access.ts';
import type { Query } from '#platform/database/database.ts';

export interface OwnPlace {
  placeId: number;
  name: string;
}

/** The places at which a person holds one of these roles, by name. */
export async function ownPlaces(db: Query<'steering'>, actor: Actor, wanted: readonly Role[]): Promise<OwnPlace[]> {
  const held = [...new Set(placesHeld(actor, wanted))];
  if (held.length === 0) return [];
  const { rows } =
    await sql<OwnPlace>`select distinct on (p.place_id) p.place_id as "placeId", p.name from directory.published_place p
    where p.place_id = any (${held}::bigint[]) and p.from_day <= ${actor.day} order by p.place_id, p.from_day desc`.execute(
      db,
    );
  return rows;
}

export const asOptions = (places: readonly OwnPlace[]) =>
  places.map(place => ({ value: String(place.placeId), label: place.name }));
