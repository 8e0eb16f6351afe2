import { sql } from 'kysely';
import { type Actor, type Role, roles } from '#platform/access.ts';
import type { Query } from '#platform/database/database.ts';
import { fold } from '#platform/text/index.ts';
import { may } from '../access.ts';

export interface RoleLine {
  roleHeldId: number;
  personId: number;
  fullName: string;
  role: Role;
  placeId: number;
  placeName: string;
  placeShortName: string;
  fromDay: string;
  untilDay: string;
  /** Whose role it is, where it was lent. */
  lentBy: string | null;
  reason: string | null;
  /** Whether the one who asks may end it. */
  mayEnd: boolean;
}

export interface WhoMayAsked {
  day: string;
  placeId?: number | undefined;
  role?: Role | undefined;
  personId?: number | undefined;
  roleHeldId?: number | undefined;
  /** Part of a person's name. */
  name?: string | undefined;
  /** Also roles that begin later or have ended. */
  allDays?: boolean;
  limit?: number;
  offset?: number;
}

/** Who can do what, where, until when: the roles within the places where the asking one may see them. */
export async function whoMay(
  db: Query<'directory'>,
  actor: Actor,
  asked: WhoMayAsked,
): Promise<{ lines: RoleLine[]; total: number }> {
  let query = db
    .selectFrom('platform.role_held as held')
    .innerJoin('directory.person as person', 'person.person_id', 'held.person_id')
    .innerJoinLateral(
      // Its name on that day, or where it was not there then, the last it had.
      names =>
        names
          .selectFrom('directory.place_version as version')
          .select(['version.name', 'version.short_name'])
          .whereRef('version.place_id', '=', 'held.place_id')
          .orderBy(sql`version.from_day <= ${asked.day}::date`, 'desc')
          .orderBy('version.from_day', 'desc')
          .limit(1)
          .as('place'),
      join => join.onTrue(),
    )
    .leftJoin('platform.role_held as source', 'source.role_held_id', 'held.delegated_by')
    .leftJoin('directory.person as lender', 'lender.person_id', 'source.person_id')
    // One's own roles, and those one has lent, are always in sight.
    .where(
      sql<boolean>`(${may(actor).readRoles(sql.ref('held.place_id'))} or ${actor.personId}::bigint in (held.person_id, source.person_id))`,
    );
  if (asked.personId !== undefined) query = query.where('held.person_id', '=', asked.personId);
  if (asked.roleHeldId !== undefined) query = query.where('held.role_held_id', '=', asked.roleHeldId);
  if (!asked.allDays) query = query.where('held.from_day', '<=', asked.day).where('held.until_day', '>', asked.day);
  if (asked.placeId !== undefined) query = query.where('held.place_id', '=', asked.placeId);
  if (asked.role) query = query.where('held.role', '=', asked.role);
  for (const word of fold(asked.name ?? '')
    .split(' ')
    .filter(Boolean))
    query = query.where('person.search_key', 'like', `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`);
  const mayEnd = sql<boolean>`(held.until_day > ${asked.day}::date and (case held.role
    ${sql.join(
      roles.map(role => sql`when ${role} then ${may(actor).giveRole(role, sql.ref('held.place_id'))}`),
      sql` `,
    )} else false end or coalesce(source.person_id = ${actor.personId}::bigint, false)))`;
  const lines = await query
    .select([
      'held.role_held_id as roleHeldId',
      'held.person_id as personId',
      'person.full_name as fullName',
      'held.role',
      'held.place_id as placeId',
      'held.from_day as fromDay',
      'held.until_day as untilDay',
      'lender.full_name as lentBy',
      'held.reason',
      mayEnd.as('mayEnd'),
      'place.name as placeName',
      'place.short_name as placeShortName',
    ])
    .orderBy(sql`array_position(${[...roles]}::text[], held.role)`)
    .orderBy(sql`place.name collate "vi-x-icu"`)
    .orderBy('person.sort_key')
    .orderBy('held.from_day')
    .orderBy('held.role_held_id')
    .limit(asked.limit ?? 100)
    .offset(asked.offset ?? 0)
    .execute();
  const counted = await query.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  return {
    lines: lines.map(line => ({ ...line, role: roles.find(each => each === line.role) ?? 'teacher' })),
    total: counted.total,
  };
}
