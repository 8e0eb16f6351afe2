import { routes } from '#platform/http/env.ts';

/** The year's end: what is missing, decide, hand in, approve, promote. */
export const yearEndRoutes = routes();
