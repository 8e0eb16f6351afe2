import { z } from 'zod';
import { refuse } from '#platform/refusal.ts';
import { command, type Work } from '#platform/work.ts';
import type { Place, PlanRead } from '../rules/reading/index.ts';
import { faults } from '../words/faults.ts';
import { id } from './fields.ts';
import { draftKept } from './find-plan.ts';

/** Notes what became of a line that was not recognised, and gives its place in the text. */
export async function settleLine(
  work: Work<'steering'>,
  planId: number,
  block: string,
  became: 'nothing' | 'target' | 'task',
): Promise<Place> {
  const kept = await work.db
    .selectFrom('steering.plan_text')
    .select('read')
    .where('plan_id', '=', planId)
    .executeTakeFirst();
  const line = (kept?.read as PlanRead | undefined)?.unrecognised.find(each => each.block === block);
  if (!line) return refuse('not-a-line', faults.notALine);
  await work.db
    .insertInto('steering.line_settled')
    .values({ plan_id: planId, block, became, settled_at: work.now, settled_by: work.actor.name })
    .onConflict(conflict =>
      conflict.columns(['plan_id', 'block']).doUpdateSet({ became, settled_at: work.now, settled_by: work.actor.name }),
    )
    .execute();
  return line.place;
}

/** Marks unrecognised lines as read: they say nothing that the plan asks for. They stay in sight. */
export const settleLines = command('steering', 'settle-lines', {
  input: z.object({ planId: id, blocks: z.array(z.string().max(100)).min(1).max(2000) }),
  async run(work, { planId, blocks }) {
    await draftKept(work, planId);
    for (const block of new Set(blocks)) await settleLine(work, planId, block, 'nothing');
    work.audit({ event: 'plan.lines-read', subject: `plan:${planId}`, data: { blocks } });
  },
});
