/** The front door of the gradebook: marks, results, promotion. What may be read stands in the views gradebook.published_*. */
export { may as mayGradebook } from './access.ts';
export { gradebookIndicators } from './indicators.ts';
export { gradebookJobs } from './jobs.ts';
export { gradebookRoutes } from './routes.ts';
