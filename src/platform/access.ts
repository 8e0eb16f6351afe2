import { type Expression, type RawBuilder, RawNode, ReferenceNode, sql } from 'kysely';
import type { Domain, Query } from './database/database.ts';

/** Roles a person may hold at a place. A role reaches everything within its place. */
export const roles = [
  'leader',
  'officer',
  'admin',
  'principal',
  'deputy',
  'clerk',
  'accountant',
  'librarian',
  'teacher',
] as const;
export type Role = (typeof roles)[number];

export interface RoleHeld {
  roleHeldId: number;
  role: Role;
  placeId: number;
}

/** Who is asking, with what they hold and reach on this day. */
export interface Actor {
  kind: 'person' | 'system' | 'visitor';
  /** How the audit names them: "person:12", "system:nightly", "visitor". Never a name. */
  name: string;
  personId: number | null;
  roles: readonly RoleHeld[];
  /** The wall: schools whose rows they may meet at all. */
  schools: readonly number[];
  /** The day on which this holds (roles carry dates). */
  day: string;
}

export const visitor = (day: string): Actor => ({
  kind: 'visitor',
  name: 'visitor',
  personId: null,
  roles: [],
  schools: [],
  day,
});

/** The house itself at work (jobs, demo, command line), with the schools it is sent to. It is asked no rule, and is audited by name. */
export const house = (name: string, day: string, schools: readonly number[] = []): Actor => ({
  kind: 'system',
  name: `system:${name}`,
  personId: null,
  roles: [],
  schools,
  day,
});

/** The places at which the actor holds one of these roles. */
export const placesHeld = (actor: Actor, wanted: readonly Role[]): number[] =>
  actor.roles.filter(held => wanted.includes(held.role)).map(held => held.placeId);

/**
 * The rule on rows: the place of the row lies within a place where the actor holds one of the roles.
 * In a list it is a `where`; in a write a `where` on the row being locked; on a screen a selected column that lights a button.
 * A column is named with its table ("plan.place_id"): bare, it would be read as this rule's own.
 */
export function roleAt(actor: Actor, wanted: readonly Role[], place: Expression<number> | number): RawBuilder<boolean> {
  if (actor.kind === 'system') return sql<boolean>`true`;
  const held = placesHeld(actor, wanted);
  if (held.length === 0) return sql<boolean>`false`;
  mustNameItsTable(place);
  // A name that no query around it has: "w.place_id = w.place_id" would let everyone in.
  return sql<boolean>`exists (select from platform.place_within role_reaches where role_reaches.place_id = ${place}
    and role_reaches.within_id = any (${held}::bigint[]) and role_reaches.from_day <= ${actor.day} and ${actor.day} < role_reaches.until_day)`;
}

/** @throws where a column stands bare: a rule that lets everyone in must not get as far as a test. */
function mustNameItsTable(place: Expression<number> | number): void {
  const given = typeof place === 'number' ? undefined : place.toOperationNode();
  // sql.ref gives its column wrapped in an empty fragment.
  const node = given && RawNode.is(given) && given.parameters.length === 1 ? given.parameters[0] : given;
  if (node && ReferenceNode.is(node) && !node.table) throw new Error('roleAt: name the table of the column.');
}

/** The rule asked of one place, for commands that make something new there. */
export async function holdsRoleAt<D extends Domain>(
  db: Query<D>,
  actor: Actor,
  wanted: readonly Role[],
  placeId: number,
): Promise<boolean> {
  const { rows } = await sql<{ holds: boolean }>`select ${roleAt(actor, wanted, placeId)} as holds`.execute(db);
  return rows[0]?.holds ?? false;
}
