import { type Expression, type RawBuilder, sql } from 'kysely';
import { type Actor, type Role, roleAt, roles } from '#platform/access.ts';

type PlaceRef = Expression<number> | number;

/** Offices that plan: bring a document, correct what was read, bind targets. A unit's own people do so for its own plan. */
export const planners: readonly Role[] = ['leader', 'officer', 'admin', 'principal', 'deputy', 'clerk'];
/** Who signs a plan puts it in force. */
export const signers: readonly Role[] = ['leader', 'principal'];
/** Who gives work, and says that it is done. */
export const givers: readonly Role[] = ['leader', 'officer', 'principal'];
/** Who speaks for a unit. */
const speakers: readonly Role[] = ['leader', 'officer', 'principal', 'deputy', 'clerk'];
const reportReaders: readonly Role[] = ['leader', 'officer', 'admin', 'principal', 'deputy', 'clerk'];
const inspectors: readonly Role[] = ['leader', 'officer'];

/** A role held at the very place: the office above does not accept or report in a unit's name. */
function heldAt(actor: Actor, wanted: readonly Role[], place: PlaceRef): RawBuilder<boolean> {
  if (actor.kind === 'system') return sql<boolean>`true`;
  const held = actor.roles.filter(one => wanted.includes(one.role)).map(one => one.placeId);
  return held.length === 0 ? sql<boolean>`false` : sql<boolean>`${place} = any (${held}::bigint[])`;
}

/** The place lies within the plan's, and someone holds a role there: the plan concerns them. */
function worksWithin(actor: Actor, place: PlaceRef): RawBuilder<boolean> {
  if (actor.kind === 'system') return sql<boolean>`true`;
  const held = actor.roles.map(one => one.placeId);
  if (held.length === 0) return sql<boolean>`false`;
  return sql<boolean>`exists (select from platform.place_within works where works.within_id = ${place}
    and works.place_id = any (${held}::bigint[]) and works.from_day <= ${actor.day} and ${actor.day} < works.until_day)`;
}

// Names inside these conditions must not meet those of the queries they stand in: `p.place_id = p.place_id` would let everyone in.

/** What a department or a province plans is published; what a unit plans for itself is its own and its superiors' business. */
const isPublic = (place: PlaceRef): RawBuilder<boolean> =>
  sql<boolean>`exists (select from directory.published_place planning_place where planning_place.place_id = ${place} and planning_place.kind in ('department', 'province'))`;

export const may = (actor: Actor) => ({
  bring: (place: PlaceRef) => roleAt(actor, planners, place),
  adopt: (place: PlaceRef) => roleAt(actor, signers, place),
  /** A plan in force. */
  readAdopted: (place: PlaceRef) =>
    sql<boolean>`(${isPublic(place)} or ${roleAt(actor, roles, place)} or ${worksWithin(actor, place)})`,
  /** Its tasks, and who is late with them: those who work there, not the public. */
  readWork: (place: PlaceRef) => sql<boolean>`(${roleAt(actor, roles, place)} or ${worksWithin(actor, place)})`,
  giveTask: (place: PlaceRef) => roleAt(actor, givers, place),
  speakFor: (place: PlaceRef) => heldAt(actor, speakers, place),
  /** What a unit wrote and showed: its own people, and those above it; not its neighbours. */
  readReports: (place: PlaceRef) => roleAt(actor, reportReaders, place),
  /** From above, never of oneself. */
  inspect: (place: PlaceRef) =>
    actor.kind === 'system'
      ? sql<boolean>`true`
      : sql<boolean>`(${roleAt(actor, inspectors, place)} and not ${heldAt(actor, roles, place)})`,
});

/** The places a person speaks for: their work stands on "Việc của đơn vị tôi". */
export const placesSpokenFor = (actor: Actor): number[] => [
  ...new Set(actor.roles.filter(one => speakers.includes(one.role)).map(one => one.placeId)),
];
