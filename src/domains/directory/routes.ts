import { routes } from '#platform/http/env.ts';
import { peopleRoutes } from './screens/people-routes.tsx';
import { placeFormRoutes } from './screens/place-form-routes.tsx';
import { placeRoutes } from './screens/place-routes.tsx';
import { reorganiseRoutes } from './screens/reorganise-routes.tsx';
import { roleRoutes } from './screens/role-routes.tsx';

/** The pages of the directory: /places, /roles, /people. */
export const directoryRoutes = routes();
for (const some of [placeRoutes, placeFormRoutes, reorganiseRoutes, roleRoutes, peopleRoutes])
  directoryRoutes.route('/', some);
