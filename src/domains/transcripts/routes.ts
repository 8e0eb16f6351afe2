import { routes } from '#platform/http/env.ts';
import { checkingRoutes } from './screens/check-routes.tsx';
import { transcriptRoutes } from './screens/desk-routes.tsx';
import { handoverRoutes } from './screens/handover-routes.tsx';

/** The pages of transcripts: making and signing, checking by anyone, handing over. */
export const transcriptsRoutes = routes();
for (const some of [transcriptRoutes, checkingRoutes, handoverRoutes]) transcriptsRoutes.route('/', some);
