import { z } from 'zod';
import { gradebookJobs } from '#gradebook';
import { indicatorsJobs } from '#indicators';
import { sealAudit } from '#platform/audit/seal.ts';
import { type Job, type Jobs, job } from '#platform/jobs.ts';
import { mailJobs } from '#platform/mail/jobs.ts';
import { signInJobs } from '#platform/sign-in/jobs.ts';
import { schoolsJobs } from '#schools';
import { transcriptsJobs } from '#transcripts';

/** What happens in the background: one line a domain, each lists its own. */
const sealTheAudit: Job = job('platform.seal-audit', z.object({}), async system => {
  await sealAudit(system.database.ownerUrl, system.clock.now());
});

const auditJobs: Jobs = {
  jobs: [sealTheAudit],
  listeners: [],
  timed: [{ job: 'platform.seal-audit', cron: '*/5 * * * *' }],
};

const parts: Jobs[] = [auditJobs, mailJobs, signInJobs, schoolsJobs, gradebookJobs, transcriptsJobs, indicatorsJobs];

export const allJobs: Jobs = {
  jobs: parts.flatMap(part => part.jobs),
  listeners: parts.flatMap(part => part.listeners),
  timed: parts.flatMap(part => part.timed),
};
