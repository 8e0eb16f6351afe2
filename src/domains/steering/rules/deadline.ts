import { addDays } from '#platform/clock.ts';

/** A day a plan sets, as its text says it. */
export interface DaySet {
  dueOn: string;
  /** "Chậm nhất ngày", "trong tháng" include the day; "trước ngày" leaves it out. */
  inclusive: boolean;
}

/**
 * The last day on which it is done in time. "Trước ngày 25/02" ends with 24/02: a period ends with its last day (Bộ luật Dân
 * sự 2015, art. 148), and the 25th is not before the 25th. Offices that mean the 25th say so when they review the plan
 * ("kể cả ngày này"), and the plan then counts it. The column `last_day` says the same in the database.
 */
export const lastDayOf = ({ dueOn, inclusive }: DaySet): string => (inclusive ? dueOn : addDays(dueOn, -1));

/** met: in time; late: done, after the last day; missing: not done, and the last day is over; awaited: there is time yet. */
export type Kept = 'met' | 'late' | 'missing' | 'awaited';

export function keptOn(lastDay: string, doneOn: string | null, today: string): Kept {
  if (doneOn !== null) return doneOn <= lastDay ? 'met' : 'late';
  return today > lastDay ? 'missing' : 'awaited';
}

/** Days from today to the last day; negative once it is over. */
export const daysLeft = (lastDay: string, today: string): number =>
  Math.round((Date.parse(lastDay) - Date.parse(today)) / 86_400_000);
