import { sql } from 'kysely';
import { z } from 'zod';
import { refuse } from '#platform/refusal.ts';
import { command, type Work } from '#platform/work.ts';
import { may } from '../access.ts';
import { type Step, sideOf } from '../rules/task-state.ts';
import { faults } from '../words/faults.ts';
import { id, longText } from './fields.ts';
import { type Evidence, evidence, isProven, keepEvidence } from './keep-evidence.ts';

/** Writes the next step of a task at a unit, where the rule allows it from where the task stands. */
async function move(
  work: Work<'steering'>,
  taskId: number,
  placeId: number,
  to: Step,
  note: string,
  proof?: Evidence,
): Promise<void> {
  const rule = may(work.actor);
  const { rows } = await sql<{ step: Step; speaks: boolean; gives: boolean }>`
    select ${rule.speakFor(sql.ref('unit.place_id'))} as speaks, ${rule.giveTask(sql.ref('task.given_place_id'))} as gives,
      (select s.step from steering.task_step s where s.task_id = unit.task_id and s.place_id = unit.place_id order by s.task_step_id desc limit 1) as step
    from steering.task_unit unit join steering.task task using (task_id)
    where unit.task_id = ${taskId} and unit.place_id = ${placeId} and task.dropped_at is null
      and exists (select from steering.task_step s where s.task_id = unit.task_id and s.place_id = unit.place_id)
    for update of unit`.execute(work.db);
  const at = work.allowed(rows[0]);
  const isUnits = to === 'accepted' || to === 'reported';
  work.allowed(isUnits ? at.speaks : at.gives);
  if (!sideOf(at.step, to)) refuse('step-not-now', faults.stepNotNow);
  const { task_step_id: taskStepId } = await work.db
    .insertInto('steering.task_step')
    .values({
      task_id: taskId,
      place_id: placeId,
      step: to,
      note: note || null,
      at: work.now,
      day: work.today,
      by_actor: work.actor.name,
    })
    .returning('task_step_id')
    .executeTakeFirstOrThrow();
  const pieces = await keepEvidence(work, { task_step_id: taskStepId }, proof);
  work.audit({ event: `task.${to}`, subject: `task:${taskId}`, data: { placeId, from: at.step, evidence: pieces } });
}

const at = { taskId: id, placeId: id };

/** The unit takes the work on. */
export const acceptTask = command('steering', 'accept-task', {
  input: z.object(at),
  run: (work, { taskId, placeId }) => move(work, taskId, placeId, 'accepted', ''),
});

/** The unit says what it did, with evidence. */
export const reportTask = command('steering', 'report-task', {
  input: z.object({ ...at, note: longText, evidence: evidence.optional() }),
  run(work, { taskId, placeId, note, evidence: proof }) {
    if (!note && !isProven(proof)) refuse('report-empty', faults.reportEmpty, 'note');
    return move(work, taskId, placeId, 'reported', note, proof);
  },
});

/** The office that gave the task says it is done. */
export const finishTask = command('steering', 'finish-task', {
  input: z.object({ ...at, note: longText.optional() }),
  run: (work, { taskId, placeId, note = '' }) => move(work, taskId, placeId, 'done', note),
});

/** The office sends it back, with the reason. */
export const returnTask = command('steering', 'return-task', {
  input: z.object({ ...at, note: longText }),
  run(work, { taskId, placeId, note }) {
    if (!note) refuse('reason-empty', faults.reasonEmpty, 'note');
    return move(work, taskId, placeId, 'returned', note);
  },
});
