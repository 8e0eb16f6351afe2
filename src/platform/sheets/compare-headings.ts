import { foldSpelling } from '../text/index.ts';
import type { Columns } from './spec.ts';

/** A heading without marks, case and punctuation: 'Ngày sinh (dd/mm/yyyy) *' → 'ngay sinh dd mm yyyy'. */
export function plainHeading(heading: string): string {
  return foldSpelling(heading)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const withoutBrackets = (heading: string) => plainHeading(heading.replace(/\([^)]*\)?|\[[^\]]*\]?/gu, ' '));
const bagOfWords = (plain: string) => plain.split(' ').sort().join(' ');

/** A heading as a file has it; `below` stands under `above` in headings of two rows. */
export type WrittenHeading = { readonly above: string; readonly below: string };

/** The names that columns go by, made comparable once: name → keys of columns. */
export type KnownNames = {
  readonly plain: ReadonlyMap<string, ReadonlySet<string>>;
  readonly bags: ReadonlyMap<string, ReadonlySet<string>>;
};

export function knownNames(columns: Columns): KnownNames {
  const plain = new Map<string, Set<string>>();
  const bags = new Map<string, Set<string>>();
  const add = (map: Map<string, Set<string>>, name: string, key: string) =>
    map.set(name, (map.get(name) ?? new Set()).add(key));
  for (const [key, { heading, aliases = [] }] of Object.entries(columns))
    for (const written of [heading.vi, heading.en, ...aliases])
      for (const name of [plainHeading(written), withoutBrackets(written)]) {
        if (name === '') continue;
        add(plain, name, key);
        add(bags, bagOfWords(name), key);
      }
  return { plain, bags };
}

/**
 * Which columns a heading may be, and how well it fits: 5 word for word, 4 without its brackets, 3 the same words in
 * another order ("Cha | Họ tên" for "Họ tên cha"), 2 one of several names ("CCCD/Số định danh"), 1 the lower of two
 * rows alone.
 */
export function fitsOf({ above, below }: WrittenHeading, { plain, bags }: KnownNames): ReadonlyMap<string, number> {
  const fits = new Map<string, number>();
  const add = (keys: ReadonlySet<string> | undefined, fit: number) => {
    for (const key of keys ?? []) if (!fits.has(key)) fits.set(key, fit);
  };
  const whole = `${above} ${below}`;
  if (whole === ' ') return fits;
  const bare = withoutBrackets(whole);
  const twoRows = above !== '' && below !== '';
  add(plain.get(plainHeading(whole)), 5);
  add(plain.get(bare), 4);
  if (twoRows) add(bags.get(bagOfWords(bare)), 3);
  for (const part of (below === '' ? above : below).split(/[/\n|;]/u))
    add(plain.get(withoutBrackets(part)), twoRows ? 1 : 2);
  return fits;
}
