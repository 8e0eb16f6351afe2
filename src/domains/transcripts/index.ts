/** The front door of transcripts: made, signed, checked, handed over. What may be read stands in the views transcripts.published_*. */
export { transcriptsIndicators } from './indicators.ts';
export { transcriptsJobs } from './jobs.ts';
export { transcriptsRoutes } from './routes.ts';
