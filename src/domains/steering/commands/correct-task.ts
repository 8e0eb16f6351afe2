import { z } from 'zod';
import { refuse } from '#platform/refusal.ts';
import { command } from '#platform/work.ts';
import { unitsAmong } from '../queries/units.ts';
import { faults } from '../words/faults.ts';
import { day, id, line, placeIds } from './fields.ts';
import { draftKept } from './find-plan.ts';
import { whatChanged } from './what-changed.ts';
import { unitsOfTask, writeTaskUnits } from './write-task-units.ts';

/** Puts right a task of a draft: its name, its day, and whom it is for. Units outside the plan's reach are refused. */
export const correctTask = command('steering', 'correct-task', {
  input: z.object({
    planId: id,
    taskId: id,
    title: line,
    dueOn: day.nullable(),
    inclusive: z.boolean(),
    lead: placeIds,
    cooperate: placeIds,
  }),
  async run(work, { planId, taskId, title, dueOn, inclusive, lead, cooperate }) {
    const plan = await draftKept(work, planId);
    const old = work.allowed(
      await work.db
        .selectFrom('steering.task')
        .selectAll()
        .where('plan_id', '=', planId)
        .where('task_id', '=', taskId)
        .forUpdate()
        .executeTakeFirst(),
    );
    if (old.dropped_at) refuse('dropped', faults.dropped);
    const asked = [...new Set([...lead, ...cooperate])];
    if ((await unitsAmong(work.db, asked, plan.place_id, work.today)).length < asked.length)
      refuse('no-units', faults.noUnits, 'lead');
    const units = await work.db
      .selectFrom('steering.task_unit')
      .select(['place_id', 'part'])
      .where('task_id', '=', taskId)
      .orderBy('place_id')
      .execute();
    const after = unitsOfTask(taskId, lead, cooperate);
    await work.db
      .updateTable('steering.task')
      .set({ title, due_on: dueOn, inclusive })
      .where('task_id', '=', taskId)
      .execute();
    await work.db.deleteFrom('steering.task_unit').where('task_id', '=', taskId).execute();
    await writeTaskUnits(work, after);
    const of = (part: string, rows: { placeId: number; part: string }[]) =>
      rows
        .filter(row => row.part === part)
        .map(row => row.placeId)
        .sort((a, b) => a - b);
    const had = units.map(row => ({ placeId: row.place_id, part: row.part }));
    work.audit({
      event: 'task.corrected',
      subject: `task:${taskId}`,
      data: {
        planId,
        ...whatChanged<Record<string, unknown>>(
          {
            title: old.title,
            dueOn: old.due_on,
            inclusive: old.inclusive,
            lead: of('lead', had),
            cooperate: of('cooperate', had),
          },
          { title, dueOn, inclusive, lead: of('lead', after), cooperate: of('cooperate', after) },
        ),
      },
    });
  },
});
