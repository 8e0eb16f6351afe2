import { routes } from '#platform/http/env.ts';

export const familyRoutes = routes();
