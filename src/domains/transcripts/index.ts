/** The front door of transcripts: made, signed, checked, handed over. What may be read stands in the views transcripts.published_*. */

export { askSigning } from './commands/ask-signing.ts';
export { confirmCourse } from './commands/confirm-course.ts';
export { makeTranscripts } from './commands/make-transcripts.ts';
export { revokeTranscript } from './commands/revoke-transcript.ts';
export { transcriptsIndicators } from './indicators.ts';
export { workOffOrder } from './jobs/work-off-order.ts';
export { transcriptsJobs } from './jobs.ts';
export { transcriptsRoutes } from './routes.ts';
