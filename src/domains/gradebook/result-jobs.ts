import { sql } from 'kysely';
import { z } from 'zod';
import { house } from '#platform/access.ts';
import { type Jobs, job, queue } from '#platform/jobs.ts';
import type { System } from '#platform/system.ts';
import { perform, readWide } from '#platform/work.ts';
import { checkResults } from './commands/check-results.ts';
import { computeResults } from './commands/compute-results.ts';
import { closeWeighing, weighReading } from './commands/weigh-reading.ts';

/** Schools that have courses, and the years they have them in. */
async function schoolYears(system: System, where: { schoolYear?: string; from?: string }) {
  const { rows } = await readWide(system, 'gradebook', db =>
    sql<{
      schoolId: number;
      schoolYear: string;
    }>`select distinct school_id as "schoolId", school_year as "schoolYear" from gradebook.course
      where ${where.schoolYear ? sql<boolean>`school_year = ${where.schoolYear}` : sql<boolean>`true`} and ${where.from ? sql<boolean>`school_year >= ${where.from}` : sql<boolean>`true`}
      order by 1, 2`.execute(db),
  );
  return rows;
}

/** Who sits where changed: the whole school's year is computed anew. */
const noteSchool = job(
  'gradebook.note-school',
  z.object({ schoolId: z.number(), schoolYear: z.string() }),
  async (system, { schoolId, schoolYear }) =>
    queue(system, 'gradebook.compute', { schoolId, schoolYear }, `gradebook.compute:${schoolId}:${schoolYear}`),
);

/** A change is noted, and computed once for all changes of the class that come before it is done. */
const noteChange = job(
  'gradebook.note-change',
  z.object({ schoolId: z.number(), classId: z.number() }),
  async (system, { schoolId, classId }) =>
    queue(system, 'gradebook.compute', { schoolId, classIds: [classId] }, `gradebook.compute:${schoolId}:${classId}`),
);

const compute = job(
  'gradebook.compute',
  z.object({ schoolId: z.number(), schoolYear: z.string().optional(), classIds: z.array(z.number()).optional() }),
  async (system, { schoolId, classIds, schoolYear }) => {
    const { rows } = await readWide(system, 'gradebook', db =>
      sql<{
        schoolYear: string;
      }>`select distinct school_year as "schoolYear" from gradebook.course where school_id = ${schoolId}
        and ${classIds ? sql<boolean>`class_id = any (${classIds}::bigint[])` : sql<boolean>`school_year = ${schoolYear ?? ''}`}`.execute(
        db,
      ),
    );
    const actor = house('compute', system.today(), [schoolId]);
    for (const row of rows)
      await perform(system, actor, computeResults, { schoolId, schoolYear: row.schoolYear, classIds });
  },
);

/** A reading holds from a school year on: every school's results of that year and later ones are computed anew. */
const computeFrom = job('gradebook.compute-from', z.object({ schoolYear: z.string() }), async (system, given) => {
  for (const { schoolId, schoolYear } of await schoolYears(system, { from: given.schoolYear }))
    await queue(system, 'gradebook.compute', { schoolId, schoolYear }, `gradebook.compute:${schoolId}:${schoolYear}`);
});

/** Nightly: each school's years whose results are newer than their last check. */
const checkAll = job('gradebook.check-all', z.object({}), async system => {
  const { rows } = await readWide(system, 'gradebook', db =>
    sql<{
      schoolId: number;
      schoolYear: string;
    }>`select r.school_id as "schoolId", r.school_year as "schoolYear" from gradebook.result r group by 1, 2
      having max(r.computed_at) >= coalesce((select max(c.at) from gradebook.check_run c where c.school_id = r.school_id and c.school_year = r.school_year), '-infinity')
        or r.school_year = (select school_year from schools.published_school_year where from_day <= ${system.today()} order by from_day desc limit 1)`.execute(
      db,
    ),
  );
  for (const { schoolId, schoolYear } of rows)
    await queue(system, 'gradebook.check', { schoolId, schoolYear }, `gradebook.check:${schoolId}:${schoolYear}`);
});

const check = job(
  'gradebook.check',
  z.object({ schoolId: z.number(), schoolYear: z.string() }),
  async (system, given) => {
    await perform(system, house('check', system.today(), [given.schoolId]), checkResults, given);
  },
);

/** What a proposed reading would change, school by school. */
const weigh = job('gradebook.weigh-reading', z.object({ readingProposalId: z.number() }), async (system, given) => {
  const { readingProposalId } = given;
  const { rows } = await readWide(system, 'gradebook', db =>
    sql<{ schoolYear: string }>`select school_year as "schoolYear" from gradebook.reading_proposal
      where reading_proposal_id = ${readingProposalId} and answered_at is null`.execute(db),
  );
  const [proposal] = rows;
  if (!proposal) return;
  const all = { pupils: 0, differing: 0 };
  for (const { schoolId } of await schoolYears(system, { schoolYear: proposal.schoolYear })) {
    const actor = house('weigh-reading', system.today(), [schoolId]);
    const found = await perform(system, actor, weighReading, { readingProposalId, schoolId });
    all.pupils += found.pupils;
    all.differing += found.differing;
  }
  await perform(system, house('weigh-reading', system.today()), closeWeighing, { readingProposalId, ...all });
});

export const resultJobs: Jobs = {
  jobs: [noteChange, noteSchool, compute, computeFrom, checkAll, check, weigh],
  listeners: [
    { event: 'gradebook.changed', job: 'gradebook.note-change' },
    { event: 'schools.attendance-changed', job: 'gradebook.note-change' },
    { event: 'schools.changed', job: 'gradebook.note-school' },
  ],
  timed: [{ job: 'gradebook.check-all', cron: '0 18 * * *' }],
};
