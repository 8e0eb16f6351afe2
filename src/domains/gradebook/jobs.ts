import type { Jobs } from '#platform/jobs.ts';
import { courseJobs } from './course-jobs.ts';
import { resultJobs } from './result-jobs.ts';
import { tellJobs } from './tell-jobs.ts';

const parts: Jobs[] = [courseJobs, tellJobs, resultJobs];

/** What the gradebook does in the background. */
export const gradebookJobs: Jobs = {
  jobs: parts.flatMap(part => part.jobs),
  listeners: parts.flatMap(part => part.listeners),
  timed: parts.flatMap(part => part.timed),
};
