import { z } from 'zod';
import { refuse } from '#platform/refusal.ts';
import { command, type Work } from '#platform/work.ts';
import type { Place, PlanRead } from '../rules/reading/index.ts';
import { faults } from '../words/faults.ts';
import { id } from './fields.ts';
import { draftKept } from './find-plan.ts';

/** Notes what became of lines that were not recognised, and gives their places in the text; a line that is none is refused. */
async function settle(
  work: Work<'steering'>,
  planId: number,
  blocks: readonly string[],
  became: 'nothing' | 'target' | 'task',
): Promise<Place[]> {
  const kept = await work.db
    .selectFrom('steering.plan_text')
    .select('read')
    .where('plan_id', '=', planId)
    .executeTakeFirst();
  const known = new Map((kept?.read as PlanRead | undefined)?.unrecognised.map(line => [line.block, line.place]));
  const places = blocks.map(block => known.get(block) ?? refuse('not-a-line', faults.notALine));
  const settled = { became, settled_at: work.now, settled_by: work.actor.name };
  await work.db
    .insertInto('steering.line_settled')
    .values(blocks.map(block => ({ plan_id: planId, block, ...settled })))
    .onConflict(conflict => conflict.columns(['plan_id', 'block']).doUpdateSet(settled))
    .execute();
  return places;
}

/** A line that becomes a target or a task; its place in the text is the item's. */
export const settleLine = async (work: Work<'steering'>, planId: number, block: string, became: 'target' | 'task') =>
  (await settle(work, planId, [block], became))[0] ?? null;

/** Marks unrecognised lines as read: they say nothing that the plan asks for. They stay in sight. */
export const settleLines = command('steering', 'settle-lines', {
  input: z.object({ planId: id, blocks: z.array(z.string().max(100)).min(1).max(2000) }),
  async run(work, { planId, blocks }) {
    await draftKept(work, planId);
    await settle(work, planId, [...new Set(blocks)], 'nothing');
    work.audit({ event: 'plan.lines-read', subject: `plan:${planId}`, data: { blocks } });
  },
});
