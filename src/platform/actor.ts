import { type Expression, type RawBuilder, sql } from 'kysely';
import type { Actor, Role } from './access.ts';
import type { Database } from './database/database.ts';

export interface Holdings {
  roles: { roleHeldId: number; role: Role; placeId: number }[];
  schools: number[];
}

/** Two columns: what a person holds, and the schools they reach, on a day. */
export const holdingsOf = (person: Expression<number> | number, day: string): RawBuilder<unknown> => sql`
  coalesce((select json_agg(json_build_object('roleHeldId', role_held_id, 'role', role, 'placeId', place_id) order by role_held_id)
    from platform.role_held held where held.person_id = ${person} and held.from_day <= ${day} and ${day} < held.until_day), '[]') as roles,
  platform.reach(${person}, ${day}::date) as schools`;

export const personActor = (personId: number, held: Holdings, day: string): Actor => ({
  kind: 'person',
  name: `person:${personId}`,
  personId,
  roles: held.roles,
  schools: held.schools,
  day,
});

/** What a person holds and reaches on a day, in one query. Read anew for every request: a role that ended today ends today. */
export async function actorOfPerson(database: Database, personId: number, day: string): Promise<Actor> {
  const { rows } = await sql<Holdings>`select ${holdingsOf(personId, day)}`.execute(database.tables);
  return personActor(personId, rows[0] ?? { roles: [], schools: [] }, day);
}
