import { z } from 'zod';
import { house } from '#platform/access.ts';
import { type Jobs, job } from '#platform/jobs.ts';
import { perform, read } from '#platform/work.ts';
import { openCourses } from './commands/open-courses.ts';
import { isEmptyPlan, planCourses } from './queries/course-plan.ts';

/** A school's records changed: courses follow its assignments. Nothing is written, and nothing audited, where they do already. */
const openCoursesInBackground = job(
  'gradebook.open-courses',
  z.object({ schoolId: z.number(), schoolYear: z.string() }),
  async (system, given) => {
    const { schoolId, schoolYear } = given;
    const actor = house('open-courses', system.today(), [schoolId]);
    const plan = await read(system, actor, 'gradebook', db => planCourses(db, schoolId, schoolYear));
    if (!isEmptyPlan(plan)) await perform(system, actor, openCourses, { schoolId, schoolYear });
  },
);

export const courseJobs: Jobs = {
  jobs: [openCoursesInBackground],
  listeners: [{ event: 'schools.changed', job: 'gradebook.open-courses' }],
  timed: [],
};
