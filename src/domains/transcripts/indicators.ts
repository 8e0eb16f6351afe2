import type { ComputedIndicator } from '#platform/indicator.ts';

export const transcriptsIndicators: readonly ComputedIndicator[] = [];
