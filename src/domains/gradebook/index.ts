/** The front door of the gradebook: marks, results, promotion. What may be read stands in the views gradebook.published_*. */
export { may as mayGradebook } from './access.ts';
export { checkResults } from './commands/check-results.ts';
export { computeResults } from './commands/compute-results.ts';
export { type CommentAnswer, enterComments } from './commands/enter-comments.ts';
export { type CellAnswer, enterMarks, type MarksAnswer } from './commands/enter-marks.ts';
export { openCourses } from './commands/open-courses.ts';
export { recordOutsideResult } from './commands/record-outside-result.ts';
export { gradebookIndicators, mostMarksDueAreEntered } from './indicators.ts';
export { gradebookJobs } from './jobs.ts';
export { countWaiting } from './queries/corrections.ts';
export { gradebookRoutes } from './routes.ts';
export { type Trait, traitsOf } from './rules/traits.ts';
