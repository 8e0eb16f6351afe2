import { type Expression, type RawBuilder, sql } from 'kysely';
import { type Actor, placesHeld, type Role, roleAt, roles } from '#platform/access.ts';
import type { Query } from '#platform/database/database.ts';
import type { PlaceKind } from './rules/place-history.ts';

/** Who keeps the tree of places: the office above. A school knows its own satellite sites best. */
const placeKeepers: readonly Role[] = ['admin', 'leader', 'officer'];
const siteKeepers: readonly Role[] = [...placeKeepers, 'principal', 'deputy', 'clerk'];

/** Who records people and their guardians: those whose work it is to keep files, at whichever place. */
const fileKeepers: readonly Role[] = ['admin', 'leader', 'officer', 'principal', 'deputy', 'clerk'];

/** Who looks people up over the whole province; a school meets its own through its classes and staff. */
const officeKeepers: readonly Role[] = ['admin', 'leader', 'officer'];

/** Who sees what others may do. */
const roleReaders: readonly Role[] = ['admin', 'leader', 'officer', 'principal', 'deputy', 'clerk'];

/** Which roles each role may give, within its place. Nobody gives a role above their own. */
const givenBy: Partial<Record<Role, readonly Role[]>> = {
  admin: roles,
  leader: ['leader', 'officer', 'principal', 'deputy', 'clerk', 'accountant', 'librarian', 'teacher'],
  principal: ['deputy', 'clerk', 'accountant', 'librarian', 'teacher'],
};

/** The roles whose holders may give this one. */
export const giversOf = (role: Role): Role[] => roles.filter(giver => givenBy[giver]?.includes(role));

/** Reach is asked as of today, and of a change ahead as of its day: the tree may be another by then. */
const asOf = (actor: Actor, day: string): Actor => (day > actor.day ? { ...actor, day } : actor);

const holdsAnywhere = (actor: Actor, wanted: readonly Role[]): boolean =>
  actor.kind === 'system' || actor.roles.some(held => wanted.includes(held.role));

/**
 * A department keeps the tree of the whole province it belongs to (districts, communes, and the schools beneath them),
 * though in the tree these need not stand under it.
 */
function keepsAt(actor: Actor, wanted: readonly Role[], place: Expression<number> | number): RawBuilder<boolean> {
  const held = placesHeld(actor, wanted);
  if (actor.kind === 'system' || held.length === 0) return roleAt(actor, wanted, place);
  return sql<boolean>`(${roleAt(actor, wanted, place)} or exists (
    select from directory.place department
    join directory.place_version own on own.place_id = department.place_id and own.from_day <= ${actor.day} and ${actor.day} < own.until_day
    join platform.place_within w on w.within_id = own.parent_id and w.from_day <= ${actor.day} and ${actor.day} < w.until_day
    where department.kind = 'department' and department.place_id = any (${held}::bigint[]) and w.place_id = ${place}))`;
}

export const may = (actor: Actor) => ({
  /** Places and their history are public within the sector: whoever has signed in. */
  readPlaces: actor.kind !== 'visitor',
  /** Found a place of this kind under another, or move one to it. A root (a province) is founded by the house alone. */
  keepPlacesUnder: (parent: Expression<number> | number, kind: PlaceKind, day: string) =>
    keepsAt(asOf(actor, day), kind === 'site' ? siteKeepers : placeKeepers, parent),
  recordPeople: holdsAnywhere(actor, fileKeepers),
  /** Say who looks after a pupil, and so sees the pupil's records: the office of the school the pupil is at, or above it. */
  recordGuardiansOf: (pupil: Expression<number>) =>
    actor.kind === 'system'
      ? sql<boolean>`true`
      : sql<boolean>`exists (select from unnest(platform.belongs(${pupil}, ${actor.day}::date)) as reached (school_id)
          where ${roleAt(actor, fileKeepers, sql.ref('reached.school_id'))})`,
  /** A ministry code, once given, is never changed (TT 42/2021, art. 10): a slip is mended by the office above. */
  mendMinistryCode: holdsAnywhere(actor, ['admin', 'officer']),
  giveRole: (role: Role, place: Expression<number> | number) => roleAt(actor, giversOf(role), place),
  readRoles: (place: Expression<number> | number) => roleAt(actor, roleReaders, place),
  readSomeRoles: holdsAnywhere(actor, roleReaders),
  /** A code list is loaded by the house, or by hand by an administrator. */
  loadCodeLists: holdsAnywhere(actor, ['admin']),
});

/** Looking up anyone by name: an office of the province or of a district, never of one school. */
export async function maySearchPeople(db: Query<'directory'>, actor: Actor): Promise<boolean> {
  if (actor.kind === 'system') return true;
  const held = actor.roles.filter(each => officeKeepers.includes(each.role)).map(each => each.placeId);
  const { rows } = await sql<{ office: boolean }>`select exists (select from directory.place
    where place_id = any (${held}::bigint[]) and kind in ('province', 'department', 'room', 'district', 'district-office', 'commune')) as office`.execute(
    db,
  );
  return rows[0]?.office ?? false;
}
