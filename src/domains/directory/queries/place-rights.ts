import { sql } from 'kysely';
import { type Actor, type Role, roles } from '#platform/access.ts';
import type { Query } from '#platform/database/database.ts';
import { may } from '../access.ts';
import { kindsUnder } from '../rules/kinds-under.ts';
import type { PlaceKind } from '../rules/place-history.ts';

export interface PlaceRights {
  /** Rename, move, end. */
  keep: boolean;
  /** What may be founded within it. */
  found: PlaceKind[];
  /** Which roles may be given at it. */
  give: Role[];
}

/** What the actor may do with a place: the same rules as the commands ask, to light up the buttons. */
export async function placeRights(
  db: Query<'directory'>,
  actor: Actor,
  place: { placeId: number; kind: PlaceKind; parentId: number | null },
  day: string,
): Promise<PlaceRights> {
  const { keepPlacesUnder, giveRole } = may(actor);
  const kinds = kindsUnder(place.kind);
  const { rows } = await sql<{ keep: boolean; found: boolean[]; give: boolean[] }>`select
      ${keepPlacesUnder(place.parentId ?? place.placeId, place.kind, day)} as keep,
      array[${sql.join([sql`false`, ...kinds.map(kind => keepPlacesUnder(place.placeId, kind, day))])}] as found,
      array[${sql.join(roles.map(role => giveRole(role, place.placeId)))}] as give`.execute(db);
  const [asked] = rows;
  return {
    keep: asked?.keep ?? false,
    found: kinds.filter((_, index) => asked?.found[index + 1]),
    give: roles.filter((_, index) => asked?.give[index]),
  };
}
