import { z } from 'zod';
import { house } from '#platform/access.ts';
import { actorOfPerson } from '#platform/actor.ts';
import { type Jobs, job } from '#platform/jobs.ts';
import { NotAllowed, Refusal } from '#platform/refusal.ts';
import { perform } from '#platform/work.ts';
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

export const schoolsJobs: Jobs = { jobs: [importInBackground], listeners: [], timed: [] };
