import { sql } from 'kysely';
import type { Actor, Role } from './access.ts';
import type { Database } from './database/database.ts';

interface Row {
  roles: { roleHeldId: number; role: Role; placeId: number }[];
  schools: number[];
}

/** What a person holds and reaches on a day, in one query. Read anew for every request: a role that ended today ends today. */
export async function actorOfPerson(database: Database, personId: number, day: string): Promise<Actor> {
  const { rows } = await sql<Row>`select
      coalesce((select json_agg(json_build_object('roleHeldId', role_held_id, 'role', role, 'placeId', place_id) order by role_held_id)
        from platform.role_held where person_id = ${personId} and from_day <= ${day} and ${day} < until_day), '[]') as roles,
      platform.reach(${personId}, ${day}::date) as schools`.execute(database.tables);
  const found = rows[0];
  return { kind: 'person', name: `person:${personId}`, personId, roles: found?.roles ?? [], schools: found?.schools ?? [], day };
}
