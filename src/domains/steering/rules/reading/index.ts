/** Reading a plan document into its structure. Pure: blocks in, `PlanRead` out. */
export { readPlan } from './read-plan.ts';
export type * from './types.ts';
