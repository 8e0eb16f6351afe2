import { getCookie } from 'hono/cookie';
import { sql } from 'kysely';
import type { Actor, Role, RoleHeld } from '#platform/access.ts';
import { prepared } from '#platform/database/prepared.ts';
import type { Ask } from '#platform/http/env.ts';

export type DeskKind = 'province' | 'district' | 'school' | 'teacher' | 'family' | 'visitor';

/** A role as its desk shows it. */
export interface Seat extends RoleHeld {
  placeKind: string;
  placeName: string;
  desk: DeskKind;
}

export interface Desk {
  kind: DeskKind;
  /** The role this person works in just now; none for families and visitors. */
  seat: Seat | undefined;
  /** All roles they hold, to choose from. */
  seats: Seat[];
}

/** The cookie that keeps which of several roles one works in. It gives no right: rules ask all roles held. */
export const seatCookie = 'rong_seat';

const deskOf = (placeKind: string, role: Role): DeskKind => {
  if (['province', 'department', 'room'].includes(placeKind)) return 'province';
  if (['district', 'district-office', 'commune'].includes(placeKind)) return 'district';
  return role === 'teacher' ? 'teacher' : 'school';
};

/** Which of several roles comes first where nobody has chosen: the one that reaches furthest. */
const byReach: DeskKind[] = ['province', 'district', 'school', 'teacher', 'family', 'visitor'];

async function seatsOf(ask: Ask, actor: Actor): Promise<Seat[]> {
  const places = [...new Set(actor.roles.map(held => held.placeId))];
  if (places.length === 0) return [];
  // Places stand before no wall, so that one statement does, on every page.
  const { rows } = await sql<{
    placeId: number;
    kind: string;
    name: string;
  }>`${prepared}select distinct on (place_id) place_id as "placeId", kind, name
    from directory.published_place where place_id = any (${places}::bigint[]) order by place_id, from_day desc`.execute(
    ask.var.system.database.tables,
  );
  const known = new Map(rows.map(row => [row.placeId, row]));
  return actor.roles
    .flatMap(held => {
      const place = known.get(held.placeId);
      return place
        ? [{ ...held, placeKind: place.kind, placeName: place.name, desk: deskOf(place.kind, held.role) }]
        : [];
    })
    .sort((a, b) => byReach.indexOf(a.desk) - byReach.indexOf(b.desk));
}

async function makeDesk(ask: Ask): Promise<Desk> {
  const { actor } = ask.var;
  if (actor.kind === 'visitor') return { kind: 'visitor', seat: undefined, seats: [] };
  const seats = await seatsOf(ask, actor);
  const chosen = Number(getCookie(ask, seatCookie));
  const seat = seats.find(one => one.roleHeldId === chosen) ?? seats[0];
  return seat ? { kind: seat.desk, seat, seats } : { kind: 'family', seat: undefined, seats };
}

const found = new WeakMap<Ask, Promise<Desk>>();

/** The desk at which this person sits: asked once a request, whoever asks. */
export function findDesk(ask: Ask): Promise<Desk> {
  const known = found.get(ask) ?? makeDesk(ask);
  found.set(ask, known);
  return known;
}
