import type { PeriodKind } from '#platform/indicator.ts';

export interface SchoolYearDays {
  school_year: string;
  from_day: string;
  until_day: string;
}

export interface Period {
  /** "2023" or "2022-2023". */
  key: string;
  fromDay: string;
  /** The first day after it. */
  untilDay: string;
}

/** The school year in force on a day: between two years, the one that ended last (its records still say how things stand). */
export function schoolYearAt(years: readonly SchoolYearDays[], day: string): SchoolYearDays | undefined {
  return years.filter(year => year.from_day <= day).sort((a, b) => b.from_day.localeCompare(a.from_day))[0];
}

export function calendarYearAt(day: string): Period {
  const year = day.slice(0, 4);
  return { key: year, fromDay: `${year}-01-01`, untilDay: `${Number(year) + 1}-01-01` };
}

/** The period a plain indicator is read for on a day; undefined where no school year is known yet. */
export function periodAt(kind: PeriodKind, years: readonly SchoolYearDays[], day: string): Period | undefined {
  if (kind === 'calendar-year') return calendarYearAt(day);
  const year = schoolYearAt(years, day);
  return year && { key: year.school_year, fromDay: year.from_day, untilDay: year.until_day };
}

/** What a target's own days are called: "2023" within one calendar year, else "2022-2023". */
export function periodOfDays(fromDay: string, untilDay: string): Period {
  const first = fromDay.slice(0, 4);
  const last = String(new Date(Date.parse(`${untilDay}T00:00:00Z`) - 86_400_000).getUTCFullYear());
  return { key: first === last ? first : `${first}-${last}`, fromDay, untilDay };
}

/** The last days of the months of a period up to a day, then the day itself: the points of a trend. */
export function monthEnds(fromDay: string, untilDay: string, day: string): string[] {
  const ends: string[] = [];
  const at = new Date(`${fromDay.slice(0, 7)}-01T00:00:00Z`);
  for (;;) {
    at.setUTCMonth(at.getUTCMonth() + 1);
    const end = new Date(at.getTime() - 86_400_000).toISOString().slice(0, 10);
    if (end >= day || end >= untilDay || ends.length >= 24) break;
    if (end >= fromDay) ends.push(end);
  }
  return [...ends, day];
}
