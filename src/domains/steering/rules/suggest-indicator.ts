import { fold } from '#platform/text/index.ts';
import { levelsNamed } from './scope-of-units.ts';

/** What is known of an indicator where targets are bound: told by the indicators' domain (catalogue.ts). */
export interface IndicatorOffered {
  key: string;
  /** Its name first, then other words that tell what it is about. */
  words: readonly string[];
  levels: readonly string[] | null;
}

export interface Suggestion {
  key: string;
  /** 0 to 1: the share of the indicator's own words that the target says. */
  fit: number;
}

/** Below this share a likeness is an accident. */
const LEAST_FIT = 0.42;

const empty = new Set(
  'va cac cua cho tai trong tren den duoc dat la co theo voi ve tu the khong mot nhung qua bang so don vi'.split(' '),
);

/** Pairs of syllables carry the meaning in Vietnamese ("hoc phi", "hoc ba"); single ones fill in. */
function termsOf(text: string): Set<string> {
  const syllables = fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(each => each !== '' && !/^\d+$/.test(each));
  const terms = new Set<string>();
  syllables.forEach((syllable, index) => {
    const next = syllables[index + 1];
    if (!empty.has(syllable)) terms.add(syllable);
    if (next && !(empty.has(syllable) && empty.has(next))) terms.add(`${syllable} ${next}`);
  });
  return terms;
}

/** A term that few indicators share says more. */
function weigh(offered: readonly Set<string>[]): (term: string) => number {
  const holders = new Map<string, number>();
  for (const terms of offered) for (const term of terms) holders.set(term, (holders.get(term) ?? 0) + 1);
  return term => Math.log(1 + offered.length / (holders.get(term) ?? offered.length)) * (term.includes(' ') ? 1.5 : 1);
}

/**
 * Which indicators a target's words are about, the likeliest first. Only a suggestion: a person binds. Where the target names
 * levels of schooling, an indicator of other levels is not offered.
 */
export function suggestIndicators(text: string, scope: string, catalogue: readonly IndicatorOffered[]): Suggestion[] {
  const names = catalogue.map(one => termsOf(one.words[0] ?? ''));
  const weight = weigh(names);
  const said = termsOf(`${text} ${scope}`);
  const levels = levelsNamed(scope) ?? levelsNamed(text);
  return catalogue
    .map((one, index) => {
      const own = [...(names[index] ?? [])];
      const others = termsOf(one.words.slice(1).join(' '));
      const total = own.reduce((sum, term) => sum + weight(term), 0);
      const shared = own.filter(term => said.has(term)).reduce((sum, term) => sum + weight(term), 0);
      // Other words (how it is counted) only break ties: they name much that is not the subject.
      const besides = [...said].filter(term => term.includes(' ') && others.has(term)).length;
      return {
        key: one.key,
        fit: total === 0 ? 0 : Math.min(1, shared / total + Math.min(besides, 8) * 0.015),
        levels: one.levels,
      };
    })
    .filter(
      one =>
        one.fit >= LEAST_FIT &&
        (!levels || !one.levels || one.levels.some(level => levels.some(named => named === level))),
    )
    .sort((a, b) => b.fit - a.fit)
    .map(({ key, fit }) => ({ key, fit }));
}
