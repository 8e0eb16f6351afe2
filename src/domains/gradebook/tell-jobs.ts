import { z } from 'zod';
import { house } from '#platform/access.ts';
import { type Jobs, job } from '#platform/jobs.ts';
import { perform } from '#platform/work.ts';
import { tellCorrection, tellFamilies } from './commands/tell-people.ts';

/** Letters to families and teachers. Each is written under its own key, so that a job that runs twice writes once. */
export const tellJobs: Jobs = {
  jobs: [
    job(
      'gradebook.tell-families',
      z.object({ schoolId: z.number(), publicationId: z.number() }),
      async (system, data) => {
        await perform(system, house('gradebook', system.today(), [data.schoolId]), tellFamilies, data, {
          key: `publication:${data.schoolId}:${data.publicationId}`,
        });
      },
    ),
    job(
      'gradebook.tell-correction',
      z.object({ schoolId: z.number(), correctionId: z.number() }),
      async (system, data) => {
        await perform(system, house('gradebook', system.today(), [data.schoolId]), tellCorrection, data, {
          key: `correction:${data.schoolId}:${data.correctionId}`,
        });
      },
    ),
  ],
  listeners: [],
  timed: [],
};
