import { sql } from 'kysely';
import { z } from 'zod';
import { addDays } from '#platform/clock.ts';
import { refuse } from '#platform/refusal.ts';
import { command } from '#platform/work.ts';
import { may } from '../access.ts';
import { faults } from '../words/faults.ts';
import { day, id, longText } from './fields.ts';
import { evidence, isProven, keepEvidence } from './keep-evidence.ts';

/** Figures of a yearly report come after the year; for a quarter they are still taken (indicators/rules/series.ts counts them so long). */
const AFTERWARDS_DAYS = 92;

/**
 * A unit says how far it is with a target, with evidence; or an inspector from above says what was found. Newer words supersede
 * older ones, which stay. A part of a whole: for a school that has or has not done something, 1 of 1 or 0 of 1.
 * @returns the declaration's id.
 */
export const declareValue = command('steering', 'declare-value', {
  input: z.object({
    targetId: id,
    placeId: id,
    numerator: z.number().int().min(0),
    denominator: z.number().int().min(0),
    onDay: day,
    note: longText,
    origin: z.enum(['declared', 'inspected']),
    evidence: evidence.optional(),
  }),
  async run(work, { targetId, placeId, numerator, denominator, onDay, note, origin, evidence: proof }) {
    const rule = may(work.actor);
    const unit = sql<number>`${placeId}::bigint`;
    const target = work.allowed(
      await work.db
        .selectFrom('steering.published_target as target')
        .innerJoin('steering.published_plan as plan', 'plan.plan_id', 'target.plan_id')
        .select(['target.from_day', 'target.until_day', 'plan.adopted_on'])
        .where('target.target_id', '=', targetId)
        .where(origin === 'declared' ? rule.speakFor(unit) : rule.inspect(unit))
        .where(
          sql<boolean>`exists (select from platform.place_within w where w.place_id = ${placeId} and w.within_id = plan.place_id and w.from_day <= ${work.today} and ${work.today} < w.until_day)`,
        )
        .executeTakeFirst(),
    );
    if (target.adopted_on === null) refuse('not-in-force', faults.notInForce);
    if (denominator === 0) refuse('whole-is-zero', faults.wholeIsZero, 'denominator');
    if (numerator > denominator) refuse('more-than-all', faults.moreThanAll, 'numerator');
    if (onDay > work.today) refuse('day-ahead', faults.dayAhead, 'onDay');
    if (onDay < target.from_day || onDay >= addDays(target.until_day, AFTERWARDS_DAYS))
      refuse('day-outside', faults.dayOutside, 'onDay');
    if (!note && !isProven(proof)) refuse('evidence-needed', faults.evidenceNeeded, 'note');
    const { declaration_id: declarationId } = await work.db
      .insertInto('steering.declaration')
      .values({
        target_id: targetId,
        place_id: placeId,
        numerator,
        denominator,
        on_day: onDay,
        note: note || null,
        origin,
        declared_at: work.now,
        declared_by: work.actor.name,
      })
      .returning('declaration_id')
      .executeTakeFirstOrThrow();
    const pieces = await keepEvidence(work, { declaration_id: declarationId }, proof);
    work.audit({
      event: `value.${origin}`,
      subject: `target:${targetId}`,
      data: { placeId, numerator, denominator, onDay, evidence: pieces },
    });
    work.announce('steering.declared', { targetId, placeId });
    return declarationId;
  },
});
