import { sql } from 'kysely';
import { z } from 'zod';
import { house } from '#platform/access.ts';
import { actorOfPerson } from '#platform/actor.ts';
import { type Jobs, job } from '#platform/jobs.ts';
import { NotAllowed, Refusal } from '#platform/refusal.ts';
import { perform, readWide } from '#platform/work.ts';
import { followPeople } from './commands/follow-people.ts';
import { importFile, order, tellProgress } from './commands/import-file.ts';

/**
 * Brings a file in as the person who asked, with what they may do at that moment. A kill between the import and its being marked as
 * done makes the job run again: the key then answers what the first time came to.
 */
const importInBackground = job(
  'schools.import',
  order.extend({ longWorkId: z.number(), askedBy: z.number().nullable() }),
  async (system, { askedBy, ...asked }) => {
    const { schoolId, longWorkId } = asked;
    const actor =
      askedBy === null
        ? house('import', system.today(), [schoolId])
        : await actorOfPerson(system.database, askedBy, system.today());
    await tellProgress(system, schoolId, longWorkId, { begun: system.clock.now() });
    try {
      const answer = await perform(system, actor, importFile, asked, {
        key: `schools.import:${schoolId}:${longWorkId}`,
      });
      await tellProgress(system, schoolId, longWorkId, { ended: system.clock.now(), outcome: 'done', answer });
    } catch (error) {
      // A refusal is an answer; anything else may pass, and the queue tries again.
      const said = error instanceof Refusal ? error.said : undefined;
      const ended = {
        ended: system.clock.now(),
        outcome: said || error instanceof NotAllowed ? ('refused' as const) : ('failed' as const),
        answer: { said },
      };
      await tellProgress(system, schoolId, longWorkId, ended);
      if (ended.outcome === 'failed') throw error;
    }
  },
);

/** Someone's record was mended in the directory: the schools that have them write it down too, each behind its own wall. */
const followPeopleInSchools = job(
  'schools.follow-people',
  z.object({ personIds: z.array(z.number()).min(1) }),
  async (system, { personIds }) => {
    const { rows } = await readWide(system, 'schools', db =>
      sql<{ school_id: number; people: number[] }>`select school_id, array_agg(distinct person_id) as people
        from (select school_id, person_id, until_day from schools.enrolment union all select school_id, person_id, until_day from schools.staff_position) r
        where person_id = any (${personIds}::bigint[]) and until_day = 'infinity' group by school_id`.execute(db),
    );
    for (const row of rows) {
      const actor = house('follow-people', system.today(), [row.school_id]);
      await perform(system, actor, followPeople, { schoolId: row.school_id, personIds: row.people });
    }
  },
);

export const schoolsJobs: Jobs = {
  jobs: [importInBackground, followPeopleInSchools],
  listeners: [{ event: 'directory.people-changed', job: 'schools.follow-people' }],
  timed: [],
};
