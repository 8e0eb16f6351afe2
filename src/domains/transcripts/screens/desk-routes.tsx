import { routes } from '#platform/http/env.ts';
import { classTranscriptRoutes } from './class-routes.tsx';
import { fileRoutes } from './file-routes.ts';
import { hashRoutes } from './hash-routes.ts';
import { keyRoutes } from './key-routes.ts';
import { orderRoutes } from './order-routes.tsx';
import { pupilTranscriptRoutes } from './pupil-routes.tsx';
import { registerKeyRoutes } from './register-key-routes.ts';
import { schoolTranscriptRoutes } from './school-routes.tsx';

/** Making and signing: the school, a class, a pupil, an order of signing, keys, files. */
export const transcriptRoutes = routes();
for (const some of [
  schoolTranscriptRoutes,
  classTranscriptRoutes,
  pupilTranscriptRoutes,
  orderRoutes,
  hashRoutes,
  keyRoutes,
  registerKeyRoutes,
  fileRoutes,
])
  transcriptRoutes.route('/', some);
