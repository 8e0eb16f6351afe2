import type { Said } from '#platform/words.ts';
import type { IndicatorOffered } from './rules/suggest-indicator.ts';

/** An indicator as targets are bound to it. */
export interface IndicatorToBind {
  key: string;
  words: Record<keyof Said, { name: string; how: string }>;
  levels?: readonly string[];
  origin: 'computed' | 'declared';
}

let known: readonly IndicatorToBind[] = [];

/** Called once by src/routes.ts: indicators stand above steering, so they come to it. */
export function setIndicatorCatalogue(catalogue: readonly IndicatorToBind[]): void {
  known = catalogue;
}

export const indicatorCatalogue = (): readonly IndicatorToBind[] => known;

/** In the words of plans, which are Vietnamese whatever language the reader has chosen. */
export const indicatorsOffered = (): IndicatorOffered[] =>
  known.map(one => ({ key: one.key, words: [one.words.vi.name, one.words.vi.how], levels: one.levels ?? null }));
