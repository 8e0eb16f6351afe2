import { z } from 'zod';
import { sealAudit } from '#platform/audit/seal.ts';
import { type Job, type Jobs, job } from '#platform/jobs.ts';

/** What happens in the background: one line a domain, each lists its own. */
const sealTheAudit: Job = job('platform.seal-audit', z.object({}), async system => {
  await sealAudit(system.database.ownerUrl, system.clock.now());
});

export const allJobs: Jobs = {
  jobs: [sealTheAudit],
  listeners: [],
  timed: [{ job: 'platform.seal-audit', cron: '*/5 * * * *' }],
};
