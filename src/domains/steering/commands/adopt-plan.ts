import { sql } from 'kysely';
import { z } from 'zod';
import { holdsRoleAt } from '#platform/access.ts';
import { refuse } from '#platform/refusal.ts';
import { command, type Work } from '#platform/work.ts';
import { signers } from '../access.ts';
import type { PlanRead } from '../rules/reading/index.ts';
import { faults } from '../words/faults.ts';
import { day, id } from './fields.ts';
import { draftKept } from './find-plan.ts';

/**
 * Puts a reviewed plan in force on a day: its tasks are given to their units, its deadlines run. Refused while a target does not
 * say what its number means, a deadline has no day, or unrecognised lines were neither settled nor declared read.
 */
export const adoptPlan = command('steering', 'adopt-plan', {
  input: z.object({ planId: id, day, linesRead: z.boolean().optional() }),
  async run(work, { planId, day: adoptedOn, linesRead = false }) {
    const plan = await draftKept(work, planId);
    work.allowed(await holdsRoleAt(work.db, work.actor, signers, plan.place_id));
    if (adoptedOn > work.today) refuse('adopt-too-early', faults.adoptTooEarly, 'day');
    const open = await whatIsOpen(work, planId);
    if (open.comparators > 0) refuse('no-comparator', faults.noComparator);
    if (open.days > 0) refuse('no-day', faults.noDay);
    if (open.lines > 0 && !linesRead) refuse('unrecognised-open', faults.unrecognisedOpen, 'linesRead');
    await work.db
      .insertInto('steering.plan_adoption')
      .values({ plan_id: planId, adopted_on: adoptedOn, adopted_at: work.now, adopted_by: work.actor.name })
      .execute();
    const { numAffectedRows: given } =
      await sql`insert into steering.task_step (task_id, place_id, step, at, day, by_actor)
      select unit.task_id, unit.place_id, 'given', ${work.now}, ${adoptedOn}, ${work.actor.name}
      from steering.task task join steering.task_unit unit using (task_id) where task.plan_id = ${planId} and task.dropped_at is null`.execute(
        work.db,
      );
    work.audit({
      event: 'plan.adopted',
      subject: `plan:${planId}`,
      data: { adoptedOn, tasksGiven: Number(given ?? 0n), linesUnsettled: open.lines },
    });
    announceAdoption(work, { planId, placeId: plan.place_id, parentPlanId: plan.parent_plan_id });
  },
});

/** Everyone who counts plans hears of it: of a unit's plan as of one, of any plan that holds targets as of a plan. */
export function announceAdoption(
  work: Work<'steering'>,
  { planId, placeId, parentPlanId }: { planId: number; placeId: number; parentPlanId: number | null },
): void {
  work.announce('steering.plan-adopted', { planId });
  if (parentPlanId !== null) work.announce('steering.unit-plan-adopted', { planId: parentPlanId, placeId });
}

async function whatIsOpen(
  work: Work<'steering'>,
  planId: number,
): Promise<{ comparators: number; days: number; lines: number }> {
  const { rows } = await sql<{ comparators: number; days: number; settled: string[]; read: PlanRead | null }>`select
    (select count(*) from steering.target where plan_id = ${planId} and dropped_at is null and not comparator_named) as comparators,
    (select count(*) from steering.deadline where plan_id = ${planId} and dropped_at is null and not day_named) as days,
    array(select block from steering.line_settled where plan_id = ${planId}) as settled,
    (select read from steering.plan_text where plan_id = ${planId}) as read`.execute(work.db);
  const [row] = rows;
  const settled = new Set(row?.settled);
  return {
    comparators: row?.comparators ?? 0,
    days: row?.days ?? 0,
    lines: row?.read?.unrecognised.filter(line => !settled.has(line.block)).length ?? 0,
  };
}
