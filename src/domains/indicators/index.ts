/** The front door of the indicators: how things stand, and what lies behind. */
export { catalogue, computedIndicators, findIndicator } from './catalogue.ts';
export { indicatorsJobs } from './jobs.ts';
export { type RefreshAsked, refresh } from './refresh.ts';
export { targetKey } from './rules/series.ts';
export { type Comparator, type Figure, type Standing, shareOf, standingOf } from './rules/state.ts';
