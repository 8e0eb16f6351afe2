import { sql } from 'kysely';
import { refuse } from '#platform/refusal.ts';
import type { Work } from '#platform/work.ts';
import { may } from '../access.ts';
import { faults } from '../words/faults.ts';

type Steering = Work<'steering'>;

/** A plan that the actor keeps, locked; withdrawn ones are gone. */
export async function planKept(work: Steering, planId: number) {
  return work.allowed(
    await work.db
      .selectFrom('steering.plan as plan')
      .selectAll('plan')
      .where('plan.plan_id', '=', planId)
      .where(may(work.actor).bring(sql.ref('plan.place_id')))
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('steering.plan_withdrawn as gone')
              .select('gone.plan_id')
              .whereRef('gone.plan_id', '=', 'plan.plan_id'),
          ),
        ),
      )
      .forUpdate('plan')
      .executeTakeFirst(),
  );
}

/** A draft: what is in force is corrected by a new plan, never overwritten. */
export async function draftKept(work: Steering, planId: number) {
  const plan = await planKept(work, planId);
  const adoption = await work.db
    .selectFrom('steering.plan_adoption')
    .select('adopted_on')
    .where('plan_id', '=', planId)
    .executeTakeFirst();
  if (adoption) refuse('plan-adopted', faults.planAdopted);
  return plan;
}
