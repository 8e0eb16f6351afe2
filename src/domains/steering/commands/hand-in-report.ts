import { sql } from 'kysely';
import { z } from 'zod';
import { refuse } from '#platform/refusal.ts';
import { command } from '#platform/work.ts';
import { may } from '../access.ts';
import { unitsOwing } from '../rules/units-owing.ts';
import { faults } from '../words/faults.ts';
import { id, longText } from './fields.ts';
import { evidence, isProven, keepEvidence } from './keep-evidence.ts';

/**
 * Hands in what a unit owes by a deadline. A second report adds to the first one; in time or not is told by the first.
 * @returns the report's id.
 */
export const handInReport = command('steering', 'hand-in-report', {
  input: z.object({ deadlineId: id, placeId: id, text: longText, evidence: evidence.optional() }),
  async run(work, { deadlineId, placeId, text, evidence: proof }) {
    const deadline = work.allowed(
      await work.db
        .selectFrom('steering.published_deadline as deadline')
        .innerJoin('steering.published_plan as plan', 'plan.plan_id', 'deadline.plan_id')
        .select(['deadline.units', 'plan.adopted_on'])
        .where('deadline.deadline_id', '=', deadlineId)
        .where(may(work.actor).speakFor(sql`${placeId}::bigint`))
        .executeTakeFirst(),
    );
    if (deadline.adopted_on === null) refuse('not-in-force', faults.notInForce);
    if (!unitsOwing(deadline.units).placeIds.includes(placeId)) refuse('not-asked', faults.notAsked);
    if (!text && !isProven(proof)) refuse('report-empty', faults.reportEmpty, 'text');
    const { report_id: reportId } = await work.db
      .insertInto('steering.report')
      .values({
        deadline_id: deadlineId,
        place_id: placeId,
        text,
        handed_in_at: work.now,
        handed_in_on: work.today,
        handed_in_by: work.actor.name,
      })
      .returning('report_id')
      .executeTakeFirstOrThrow();
    const pieces = await keepEvidence(work, { report_id: reportId }, proof);
    work.audit({
      event: 'report.handed-in',
      subject: `deadline:${deadlineId}`,
      data: { placeId, reportId, evidence: pieces },
    });
    work.announce('steering.reported', { deadlineId, placeId });
    return reportId;
  },
});
