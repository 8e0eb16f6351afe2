import { addDays } from '#platform/clock.ts';

interface Day {
  day: string;
  kind: string;
  name: string;
  document: string;
}

export interface DaySpan extends Omit<Day, 'day'> {
  from: string;
  /** The last day, included. */
  to: string;
}

/** Days of one occasion that follow each other, as one span: seven days of Tết are read as one line. Newest first. */
export function groupDays(days: readonly Day[]): DaySpan[] {
  const spans: DaySpan[] = [];
  for (const { day, ...what } of [...days].sort((a, b) => a.day.localeCompare(b.day))) {
    const last = spans.at(-1);
    const goesOn =
      last &&
      addDays(last.to, 1) === day &&
      last.kind === what.kind &&
      last.name === what.name &&
      last.document === what.document;
    if (goesOn) last.to = day;
    else spans.push({ from: day, to: day, ...what });
  }
  return spans.reverse();
}
