import { foldSpelling } from '../text/index.ts';
import type { ColumnSpec } from './spec.ts';

/** A heading without marks, case and punctuation: 'Ngày sinh (dd/mm/yyyy) *' → 'ngay sinh dd mm yyyy'. */
export function plainHeading(heading: string): string {
  return foldSpelling(heading)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const withoutBrackets = (heading: string) => plainHeading(heading.replace(/\([^)]*\)?|\[[^\]]*\]?/gu, ' '));
const bagOfWords = (plain: string) => plain.split(' ').sort().join(' ');

/** How a heading of a file may be read; `below` stands under it in headings of two rows. */
export type WrittenHeading = { readonly above: string; readonly below: string };

/** The names that a column goes by, made comparable once. */
export function namesOf(column: ColumnSpec): ReadonlySet<string> {
  const written = [column.heading.vi, column.heading.en, ...(column.aliases ?? [])];
  return new Set(written.flatMap(name => [plainHeading(name), withoutBrackets(name)]).filter(name => name !== ''));
}

/**
 * How well a heading fits a column: 5 word for word, 4 without its brackets, 3 the same words in another order
 * ("Cha | Họ tên" for "Họ tên cha"), 2 one of several names ("CCCD/Số định danh"), 1 the lower of two rows alone.
 */
export function fitOf({ above, below }: WrittenHeading, names: ReadonlySet<string>): number {
  const whole = `${above} ${below}`;
  if (names.has(plainHeading(whole))) return 5;
  if (names.has(withoutBrackets(whole))) return 4;
  const bags = new Set([...names].map(bagOfWords));
  if (above !== '' && below !== '' && bags.has(bagOfWords(withoutBrackets(whole)))) return 3;
  const alone = below === '' ? above : below;
  if (alone.split(/[/\n|;]/u).some(part => names.has(withoutBrackets(part))))
    return below === '' || above === '' ? 2 : 1;
  return 0;
}
