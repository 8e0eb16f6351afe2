import { z } from 'zod';
import { holdsRoleAt } from '#platform/access.ts';
import { keepFile } from '#platform/files/keep.ts';
import { refuse } from '#platform/refusal.ts';
import { command } from '#platform/work.ts';
import { signers } from '../access.ts';
import { faults } from '../words/faults.ts';
import { announceAdoption } from './adopt-plan.ts';
import { day, id, line, longText } from './fields.ts';
import { parentPlan } from './parent-plan.ts';

/**
 * A unit's own plan under a plan above, which its head has signed already: its number, the day, and the document or what it
 * says. It counts from its day of adoption. (A unit that wants its plan read item by item uses `bringPlan`.)
 * @returns the plan's id.
 */
export const makeUnitPlan = command('steering', 'make-unit-plan', {
  input: z.object({
    placeId: id,
    parentPlanId: id,
    title: line,
    number: z.string().trim().max(100).optional(),
    adoptedOn: day,
    summary: longText.optional(),
    file: z
      .object({
        name: z.string().min(1).max(300),
        mediaType: z.string().max(200),
        content: z.custom<Uint8Array>(value => value instanceof Uint8Array),
      })
      .optional(),
  }),
  async run(work, { placeId, parentPlanId, title, number, adoptedOn, summary, file }) {
    work.allowed(await holdsRoleAt(work.db, work.actor, signers, placeId));
    const parent = await parentPlan(work, parentPlanId, placeId);
    if (adoptedOn > work.today) refuse('adopt-too-early', faults.adoptTooEarly, 'adoptedOn');
    if (!file && !summary) refuse('no-text', faults.noText, 'file');
    const kept = file ? await keepFile(work, 0, file) : undefined;
    const { plan_id: planId } = await work.db
      .insertInto('steering.plan')
      .values({
        place_id: placeId,
        parent_plan_id: parentPlanId,
        title,
        number: number || null,
        issued_on: adoptedOn,
        from_day: parent.from_day,
        until_day: parent.until_day,
        kept_file_id: kept?.keptFileId ?? null,
        summary: summary || null,
        brought_at: work.now,
        brought_by: work.actor.name,
      })
      .returning('plan_id')
      .executeTakeFirstOrThrow();
    await work.db
      .insertInto('steering.plan_adoption')
      .values({ plan_id: planId, adopted_on: adoptedOn, adopted_at: work.now, adopted_by: work.actor.name })
      .execute();
    work.audit({
      event: 'unit-plan.adopted',
      subject: `plan:${planId}`,
      data: { placeId, parentPlanId, adoptedOn, ...(kept ? { sha256: kept.sha256 } : {}) },
    });
    announceAdoption(work, { planId, placeId, parentPlanId });
    return planId;
  },
});
