import { sql } from 'kysely';
import { z } from 'zod';
import { roles } from '#platform/access.ts';
import { refuse } from '#platform/refusal.ts';
import { command } from '#platform/work.ts';
import { may } from '../access.ts';
import { mustBeKnown } from './must-be-known.ts';

/** Gives a person a role at a place, from a day, for good or until a day (the first on which it is no longer held). */
export const giveRole = command('directory', 'give-role', {
  input: z.object({
    personId: z.int().positive(),
    role: z.enum(roles),
    placeId: z.int().positive(),
    fromDay: z.iso.date(),
    untilDay: z.iso.date().optional(),
    reason: z.string().trim().max(500).optional(),
  }),
  async run(work, { personId, role, placeId, fromDay, untilDay = 'infinity', reason }): Promise<number> {
    const { rows } = await sql<{
      may: boolean;
      begins: string;
      ends: string;
    }>`select ${may(work.actor).giveRole(role, placeId)} as may,
      from_day as begins, until_day as ends from directory.place where place_id = ${placeId}`.execute(work.db);
    const place = work.allowed(rows.find(row => row.may));
    // Two pairs of eyes: nobody widens their own reach.
    if (work.actor.personId === personId)
      refuse(
        'role-to-oneself',
        {
          vi: 'Không ai tự giao vai trò cho mình: hãy nhờ người quản trị khác.',
          en: 'Nobody gives themselves a role: ask another administrator.',
        },
        'personId',
      );
    if (untilDay <= fromDay)
      refuse(
        'days-crossed',
        { vi: 'Ngày kết thúc phải sau ngày bắt đầu.', en: 'The last day must come after the first.' },
        'untilDay',
      );
    if (fromDay >= place.ends)
      refuse(
        'place-ended',
        {
          vi: 'Đơn vị đã kết thúc trước ngày này: hãy chọn đơn vị kế thừa.',
          en: 'The place has ended before that day: choose the one that came after it.',
        },
        'placeId',
      );
    await mustBeKnown(work, personId, 'personId');
    const held = await work.db
      .selectFrom('platform.role_held')
      .select(['from_day', 'until_day'])
      .where('person_id', '=', personId)
      .where('role', '=', role)
      .where('place_id', '=', placeId)
      .where('from_day', '<', untilDay)
      .where('until_day', '>', fromDay)
      .executeTakeFirst();
    if (held)
      refuse(
        'role-held',
        {
          vi: 'Người này đã giữ vai trò đó ở đây trong khoảng ngày này.',
          en: 'This person already holds that role here in these days.',
        },
        'role',
      );
    const { role_held_id } = await work.db
      .insertInto('platform.role_held')
      .values({
        person_id: personId,
        role,
        place_id: placeId,
        from_day: fromDay,
        until_day: untilDay,
        reason: reason || null,
      })
      .returning('role_held_id')
      .executeTakeFirstOrThrow();
    work.audit({
      event: 'role.given',
      subject: `role:${role_held_id}`,
      data: { personId, role, placeId, fromDay, untilDay },
    });
    return role_held_id;
  },
});
