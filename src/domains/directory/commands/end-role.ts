import { sql } from 'kysely';
import { z } from 'zod';
import { roles } from '#platform/access.ts';
import { refuse } from '#platform/refusal.ts';
import { command } from '#platform/work.ts';
import { may } from '../access.ts';

/**
 * Ends a role on a day: the first on which it is no longer held. What was delegated from it ends with it. The one who
 * delegated a role may take it back.
 */
export const endRole = command('directory', 'end-role', {
  input: z.object({ roleHeldId: z.int().positive(), day: z.iso.date() }),
  async run(work, { roleHeldId, day }): Promise<void> {
    const found = await work.db
      .selectFrom('platform.role_held as held')
      .leftJoin('platform.role_held as source', 'source.role_held_id', 'held.delegated_by')
      .select([
        'held.role',
        'held.place_id',
        'held.person_id',
        'held.from_day',
        'held.until_day',
        'source.person_id as delegator',
      ])
      .where('held.role_held_id', '=', roleHeldId)
      .forUpdate('held')
      .executeTakeFirst();
    const held = work.allowed(found);
    const role = roles.find(each => each === held.role);
    const isTakenBack = held.delegator !== null && held.delegator === work.actor.personId;
    const { rows } = await sql<{
      may: boolean;
    }>`select ${role ? may(work.actor).giveRole(role, held.place_id) : sql`false`} as may`.execute(work.db);
    work.allowed(isTakenBack || rows[0]?.may);
    if (held.until_day <= day)
      refuse(
        'role-ended',
        { vi: 'Vai trò này đã kết thúc trước ngày này.', en: 'This role has ended before that day.' },
        'day',
      );
    await work.db
      .deleteFrom('platform.role_held')
      .where('delegated_by', '=', roleHeldId)
      .where('from_day', '>=', day)
      .execute();
    await work.db
      .updateTable('platform.role_held')
      .set({ until_day: day })
      .where('delegated_by', '=', roleHeldId)
      .where('until_day', '>', day)
      .execute();
    // A role that would end before it began was never held; the audit keeps that it had been given.
    if (day <= held.from_day)
      await work.db.deleteFrom('platform.role_held').where('role_held_id', '=', roleHeldId).execute();
    else
      await work.db
        .updateTable('platform.role_held')
        .set({ until_day: day })
        .where('role_held_id', '=', roleHeldId)
        .execute();
    work.audit({
      event: 'role.ended',
      subject: `role:${roleHeldId}`,
      data: { personId: held.person_id, role: held.role, placeId: held.place_id, day },
    });
  },
});
