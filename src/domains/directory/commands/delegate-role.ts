import { z } from 'zod';
import { refuse } from '#platform/refusal.ts';
import { command } from '#platform/work.ts';
import { mustBeKnown } from './must-be-known.ts';

/**
 * Lends one's own role to another person for some days, with a reason: at the same place or nowhere, never beyond one's own
 * days, and never a role that was itself lent.
 */
export const delegateRole = command('directory', 'delegate-role', {
  input: z.object({
    roleHeldId: z.int().positive(),
    toPersonId: z.int().positive(),
    fromDay: z.iso.date(),
    untilDay: z.iso.date(),
    reason: z.string().trim().min(1).max(500),
  }),
  async run(work, { roleHeldId, toPersonId, fromDay, untilDay, reason }): Promise<number> {
    const own = await work.db
      .selectFrom('platform.role_held')
      .selectAll()
      .where('role_held_id', '=', roleHeldId)
      .where('person_id', '=', work.actor.personId ?? 0)
      .where('delegated_by', 'is', null)
      .where('until_day', '>', work.today)
      .forUpdate()
      .executeTakeFirst();
    const held = work.allowed(own);
    if (toPersonId === held.person_id)
      refuse('delegate-to-oneself', { vi: 'Hãy chọn một người khác.', en: 'Choose another person.' }, 'toPersonId');
    if (untilDay <= fromDay)
      refuse(
        'days-crossed',
        { vi: 'Ngày kết thúc phải sau ngày bắt đầu.', en: 'The last day must come after the first.' },
        'untilDay',
      );
    if (fromDay < work.today)
      refuse('day-past', { vi: 'Ủy quyền từ hôm nay trở đi.', en: 'A role is lent from today on.' }, 'fromDay');
    if (fromDay < held.from_day || untilDay > held.until_day) {
      refuse(
        'beyond-own-days',
        {
          vi: 'Chỉ ủy quyền trong thời gian mình giữ vai trò này.',
          en: 'A role is lent only within the days one holds it.',
        },
        'untilDay',
      );
    }
    await mustBeKnown(work, toPersonId, 'toPersonId');
    const already = await work.db
      .selectFrom('platform.role_held')
      .select('role_held_id')
      .where('person_id', '=', toPersonId)
      .where('role', '=', held.role)
      .where('place_id', '=', held.place_id)
      .where('from_day', '<', untilDay)
      .where('until_day', '>', fromDay)
      .executeTakeFirst();
    if (already)
      refuse(
        'role-held',
        {
          vi: 'Người này đã giữ vai trò đó ở đây trong khoảng ngày này.',
          en: 'This person already holds that role here in these days.',
        },
        'toPersonId',
      );
    const lent = await work.db
      .insertInto('platform.role_held')
      .values({
        person_id: toPersonId,
        role: held.role,
        place_id: held.place_id,
        from_day: fromDay,
        until_day: untilDay,
        delegated_by: roleHeldId,
        reason,
      })
      .returning('role_held_id')
      .executeTakeFirstOrThrow();
    work.audit({
      event: 'role.delegated',
      subject: `role:${lent.role_held_id}`,
      data: { from: roleHeldId, toPersonId, fromDay, untilDay, reason },
    });
    return lent.role_held_id;
  },
});
