import { sql } from 'kysely';
import { z } from 'zod';
import { refuse } from '#platform/refusal.ts';
import { command } from '#platform/work.ts';
import { indicatorCatalogue } from '../catalogue.ts';
import { faults } from '../words/faults.ts';
import { id } from './fields.ts';
import { planKept } from './find-plan.ts';

/**
 * Says which indicator measures a target; null: none does, and the target takes declared values. May change while the plan is
 * in force: what was promised stays, how it is measured improves.
 */
export const bindTarget = command('steering', 'bind-target', {
  input: z.object({ planId: id, targetId: id, indicator: z.string().max(100).nullable() }),
  async run(work, { planId, targetId, indicator }) {
    await planKept(work, planId);
    const old = work.allowed(
      await work.db
        .selectFrom('steering.target')
        .select(['indicator', 'dropped_at'])
        .where('plan_id', '=', planId)
        .where('target_id', '=', targetId)
        .forUpdate()
        .executeTakeFirst(),
    );
    if (old.dropped_at) refuse('dropped', faults.dropped);
    if (indicator !== null && !indicatorCatalogue().some(one => one.key === indicator))
      refuse('no-indicator', faults.noIndicator, 'indicator');
    await work.db.updateTable('steering.target').set({ indicator }).where('target_id', '=', targetId).execute();
    const { rows } = await sql`select from steering.plan_adoption where plan_id = ${planId}`.execute(work.db);
    if (rows.length > 0 && old.indicator !== indicator) work.announce('steering.declared', { targetId });
    work.audit({
      event: 'target.bound',
      subject: `target:${targetId}`,
      data: { planId, before: { indicator: old.indicator }, after: { indicator } },
    });
  },
});
