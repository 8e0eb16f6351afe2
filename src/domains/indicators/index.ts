/** The front door of the indicators: how things stand, and what lies behind. */
export { catalogue, computedIndicators, findIndicator } from './catalogue.ts';
export { indicatorsJobs } from './jobs.ts';
export {
  type ReadingShown,
  schoolsWithData,
  type TargetLine,
  type TrendShown,
  targetLines,
  trendsOf,
} from './queries/board.ts';
export { type OwnFigure, ownFigures } from './queries/own-figures.ts';
export {
  dayShown,
  findPlace,
  findPlan,
  findUnitWatched,
  findWatched,
  type PlaceWatched,
  type PlanWatched,
  plansAbove,
  publicPlans,
} from './queries/plans.ts';
export {
  declarationsOf,
  findTargetLine,
  type GroupLine,
  groupsOf,
  rowsBehind,
  type Said as Declaration,
  type UnitLine,
  unitsOf,
} from './queries/target.ts';
export {
  type Blocked,
  type DeadlineShown,
  deadlinesOf,
  type QuietSchool,
  quietSchoolList,
  quietSchools,
  whereBlocked,
} from './queries/today.ts';
export { type RefreshAsked, refresh } from './refresh.ts';
export { targetKey } from './rules/series.ts';
export {
  type Comparator,
  type Figure,
  isShare,
  isTooSmallForPublic,
  type Standing,
  shareOf,
  standingOf,
} from './rules/state.ts';
