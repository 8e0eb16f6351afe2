import { addDays } from '#platform/clock.ts';

export const sessions = ['morning', 'afternoon'] as const;
export type Session = (typeof sessions)[number];

/** Lessons of a session, at most: enough for upper secondary schools with one session a day. */
export const lessons = [1, 2, 3, 4, 5] as const;

/** 1 is Monday, 7 is Sunday, as ISO 8601 and the database count them. */
export const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7;

export interface DayFrame {
  /** The school year, and in which part of it the class stood: `until` is the first day that no longer belongs. */
  from: string;
  until: string;
  today: string;
  /** What the calendar of holidays says of the day. */
  calendar: { kind: string; name: string } | undefined;
}

export type NoSchool = { why: 'outside-year' | 'future' | 'sunday' } | { why: 'holiday'; name: string };

/** Why nothing can be recorded of a class on a day; undefined on a day of school. A Sunday made a working day is one. */
export function whyNoSchool(day: string, frame: DayFrame): NoSchool | undefined {
  if (day > frame.today) return { why: 'future' };
  if (day < frame.from || day >= frame.until) return { why: 'outside-year' };
  if (frame.calendar && frame.calendar.kind !== 'swap-work') return { why: 'holiday', name: frame.calendar.name };
  if (weekdayOf(day) === 7 && !frame.calendar) return { why: 'sunday' };
  return undefined;
}

/** The Monday of a week written as ISO 8601 does ("2023-W47"), or none that there is. */
export function mondayOfWeek(week: string): string | undefined {
  const parts = /^(\d{4})-W(\d{2})$/.exec(week);
  if (!parts) return undefined;
  // The fourth of January lies in the first week.
  const fourth = `${parts[1]}-01-04`;
  const monday = addDays(fourth, 1 - weekdayOf(fourth) + 7 * (Number(parts[2]) - 1));
  return weekOf(monday) === week ? monday : undefined;
}

/** "2023-W47" of any of its days. */
export function weekOf(day: string): string {
  const thursday = addDays(day, 4 - weekdayOf(day));
  const nth = Math.floor((Date.parse(thursday) - Date.parse(`${thursday.slice(0, 4)}-01-01`)) / (7 * 86_400_000)) + 1;
  return `${thursday.slice(0, 4)}-W${String(nth).padStart(2, '0')}`;
}

/** All days of a month ("2023-11"), and the day after the last. */
export function daysOfMonth(month: string): { days: string[]; until: string } {
  const first = `${month}-01`;
  const days: string[] = [];
  for (let day = first; day.startsWith(month); day = addDays(day, 1)) days.push(day);
  return { days, until: addDays(first, days.length) };
}

/** The month so many months later (or earlier, where negative). */
export function addMonths(month: string, many: number): string {
  const at = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + many;
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
}
