import { sql } from 'kysely';
import { type MarkLevel, type MarkValue, noMark } from '../rules/read-mark.ts';

/** A mark in one number, so that a sheet of 600 reads fast: the revision in thousands, and what stands below. Of the row `m`. */
export const packed = sql`m.revision * 1000 + case when m.tenths is not null then m.tenths
  else case m.level when 'passed' then 101 when 'not-passed' then 102 when 'T' then 103 when 'H' then 104 when 'C' then 105 else 999 end end`;
const levelsPacked: readonly MarkLevel[] = ['passed', 'not-passed', 'T', 'H', 'C'];

export const revisionOf = (mark: number | undefined): number => (mark === undefined ? 0 : Math.floor(mark / 1000));

/** What stands in a packed mark. */
export function markOf(mark: number | undefined): MarkValue {
  if (mark === undefined) return noMark;
  const value = mark % 1000;
  if (value <= 100) return { tenths: value, level: null };
  const level = levelsPacked[value - 101];
  return level ? { tenths: null, level } : noMark;
}
