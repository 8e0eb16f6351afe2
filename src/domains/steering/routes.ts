import { routes } from '#platform/http/env.ts';
import { deadlineRoutes } from './routes/deadlines.ts';
import { declareRoutes } from './routes/declare.ts';
import { planRoutes } from './routes/plans.ts';
import { reviewRoutes } from './routes/review.ts';
import { reviewDeadlineRoutes } from './routes/review-deadline.ts';
import { reviewTargetRoutes } from './routes/review-target.ts';
import { reviewTaskRoutes } from './routes/review-task.ts';
import { taskRoutes } from './routes/tasks.ts';

/** Plans and their review, tasks, deadlines, declared values. */
export const steeringRoutes = routes()
  .route('/', planRoutes)
  .route('/', reviewRoutes)
  .route('/', reviewTargetRoutes)
  .route('/', reviewTaskRoutes)
  .route('/', reviewDeadlineRoutes)
  .route('/', taskRoutes)
  .route('/', deadlineRoutes)
  .route('/', declareRoutes);
