import { sql } from 'kysely';
import { z } from 'zod';
import { command } from '#platform/work.ts';
import { may } from '../access.ts';
import { pupilYears } from '../queries/pupil-years.ts';
import { readingsIn } from '../queries/readings.ts';
import { type PeriodOutcome, resultsOf } from '../rules/pupil-year.ts';
import { withReadings } from '../rules/readings.ts';
import { anId, holds } from './fields.ts';

/** What of a result a reading may change, as the page calls it. */
const told = {
  whole: (one: PeriodOutcome) => String(one.isWhole),
  mean: (one: PeriodOutcome) => (one.meanTenths === null ? null : String(one.meanTenths)),
  academic: (one: PeriodOutcome) => one.academic,
  conduct: (one: PeriodOutcome) => one.conduct,
  award: (one: PeriodOutcome) => one.award,
  outcome: (one: PeriodOutcome) => one.outcome,
} as const;

interface Difference {
  enrolmentId: number;
  period: number;
  what: string;
  stands: string | null;
  wouldBe: string | null;
}

function differencesOf(enrolmentId: number, now: PeriodOutcome[], then: PeriodOutcome[]): Difference[] {
  return [1, 2, 3, 4].flatMap(period => {
    const [before, after] = [now, then].map(all => all.find(one => one.period === period));
    return Object.entries(told).flatMap(([what, tell]) => {
      const [stands, wouldBe] = [before, after].map(one => (one ? tell(one) : null));
      return stands === wouldBe
        ? []
        : [{ enrolmentId, period, what, stands: stands ?? null, wouldBe: wouldBe ?? null }];
    });
  });
}

/** Computes one school's year by the readings that hold and by the one proposed, and keeps what would be another result. Nothing else changes. */
export const weighReading = command('gradebook', 'weigh-reading', {
  input: z.object({ readingProposalId: anId, schoolId: anId }),
  async run(work, { readingProposalId, schoolId }): Promise<{ pupils: number; differing: number }> {
    work.allowed(await holds(work.db, may(work.actor).settleReadings()));
    const { rows } = await sql<{ name: string; value: string; schoolYear: string }>`
      select name, value, school_year as "schoolYear" from gradebook.reading_proposal where reading_proposal_id = ${readingProposalId}`.execute(
      work.db,
    );
    const { name, value, schoolYear } = work.allowed(rows[0]);
    const now = await readingsIn(work.db, schoolYear);
    const then = withReadings([
      ...Object.entries(now).map(([each, held]) => ({ name: each, value: held })),
      { name, value },
    ]);
    const found: Difference[] = [];
    let pupils = 0;
    for await (const { enrolmentId, pupil } of pupilYears(work.db, { schoolId, schoolYear })) {
      pupils++;
      found.push(...differencesOf(enrolmentId, resultsOf(pupil, now).periods, resultsOf(pupil, then).periods));
    }
    await sql`delete from gradebook.proposal_difference where school_id = ${schoolId} and reading_proposal_id = ${readingProposalId}`.execute(
      work.db,
    );
    await sql`insert into gradebook.proposal_difference (school_id, reading_proposal_id, enrolment_id, period, what, stands, would_be)
      select ${schoolId}, ${readingProposalId}, given.* from unnest(${found.map(each => each.enrolmentId)}::bigint[], ${found.map(each => each.period)}::int[],
        ${found.map(each => each.what)}::text[], ${found.map(each => each.stands)}::text[], ${found.map(each => each.wouldBe)}::text[]) as given`.execute(
      work.db,
    );
    const differing = new Set(found.map(each => each.enrolmentId)).size;
    work.audit({
      event: 'reading.weighed',
      subject: `reading:${name}`,
      schoolId,
      data: { readingProposalId, pupils, differing },
    });
    return { pupils, differing };
  },
});

/** All schools are weighed: how many pupils there are, and how many would have another result. */
export const closeWeighing = command('gradebook', 'close-weighing', {
  input: z.object({ readingProposalId: anId, pupils: z.number().int(), differing: z.number().int() }),
  async run(work, { readingProposalId, pupils, differing }): Promise<void> {
    work.allowed(await holds(work.db, may(work.actor).settleReadings()));
    await sql`update gradebook.reading_proposal set computed_at = ${work.now}, pupils = ${pupils}, differing = ${differing} where reading_proposal_id = ${readingProposalId}`.execute(
      work.db,
    );
    work.audit({ event: 'reading.weighed-all', subject: `proposal:${readingProposalId}`, data: { pupils, differing } });
  },
});
