import { fold } from '#platform/text/index.ts';

export type SchoolLevel = 'preschool' | 'primary' | 'lower-secondary' | 'upper-secondary' | 'continuing';

const general: readonly SchoolLevel[] = ['primary', 'lower-secondary', 'upper-secondary'];
const secondary: readonly SchoolLevel[] = ['lower-secondary', 'upper-secondary'];

/** Longer names first: "trung hoc pho thong" is not "trung hoc" and "pho thong". */
const named: readonly [words: RegExp, levels: readonly SchoolLevel[]][] = [
  [/trung hoc co so|\bthcs\b/g, ['lower-secondary']],
  [/trung hoc pho thong|\bthpt\b/g, ['upper-secondary']],
  [/mam non|mau giao|nha tre/g, ['preschool']],
  [/tieu hoc/g, ['primary']],
  [/trung hoc/g, secondary],
  [/giao duc thuong xuyen|gdnn|gdtx/g, ['continuing']],
  [/pho thong/g, general],
];

/** The levels of schooling that a text names ("cấp Tiểu học", "cơ sở giáo dục phổ thông"); null where it names none. */
export function levelsNamed(text: string): SchoolLevel[] | null {
  let rest = fold(text);
  const found = new Set<SchoolLevel>();
  for (const [words, levels] of named) {
    if (!rest.match(words)) continue;
    for (const level of levels) found.add(level);
    rest = rest.replace(words, ' ');
  }
  return found.size > 0 ? [...found] : null;
}
