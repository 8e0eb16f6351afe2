import { sql } from 'kysely';
import { z } from 'zod';
import { roles } from '#platform/access.ts';
import { command } from '#platform/work.ts';
import { may } from '../access.ts';

/**
 * Gives people of one place the roles of their jobs, from today on and for good, in one go: a school that has brought in its
 * staff need not give forty roles by hand. Who holds that role here already keeps it as it is.
 * @returns how many were given
 */
export const giveRoles = command('directory', 'give-roles', {
  input: z.object({
    placeId: z.int().positive(),
    people: z.array(z.object({ personId: z.int().positive(), role: z.enum(roles) })).min(1),
  }),
  async run(work, { placeId, people }): Promise<number> {
    const asked = [...new Set(people.map(one => one.role))];
    const { rows } = await sql<{ may: boolean }>`select ${sql.join(
      asked.map(role => may(work.actor).giveRole(role, placeId)),
      sql` and `,
    )} as may from directory.place where place_id = ${placeId} and until_day > ${work.today}`.execute(work.db);
    work.allowed(rows[0]?.may);
    // Two pairs of eyes: nobody widens their own reach.
    work.allowed(people.every(one => one.personId !== work.actor.personId));
    const { rows: given } = await sql<{ roleHeldId: number; personId: number; role: string }>`
      insert into platform.role_held (person_id, role, place_id, from_day)
      select asked.person_id, asked.role, ${placeId}, ${work.today}::date
      from unnest(${people.map(one => one.personId)}::bigint[], ${people.map(one => one.role)}::text[]) as asked(person_id, role)
      join directory.person using (person_id)
      where not exists (select from platform.role_held held where held.person_id = asked.person_id and held.role = asked.role
        and held.place_id = ${placeId} and held.until_day > ${work.today})
      returning role_held_id as "roleHeldId", person_id as "personId", role`.execute(work.db);
    for (const { roleHeldId, personId, role } of given)
      work.audit({
        event: 'role.given',
        subject: `role:${roleHeldId}`,
        data: { personId, role, placeId, fromDay: work.today, untilDay: 'infinity' },
      });
    if (given.length === 0)
      work.audit({ event: 'roles.unchanged', subject: `place:${placeId}`, data: { people: people.length } });
    return given.length;
  },
});
