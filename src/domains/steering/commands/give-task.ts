import { sql } from 'kysely';
import { z } from 'zod';
import { holdsRoleAt } from '#platform/access.ts';
import { refuse } from '#platform/refusal.ts';
import { command } from '#platform/work.ts';
import { givers, may } from '../access.ts';
import { unitsAmong } from '../queries/units.ts';
import { faults } from '../words/faults.ts';
import { day, id, line, longText, placeIds } from './fields.ts';
import { unitsOfTask, writeTaskUnits } from './write-task-units.ts';

/**
 * Gives work to units, of its own or because a target falls short ("Giao việc cho 27 trường"): one task, many units, each with
 * its own state.
 * @returns the task's id.
 */
export const giveTask = command('steering', 'give-task', {
  input: z.object({
    placeId: id,
    targetId: id.optional(),
    title: line,
    text: longText,
    dueOn: day.nullable(),
    lead: placeIds,
    cooperate: placeIds.optional(),
  }),
  async run(work, { placeId, targetId, title, text, dueOn, lead, cooperate = [] }) {
    work.allowed(await holdsRoleAt(work.db, work.actor, givers, placeId));
    const planId = targetId === undefined ? null : await planOfTarget(targetId);
    const asked = [...new Set([...lead, ...cooperate])];
    if (lead.length === 0 || (await unitsAmong(work.db, asked, placeId, work.today)).length < asked.length)
      refuse('no-units', faults.noUnits, 'lead');
    if (dueOn !== null && dueOn < work.today) refuse('due-before-today', faults.dueBeforeToday, 'dueOn');
    const { task_id: taskId } = await work.db
      .insertInto('steering.task')
      .values({
        plan_id: planId,
        target_id: targetId ?? null,
        title,
        text: text || title,
        due_on: dueOn,
        given_at: work.now,
        given_by: work.actor.name,
        given_place_id: placeId,
      })
      .returning('task_id')
      .executeTakeFirstOrThrow();
    await writeTaskUnits(work, unitsOfTask(taskId, lead, cooperate));
    await sql`insert into steering.task_step (task_id, place_id, step, at, day, by_actor)
      select task_id, place_id, 'given', ${work.now}, ${work.today}, ${work.actor.name} from steering.task_unit where task_id = ${taskId}`.execute(
      work.db,
    );
    work.audit({
      event: 'task.given',
      subject: `task:${taskId}`,
      data: { placeId, targetId, title, dueOn, lead, cooperate },
    });
    return taskId;

    async function planOfTarget(of: number): Promise<number> {
      const target = work.allowed(
        await work.db
          .selectFrom('steering.published_target as target')
          .innerJoin('steering.published_plan as plan', 'plan.plan_id', 'target.plan_id')
          .select('plan.plan_id')
          .where('target.target_id', '=', of)
          .where('plan.adopted_on', 'is not', null)
          .where(may(work.actor).readAdopted(sql.ref('plan.place_id')))
          .executeTakeFirst(),
      );
      return target.plan_id;
    }
  },
});
