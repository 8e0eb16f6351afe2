import { z } from 'zod';
import { refuse } from '#platform/refusal.ts';
import { command } from '#platform/work.ts';
import { faults } from '../words/faults.ts';
import { id, line } from './fields.ts';
import { draftKept } from './find-plan.ts';

export const itemKinds = ['target', 'task', 'deadline'] as const;
export type ItemKind = (typeof itemKinds)[number];

/** Takes an item out of a draft, with the reason. It stays in the database and in the text. */
export const dropItem = command('steering', 'drop-item', {
  input: z.object({ planId: id, kind: z.enum(itemKinds), itemId: id, why: line }),
  async run(work, { planId, kind, itemId, why }) {
    await draftKept(work, planId);
    const dropped = { dropped_at: work.now, dropped_why: why };
    const query =
      kind === 'target'
        ? work.db
            .updateTable('steering.target')
            .set(dropped)
            .where('target_id', '=', itemId)
            .where('plan_id', '=', planId)
            .where('dropped_at', 'is', null)
        : kind === 'task'
          ? work.db
              .updateTable('steering.task')
              .set(dropped)
              .where('task_id', '=', itemId)
              .where('plan_id', '=', planId)
              .where('dropped_at', 'is', null)
          : work.db
              .updateTable('steering.deadline')
              .set(dropped)
              .where('deadline_id', '=', itemId)
              .where('plan_id', '=', planId)
              .where('dropped_at', 'is', null);
    const { numUpdatedRows } = await query.executeTakeFirst();
    if (numUpdatedRows === 0n) refuse('dropped', faults.dropped);
    work.audit({ event: `${kind}.dropped`, subject: `${kind}:${itemId}`, data: { planId, why } });
  },
});
