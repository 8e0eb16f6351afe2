import { fromTenths, none } from '#platform/format.ts';
import type { DifferenceSeen } from '../queries/result-checks.ts';
import type { GradebookWords } from '../words/index.ts';

const has = <K extends string>(words: Readonly<Record<K, string>>, key: string): key is K => Object.hasOwn(words, key);

/** "Kết quả học tập", or the subject. */
export function sayWhat(what: string, subjects: ReadonlyMap<string, string>, text: GradebookWords): string {
  const key = /^subject:(.+)$/.exec(what)?.[1];
  return key ? (subjects.get(key) ?? key) : (text.checks.what[what] ?? what);
}

/** A value of a result in the words of its circular; of a subject, its mark or level. */
export function sayValue({ regime, what }: DifferenceSeen, value: string | null, text: GradebookWords): string {
  if (value === null) return none;
  if (what.startsWith('subject:')) {
    const [, , tenths = '-', level = '-', exempt] = value.split(' ');
    const said = [
      level !== '-' && has(text.levels.mark, level) ? text.levels.mark[level] : '',
      tenths === '-' ? '' : fromTenths(Number(tenths)),
    ];
    return exempt === 'exempt' ? text.summary.exempt : said.filter(Boolean).join(' ') || none;
  }
  if (what === 'mean') return fromTenths(Number(value));
  if (what === 'whole') return text.checks.whole[value] ?? value;
  if (what === 'outcome' && has(text.levels.outcomes, value)) return text.levels.outcomes[value];
  if (what === 'outcome-why' && has(text.levels.why, value)) return text.levels.why[value];
  if (!regime) return value;
  // The words of levels take only keys of the circulars, and these come from a column that holds no others.
  if (what === 'academic') return text.levels.academic(regime, value as Parameters<typeof text.levels.academic>[1]);
  if (what === 'conduct') return text.levels.conduct(value as Parameters<typeof text.levels.conduct>[0]);
  if (what === 'award') return text.levels.award(regime, value as Parameters<typeof text.levels.award>[1]);
  return value;
}
