import type { Jobs } from '#platform/jobs.ts';
import { checkingJobs } from './checking-jobs.ts';
import { signingJobs } from './jobs/work-off-order.ts';

const parts: Jobs[] = [checkingJobs, signingJobs];

/** What transcripts do in the background. */
export const transcriptsJobs: Jobs = {
  jobs: parts.flatMap(part => part.jobs),
  listeners: parts.flatMap(part => part.listeners),
  timed: parts.flatMap(part => part.timed),
};
