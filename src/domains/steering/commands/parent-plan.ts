import { sql } from 'kysely';
import { refuse } from '#platform/refusal.ts';
import type { Work } from '#platform/work.ts';
import { faults } from '../words/faults.ts';

/** The plan in force, of a place above, under which a unit makes its own. */
export async function parentPlan(work: Work<'steering'>, planId: number, placeId: number) {
  const found = await work.db
    .selectFrom('steering.plan as plan')
    .innerJoin('steering.plan_adoption as adoption', 'adoption.plan_id', 'plan.plan_id')
    .select(['plan.plan_id', 'plan.title', 'plan.from_day', 'plan.until_day', 'adoption.adopted_on'])
    .where('plan.plan_id', '=', planId)
    .where('plan.place_id', '<>', placeId)
    .where(
      sql<boolean>`exists (select from platform.place_within w where w.place_id = ${placeId} and w.within_id = plan.place_id and w.from_day <= ${work.today} and ${work.today} < w.until_day)`,
    )
    .executeTakeFirst();
  return found ?? refuse('parent-not-above', faults.parentNotAbove, 'parentPlanId');
}
