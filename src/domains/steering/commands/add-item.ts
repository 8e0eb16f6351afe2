import { z } from 'zod';
import { json } from '#platform/database/types.ts';
import { refuse } from '#platform/refusal.ts';
import { command, type Work } from '#platform/work.ts';
import { unitsAmong } from '../queries/units.ts';
import { faults } from '../words/faults.ts';
import { deadlineKind } from './correct-deadline.ts';
import { targetFields } from './correct-target.ts';
import { day, id, line, longText, placeIds } from './fields.ts';
import { draftKept } from './find-plan.ts';
import { settleLine } from './settle-line.ts';
import { unitsOfTask, writeTaskUnits } from './write-task-units.ts';

/** A line of the text that the reader did not recognise and a person did. */
const fromLine = z.string().max(100).optional();

/** Adds a target the reader missed, from an unrecognised line (`block`) or out of a person's head. */
export const addTarget = command('steering', 'add-target', {
  input: z.object({ planId: id, ...targetFields, text: longText, block: fromLine }),
  async run(work, { planId, block, text, ...given }) {
    await draftKept(work, planId);
    if (given.untilDay <= given.fromDay) refuse('until-before-from', faults.untilBeforeFrom, 'untilDay');
    const place = block === undefined ? null : await settleLine(work, planId, block, 'target');
    const { target_id: targetId } = await work.db
      .insertInto('steering.target')
      .values({
        plan_id: planId,
        position: await nextPosition(work, 'steering.target', planId),
        name: given.name,
        text: text || given.name,
        comparator: given.comparator,
        value_tenths: given.valueTenths,
        unit: given.unit,
        scope: json(given.scope),
        from_day: given.fromDay,
        until_day: given.untilDay,
        text_place: place && json(place),
      })
      .returning('target_id')
      .executeTakeFirstOrThrow();
    work.audit({ event: 'target.added', subject: `target:${targetId}`, data: { planId, ...given } });
    return targetId;
  },
});

/** Adds a task the reader missed. */
export const addTask = command('steering', 'add-task', {
  input: z.object({
    planId: id,
    title: line,
    text: longText,
    dueOn: day.nullable(),
    inclusive: z.boolean(),
    lead: placeIds,
    cooperate: placeIds,
    block: fromLine,
  }),
  async run(work, { planId, title, text, dueOn, inclusive, lead, cooperate, block }) {
    const plan = await draftKept(work, planId);
    await insideOrRefused(work, [...lead, ...cooperate], plan.place_id, 'lead');
    const place = block === undefined ? null : await settleLine(work, planId, block, 'task');
    const { task_id: taskId } = await work.db
      .insertInto('steering.task')
      .values({
        plan_id: planId,
        position: await nextPosition(work, 'steering.task', planId),
        title,
        text: text || title,
        due_on: dueOn,
        inclusive,
        text_place: place && json(place),
        given_at: work.now,
        given_by: work.actor.name,
        given_place_id: plan.place_id,
      })
      .returning('task_id')
      .executeTakeFirstOrThrow();
    await writeTaskUnits(work, unitsOfTask(taskId, lead, cooperate));
    work.audit({
      event: 'task.added',
      subject: `task:${taskId}`,
      data: { planId, title, dueOn, inclusive, lead, cooperate },
    });
    return taskId;
  },
});

/** Adds a deadline the reader missed. */
export const addDeadline = command('steering', 'add-deadline', {
  input: z.object({ planId: id, kind: deadlineKind, title: line, dueOn: day, inclusive: z.boolean(), placeIds }),
  async run(work, { planId, kind, title, dueOn, inclusive, placeIds: owing }) {
    const plan = await draftKept(work, planId);
    await insideOrRefused(work, owing, plan.place_id, 'placeIds');
    const { deadline_id: deadlineId } = await work.db
      .insertInto('steering.deadline')
      .values({
        plan_id: planId,
        kind,
        title,
        text: title,
        due_on: dueOn,
        inclusive,
        units: json({ placeIds: owing, words: [], unknown: [] }),
      })
      .returning('deadline_id')
      .executeTakeFirstOrThrow();
    work.audit({
      event: 'deadline.added',
      subject: `deadline:${deadlineId}`,
      data: { planId, kind, title, dueOn, inclusive, placeIds: owing },
    });
    return deadlineId;
  },
});

async function insideOrRefused(
  work: Work<'steering'>,
  asked: readonly number[],
  within: number,
  field: string,
): Promise<void> {
  const each = [...new Set(asked)];
  if ((await unitsAmong(work.db, each, within, work.today)).length < each.length)
    refuse('no-units', faults.noUnits, field);
}

async function nextPosition(
  work: Work<'steering'>,
  table: 'steering.target' | 'steering.task',
  planId: number,
): Promise<number> {
  const row = await work.db
    .selectFrom(table)
    .select(({ fn }) => fn.max('position').as('last'))
    .where('plan_id', '=', planId)
    .executeTakeFirst();
  return (row?.last ?? 0) + 1;
}
