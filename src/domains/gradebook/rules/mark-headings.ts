import { plainHeading } from '#platform/sheets/compare-headings.ts';
import type { ColumnKind } from './columns.ts';

/** What a column of a file holds: the pupil's code, name or birth day, a comment, or a column of the sheet ("regular.2"); else nothing of ours. */
export type HeadingRole =
  | 'code'
  | 'name'
  | 'family-name'
  | 'given-name'
  | 'birth'
  | 'comment'
  | 'none'
  | `${ColumnKind}.${number}`;

export interface SheetHeading {
  /** From 0. */
  index: number;
  /** The upper line, carried on over what it spans, and the lower one. */
  above: string;
  below: string;
}

const ignored = /dtb|tbm|trungbinh|^tb|xeploai|hocluc|canam|^stt$|^tt$|ghichu|danhhieu/;
const regular = /(?:ddgtx|dgtx|tx|thuongxuyen|kttx|regular|reg)/;
const midTerm = /(?:ddggk|dggk|gk|giuaki|giuaky|giuahocki|giuahocky|giuahk|midterm)/;
const final = /(?:ddgck|dgck|ck|cuoiki|cuoiky|cuoihocki|cuoihocky|cuoihk|cuoinam|final|^end|thihk|kthk)/;
const topic = /(?:chuyende|cumchuyende|topic)/;
const level = /(?:muc|level|danhgia$|ketqua)/;
const test = /(?:diem|test|kt|baikiemtra)/;
const lastFigure = /(\d{1,2})(?!.*\d)/;

const people: readonly [RegExp, HeadingRole][] = [
  [/^(?:mahocsinh|mahs|madinhdanh|madinhdanhbgddt|madinhdanhbo|mahocsinhbo|pupilcode|code)$/, 'code'],
  [/^(?:hovaten|hoten|hotenhocsinh|hovatenhocsinh|tenhocsinh|hocsinh|name|fullname)$/, 'name'],
  [/^(?:hodem|hovadem|hovatendem|ho)$/, 'family-name'],
  [/^ten$/, 'given-name'],
  [/^(?:ngaysinh|ngaythangnamsinh|sinhngay|dateofbirth)$/, 'birth'],
  [/(?:nhanxet|loinhanxet|comment)/, 'comment'],
];

const squeezed = (text: string) => plainHeading(text).replaceAll(' ', '');

/**
 * What a heading means, by the names that vnEdu, SMAS and our own files give: TX1, ĐĐGtx 1, "ĐĐGtx" over 1 2 3, GK, ĐĐGgk, CK, ĐTB
 * (which is computed, and never read). `seen` counts regular columns whose heading has no number.
 */
function roleOf(
  { above, below }: SheetHeading,
  isPrimary: boolean,
  seen: { regular: number; topic: number },
): HeadingRole {
  const lower = squeezed(below || above);
  const whole = squeezed(`${above} ${below}`);
  for (const [pattern, role] of people) if (pattern.test(lower) || pattern.test(whole)) return role;
  if (ignored.test(lower) || (below === '' && ignored.test(whole))) return 'none';
  if (isPrimary) {
    const when = midTerm.test(whole) ? 'mid' : final.test(whole) ? 'end' : undefined;
    if (!when) return 'none';
    if (level.test(lower)) return `${when}-level.1`;
    return test.test(lower) ? `${when}-test.1` : level.test(whole) ? `${when}-level.1` : `${when}-test.1`;
  }
  if (topic.test(whole)) return `topic.${Number(lastFigure.exec(lower)?.[1] ?? ++seen.topic)}`;
  if (regular.test(whole)) {
    seen.regular++;
    return `regular.${Number(lastFigure.exec(lower)?.[1] ?? seen.regular)}`;
  }
  if (midTerm.test(whole)) return 'mid-term.1';
  return final.test(whole) ? 'final.1' : 'none';
}

/** What each heading of a file means. Of two that mean the same, the first counts: a file of a whole year has the terms one after the other. */
export function rolesOf(headings: readonly SheetHeading[], isPrimary: boolean): HeadingRole[] {
  const seen = { regular: 0, topic: 0 };
  const taken = new Set<HeadingRole>();
  return headings.map(heading => {
    const role = roleOf(heading, isPrimary, seen);
    if (role === 'none' || taken.has(role)) return 'none';
    taken.add(role);
    return role;
  });
}
