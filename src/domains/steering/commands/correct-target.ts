import { z } from 'zod';
import { json } from '#platform/database/types.ts';
import { refuse } from '#platform/refusal.ts';
import { command } from '#platform/work.ts';
import { faults } from '../words/faults.ts';
import { comparator, day, id, line, scope, unit } from './fields.ts';
import { draftKept } from './find-plan.ts';
import { whatChanged } from './what-changed.ts';

export const targetFields = {
  name: line,
  comparator,
  valueTenths: z.number().int().min(0),
  unit,
  scope,
  fromDay: day,
  untilDay: day,
};

/** Puts right a target of a draft. Its words in the text stay as they are: what is corrected is our reading of them. */
export const correctTarget = command('steering', 'correct-target', {
  input: z.object({ planId: id, targetId: id, ...targetFields }),
  async run(work, { planId, targetId, ...given }) {
    await draftKept(work, planId);
    const old = work.allowed(
      await work.db
        .selectFrom('steering.target')
        .selectAll()
        .where('plan_id', '=', planId)
        .where('target_id', '=', targetId)
        .forUpdate()
        .executeTakeFirst(),
    );
    if (old.dropped_at) refuse('dropped', faults.dropped);
    if (given.untilDay <= given.fromDay) refuse('until-before-from', faults.untilBeforeFrom, 'untilDay');
    const after = {
      name: given.name,
      comparator: given.comparator,
      value_tenths: given.valueTenths,
      unit: given.unit,
      scope: given.scope,
      from_day: given.fromDay,
      until_day: given.untilDay,
    };
    const before = {
      name: old.name,
      comparator: old.comparator,
      value_tenths: old.value_tenths,
      unit: old.unit,
      scope: old.scope,
      from_day: old.from_day,
      until_day: old.until_day,
    };
    await work.db
      .updateTable('steering.target')
      .set({ ...after, scope: json(given.scope), comparator_named: true })
      .where('target_id', '=', targetId)
      .execute();
    work.audit({
      event: 'target.corrected',
      subject: `target:${targetId}`,
      data: { planId, ...whatChanged<Record<string, unknown>>(before, after) },
    });
  },
});
