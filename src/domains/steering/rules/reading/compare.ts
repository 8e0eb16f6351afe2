import type { Comparator } from './types.ts';

const filler =
  '(?:\\s*(?:dat|la|tu|co|duoc|phai|muc|khoang|ty le|ti le|ty trong|ti trong|so luong|du|con|tang|giam|them|len|den|o muc|ty le la|dam bao|bao dam|hoan thanh))*\\s*$';

const before: [RegExp, Comparator][] = [
  [
    new RegExp(
      `(?:toi thieu|it nhat|khong duoi|khong thap hon|khong it hon|khong nho hon|chi it|lon hon hoac bang|>=|≥|\\u2265)${filler}`,
      'u',
    ),
    'at-least',
  ],
  [
    new RegExp(
      `(?:khong qua|khong vuot qua|khong vuot|toi da|nhieu nhat|khong cao hon|khong lon hon|khong nhieu hon|nho hon hoac bang|<=|≤)${filler}`,
      'u',
    ),
    'at-most',
  ],
  [new RegExp(`(?:(?<![a-z])(?:tren|hon|vuot|vuot qua|cao hon|lon hon|nhieu hon)|>)${filler}`, 'u'), 'more-than'],
  [new RegExp(`(?:(?<![a-z])(?:duoi|thap hon|it hon|nho hon|chua den|chua toi)|<)${filler}`, 'u'), 'less-than'],
];
const fromUp = /(?<!\p{L})từ\s*$/iu;
const equal = /(?:(?<!\p{L})(?:bằng|đúng|đủ)|=)\s*$/iu;
const afterUp = /^[^.;,%]{0,40}?\btro len\b/u;
const afterDown = /^[^.;,%]{0,40}?\btro xuong\b/u;

/**
 * How a number is meant to be compared, by the words before and after it ('không dưới 70%', '85% trở lên').
 * `null`: the text does not say. `text` and `flat` are the same stretch, with and without marks.
 */
export function comparatorAround(
  text: string,
  flat: string,
  from: number,
  to: number,
  lower: number,
): Comparator | null {
  const left = Math.max(lower, from - 60);
  const flatBefore = flat.slice(left, from);
  const flatAfter = flat.slice(to, to + 60);
  if (afterUp.test(flatAfter)) return 'at-least';
  if (afterDown.test(flatAfter)) return 'at-most';
  const said = before.find(([pattern]) => pattern.test(flatBefore))?.[1];
  if (said) return said;
  const marked = text.slice(left, from);
  if (fromUp.test(marked)) return 'at-least';
  return equal.test(marked) ? 'exactly' : null;
}
