import { z } from 'zod';
import { holdsRoleAt } from '#platform/access.ts';
import { json } from '#platform/database/types.ts';
import type { Block } from '#platform/documents/block.ts';
import { keepFile } from '#platform/files/keep.ts';
import { refuse } from '#platform/refusal.ts';
import { command, type Work } from '#platform/work.ts';
import { planners } from '../access.ts';
import { indicatorsOffered } from '../catalogue.ts';
import { unitsUnder } from '../queries/units.ts';
import { draftPlan, type PlanDraft } from '../rules/draft-plan.ts';
import type { PlanRead } from '../rules/reading/index.ts';
import { type UnitKnown, unitsMeant } from '../rules/resolve-units.ts';
import { suggestIndicators } from '../rules/suggest-indicator.ts';
import { faults } from '../words/faults.ts';
import { id } from './fields.ts';
import { parentPlan } from './parent-plan.ts';
import { unitsOfTask, writeTaskUnits } from './write-task-units.ts';

const input = z.object({
  placeId: id,
  /** The plan above that asked for this one. */
  parentPlanId: id.nullable().optional(),
  file: z.object({
    name: z.string().min(1).max(300),
    mediaType: z.string().max(200),
    content: z.custom<Uint8Array>(value => value instanceof Uint8Array),
  }),
  blocks: z.custom<readonly Block[]>(Array.isArray),
  read: z.custom<PlanRead>(value => typeof value === 'object' && value !== null),
});

/**
 * Takes a plan document in: the file itself, its text, what was read in it, and a draft of targets, tasks and deadlines for a
 * person to review. Nothing is in force before `adoptPlan`.
 * @returns the plan's id.
 */
export const bringPlan = command('steering', 'bring-plan', {
  input,
  async run(work, { placeId, parentPlanId = null, file, blocks, read }) {
    work.allowed(await holdsRoleAt(work.db, work.actor, planners, placeId));
    if (blocks.length === 0) refuse('no-text', faults.noText, 'file');
    if (parentPlanId !== null) await parentPlan(work, parentPlanId, placeId);
    const kept = await keepFile(work, 0, file);
    const draft = draftPlan(read, work.today);
    const { plan_id: planId } = await work.db
      .insertInto('steering.plan')
      .values({
        place_id: placeId,
        parent_plan_id: parentPlanId,
        title: draft.title || file.name,
        number: draft.number,
        issued_on: draft.issuedOn,
        signer: draft.signer && json(draft.signer),
        from_day: draft.fromDay,
        until_day: draft.untilDay,
        kept_file_id: kept.keptFileId,
        brought_at: work.now,
        brought_by: work.actor.name,
      })
      .returning('plan_id')
      .executeTakeFirstOrThrow();
    await work.db
      .insertInto('steering.plan_text')
      .values({ plan_id: planId, file_name: file.name, sha256: kept.sha256, blocks: json(blocks), read: json(read) })
      .execute();
    await writeTargets(work, planId, draft);
    const units = await unitsUnder(work.db, placeId, work.today);
    await writeTasks(work, planId, placeId, draft, units);
    await writeDeadlines(work, planId, draft, units);
    work.audit({
      event: 'plan.brought',
      subject: `plan:${planId}`,
      data: {
        placeId,
        file: file.name,
        sha256: kept.sha256,
        targets: draft.targets.length,
        tasks: draft.tasks.length,
        deadlines: draft.deadlines.length,
        unrecognised: read.unrecognised.length,
      },
    });
    return planId;
  },
});

async function writeTargets(work: Work<'steering'>, planId: number, draft: PlanDraft): Promise<void> {
  if (draft.targets.length === 0) return;
  const offered = indicatorsOffered();
  await work.db
    .insertInto('steering.target')
    .values(
      draft.targets.map((target, index) => ({
        plan_id: planId,
        position: index + 1,
        name: target.name || target.text.slice(0, 160),
        text: target.text,
        comparator: target.comparator,
        comparator_named: target.comparatorNamed,
        value_tenths: target.valueTenths,
        unit: target.unit,
        scope: json(target.scope),
        measure: json(target.measure),
        // A change ("tăng 10 %") or a number of things is no share: no indicator of shares fits it.
        indicator:
          target.unit === 'percent' && target.measure.change === null
            ? (suggestIndicators(`${target.name} ${target.measure.place.quote}`, target.scope.words, offered)[0]?.key ??
              suggestIndicators(target.text, target.scope.words, offered)[0]?.key ??
              null)
            : null,
        from_day: draft.fromDay,
        until_day: target.untilDay,
        text_place: json(target.place),
      })),
    )
    .execute();
}

async function writeTasks(
  work: Work<'steering'>,
  planId: number,
  placeId: number,
  draft: PlanDraft,
  units: readonly UnitKnown[],
): Promise<void> {
  if (draft.tasks.length === 0) return;
  const meant = draft.tasks.map(task => ({
    task,
    lead: unitsMeant(task.lead, units),
    cooperate: unitsMeant(task.cooperate, units),
  }));
  const written = await work.db
    .insertInto('steering.task')
    .values(
      meant.map(({ task, lead, cooperate }, index) => ({
        plan_id: planId,
        position: index + 1,
        title: task.title || task.text.slice(0, 160),
        text: task.text,
        due_on: task.dueOn,
        inclusive: task.inclusive,
        said: json({
          lead: task.lead,
          cooperate: task.cooperate,
          unknown: [...lead.unknown, ...cooperate.unknown],
          source: task.source,
          product: task.product,
        }),
        text_place: json(task.place),
        given_at: work.now,
        given_by: work.actor.name,
        given_place_id: placeId,
      })),
    )
    .returning(['task_id', 'position'])
    .execute();
  const byPosition = new Map(written.map(row => [row.position, row.task_id]));
  await writeTaskUnits(
    work,
    meant.flatMap(({ lead, cooperate }, index) =>
      unitsOfTask(byPosition.get(index + 1) ?? 0, lead.placeIds, cooperate.placeIds),
    ),
  );
}

async function writeDeadlines(
  work: Work<'steering'>,
  planId: number,
  draft: PlanDraft,
  units: readonly UnitKnown[],
): Promise<void> {
  if (draft.deadlines.length === 0) return;
  await work.db
    .insertInto('steering.deadline')
    .values(
      draft.deadlines.map(one => {
        const meant = unitsMeant(one.units, units);
        return {
          plan_id: planId,
          kind: one.kind,
          title: one.title,
          text: one.text,
          due_on: one.dueOn,
          inclusive: one.inclusive,
          day_named: one.dayNamed,
          units: json({ placeIds: meant.placeIds, words: one.units, unknown: meant.unknown }),
          text_place: json(one.place),
        };
      }),
    )
    .execute();
}
