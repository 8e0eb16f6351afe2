import { z } from 'zod';
import { json } from '#platform/database/types.ts';
import { refuse } from '#platform/refusal.ts';
import { command } from '#platform/work.ts';
import { unitsAmong } from '../queries/units.ts';
import { unitsOwing } from '../rules/units-owing.ts';
import { faults } from '../words/faults.ts';
import { day, id, line, placeIds } from './fields.ts';
import { draftKept } from './find-plan.ts';
import { whatChanged } from './what-changed.ts';

export const deadlineKind = z.enum(['unit-plan', 'report', 'task']);

/** Puts right a deadline of a draft: its day, whether that day still counts, and who owes something by then. */
export const correctDeadline = command('steering', 'correct-deadline', {
  input: z.object({
    planId: id,
    deadlineId: id,
    kind: deadlineKind,
    title: line,
    dueOn: day,
    inclusive: z.boolean(),
    placeIds,
  }),
  async run(work, { planId, deadlineId, kind, title, dueOn, inclusive, placeIds: asked }) {
    const plan = await draftKept(work, planId);
    const old = work.allowed(
      await work.db
        .selectFrom('steering.deadline')
        .selectAll()
        .where('plan_id', '=', planId)
        .where('deadline_id', '=', deadlineId)
        .forUpdate()
        .executeTakeFirst(),
    );
    if (old.dropped_at) refuse('dropped', faults.dropped);
    const owing = [...new Set(asked)].sort((a, b) => a - b);
    if ((await unitsAmong(work.db, owing, plan.place_id, work.today)).length < owing.length)
      refuse('no-units', faults.noUnits, 'placeIds');
    const units = unitsOwing(old.units);
    await work.db
      .updateTable('steering.deadline')
      .set({ kind, title, due_on: dueOn, inclusive, day_named: true, units: json({ ...units, placeIds: owing }) })
      .where('deadline_id', '=', deadlineId)
      .execute();
    work.audit({
      event: 'deadline.corrected',
      subject: `deadline:${deadlineId}`,
      data: {
        planId,
        ...whatChanged<Record<string, unknown>>(
          { kind: old.kind, title: old.title, dueOn: old.due_on, inclusive: old.inclusive, placeIds: units.placeIds },
          { kind, title, dueOn, inclusive, placeIds: owing },
        ),
      },
    });
  },
});
