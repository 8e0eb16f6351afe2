/** Reading a plan document into its structure. Pure: blocks in, `PlanRead` out. */
export type * from './types.ts';
