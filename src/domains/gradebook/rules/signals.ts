import { divideHalfUp, sum, type Tenths } from './tenths.ts';

/**
 * What in a school's marks deserves a look. A signal accuses nobody: it opens the sheet, and the principal notes what was
 * found (TT 22/2021 art. 18: the principal checks the entries every month).
 */
export const signalKinds = [
  'correction',
  'reopened',
  'identical',
  'all-equal',
  'jump',
  'terms-apart',
  'all-at-once',
  'night',
] as const;
export type SignalKind = (typeof signalKinds)[number];

/** Fewer equal marks than these may well be chance. */
export const fewestAlike = 10;
/** A test this far from the mean of the regular marks (tenths). */
export const jumpTenths: Tenths = 40;
/** A term's mean this far from the other term's (tenths). */
export const apartTenths: Tenths = 30;
/** A column filled within this time at one go, this many days after its deadline. */
const atOnceSeconds = 60;
const lateDays = 7;
/** From this hour to that one in Việt Nam; this many marks of a course in one night. */
export const night = { fromHour: 23, untilHour: 5, marks: 15 } as const;

/** The marks of a scored column in a word: how many, the lowest and highest, and a text that is equal where all marks are. */
export interface ColumnSeen {
  columnId: number;
  courseId: number;
  term: number;
  marks: number;
  lowest: Tenths | null;
  highest: Tenths | null;
  fingerprint: string | null;
}

/** Columns of one course in which the same pupils have the same marks: each later one with the first of its like. */
export function identicalColumns(columns: readonly ColumnSeen[]): [first: ColumnSeen, copy: ColumnSeen][] {
  const seen = new Map<string, ColumnSeen>();
  const found: [ColumnSeen, ColumnSeen][] = [];
  for (const column of columns) {
    if (column.marks < fewestAlike || column.fingerprint === null || isAllEqual(column)) continue;
    const key = `${column.courseId} ${column.fingerprint}`;
    const first = seen.get(key);
    if (first) found.push([first, column]);
    else seen.set(key, column);
  }
  return found;
}

/** Everyone has the same mark. */
export const isAllEqual = ({ marks, lowest, highest }: Pick<ColumnSeen, 'marks' | 'lowest' | 'highest'>): boolean =>
  marks >= fewestAlike && lowest !== null && lowest === highest;

/** A mid-term or final mark far from the mean of the pupil's regular marks. */
export const isJump = (regular: readonly Tenths[], test: Tenths): boolean =>
  regular.length > 0 && Math.abs(test - divideHalfUp(sum(regular), regular.length)) >= jumpTenths;

/** The second term's mean far from the first's. */
export const isApart = (first: Tenths, second: Tenths): boolean => Math.abs(second - first) >= apartTenths;

/** A whole column entered at one go, long after it was due. */
export function isAllAtOnce(entry: { marks: number; seconds: number; daysLate: number | null }): boolean {
  return (
    entry.marks >= fewestAlike && entry.seconds < atOnceSeconds && entry.daysLate !== null && entry.daysLate >= lateDays
  );
}
