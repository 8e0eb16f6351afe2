import { readFileSync } from 'node:fs';
import { readTextBlocks } from '#platform/documents/read-text.ts';
import { readPlan } from './read-plan.ts';
import type { Measure, PlanRead } from './types.ts';

/** Plans written for the tests, each set in another way; no place and no person in them is real. */
export const readSpecimen = (name: string): PlanRead =>
  readPlan(readTextBlocks(readFileSync(new URL(`./specimens/${name}.txt`, import.meta.url), 'utf8')));

const signs = { 'at-least': '>=', 'more-than': '>', exactly: '=', 'at-most': '<=', 'less-than': '<', unspecified: '?' };

/** '>= 85 percent · trường học': a measure on one line. */
export function inShort(measure: Measure): string {
  const unit = measure.noun ?? measure.unit;
  const within = measure.within.length > 0 ? ` [${measure.within.map(inShort).join(', ')}]` : '';
  const by = measure.by ? ` by ${measure.by.slice(0, 4)}` : '';
  const value = measure.upTo === null ? measure.value : `${measure.value}-${measure.upTo}`;
  return `${signs[measure.comparator]} ${value} ${unit}${by}${measure.scope ? ` · ${measure.scope}` : ''}${within}`;
}

export const measuresInShort = (plan: PlanRead) =>
  plan.targets.map(target => `${target.place.section}: ${target.measures.map(inShort).join(' | ')}`);
