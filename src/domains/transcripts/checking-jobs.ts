import type { Jobs } from '#platform/jobs.ts';
import { publishRevocationsJob } from './commands/publish-revocations.ts';

/** The list of transcripts that no longer hold: renewed by the commands that end one, and looked at every ten minutes. */
export const checkingJobs: Jobs = {
  jobs: [publishRevocationsJob],
  listeners: [],
  timed: [{ job: 'transcripts.publish-revocations', cron: '*/10 * * * *' }],
};
