import { z } from 'zod';
import { refuse } from '#platform/refusal.ts';
import { command } from '#platform/work.ts';
import { faults } from '../words/faults.ts';
import { day, id, line } from './fields.ts';
import { draftKept } from './find-plan.ts';
import { whatChanged } from './what-changed.ts';

/** Puts right what the reader took for a plan's title, number, day and period. `untilDay` is the first day after it. */
export const correctPlan = command('steering', 'correct-plan', {
  input: z.object({
    planId: id,
    title: line,
    number: z.string().trim().max(100).nullable(),
    issuedOn: day.nullable(),
    fromDay: day,
    untilDay: day,
  }),
  async run(work, { planId, ...given }) {
    const plan = await draftKept(work, planId);
    if (given.untilDay <= given.fromDay) refuse('until-before-from', faults.untilBeforeFrom, 'untilDay');
    const columns = {
      title: given.title,
      number: given.number || null,
      issued_on: given.issuedOn,
      from_day: given.fromDay,
      until_day: given.untilDay,
    };
    const { title, number, issued_on, from_day, until_day } = plan;
    await work.db.updateTable('steering.plan').set(columns).where('plan_id', '=', planId).execute();
    // Targets that ran as long as the plan go on doing so.
    await work.db
      .updateTable('steering.target')
      .set({ from_day: given.fromDay })
      .where('plan_id', '=', planId)
      .where('from_day', '=', from_day)
      .where('until_day', '>', given.fromDay)
      .execute();
    await work.db
      .updateTable('steering.target')
      .set({ until_day: given.untilDay })
      .where('plan_id', '=', planId)
      .where('until_day', '=', until_day)
      .where('from_day', '<', given.untilDay)
      .execute();
    work.audit({
      event: 'plan.corrected',
      subject: `plan:${planId}`,
      data: whatChanged({ title, number, issued_on, from_day, until_day }, columns) ?? {},
    });
  },
});

/** Takes back a draft that was brought by mistake. */
export const withdrawPlan = command('steering', 'withdraw-plan', {
  input: z.object({ planId: id, why: line }),
  async run(work, { planId, why }) {
    await draftKept(work, planId);
    await work.db
      .insertInto('steering.plan_withdrawn')
      .values({ plan_id: planId, why, withdrawn_at: work.now, withdrawn_by: work.actor.name })
      .execute();
    work.audit({ event: 'plan.withdrawn', subject: `plan:${planId}`, data: { why } });
  },
});
