import type { Jobs } from '#platform/jobs.ts';
import { publishRevocationsJob } from './commands/publish-revocations.ts';

/** The list of transcripts that no longer hold: renewed when one is superseded or revoked, and looked at every hour. */
export const checkingJobs: Jobs = {
  jobs: [publishRevocationsJob],
  listeners: [{ event: 'transcripts.changed', job: 'transcripts.publish-revocations' }],
  timed: [{ job: 'transcripts.publish-revocations', cron: '7 * * * *' }],
};
