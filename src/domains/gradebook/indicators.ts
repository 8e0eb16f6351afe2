import type { ComputedIndicator } from '#platform/indicator.ts';

export const gradebookIndicators: readonly ComputedIndicator[] = [];
