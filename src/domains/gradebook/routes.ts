import { routes } from '#platform/http/env.ts';
import { checkRoutes } from './screens/checks-routes.tsx';
import { familyRoutes } from './screens/family-routes.tsx';
import { homeroomRoutes } from './screens/homeroom-routes.tsx';
import { oversightRoutes } from './screens/oversight-routes.tsx';
import { resultRoutes } from './screens/results-routes.tsx';
import { sheetRoutes } from './screens/sheet-routes.tsx';
import { yearEndRoutes } from './screens/year-end-routes.tsx';

/** The pages of the gradebook: sheets, homeroom, oversight, results, checks, and what families see. */
export const gradebookRoutes = routes();
for (const some of [
  sheetRoutes,
  homeroomRoutes,
  oversightRoutes,
  resultRoutes,
  yearEndRoutes,
  checkRoutes,
  familyRoutes,
])
  gradebookRoutes.route('/', some);
