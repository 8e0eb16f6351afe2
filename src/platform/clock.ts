/** The one source of "now". Tests and the demo set it, so that a deadline or a school year can be rehearsed. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that goes as fast as any, but shows another time: sample data live in their own year. */
export function shiftedClock(): Clock & { shiftBy(milliseconds: number): void } {
  let shift = 0;
  return {
    now: () => new Date(Date.now() + shift),
    shiftBy: milliseconds => {
      shift = milliseconds;
    },
  };
}

/** A clock that stands where it is put. */
export function settableClock(start: string | Date): Clock & { set(to: string | Date): void } {
  let at = new Date(start);
  return {
    now: () => new Date(at),
    set: to => {
      at = new Date(to);
    },
  };
}

const vietnamDay = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Ho_Chi_Minh',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The day it is in Vietnam (no daylight saving, one zone), as "2023-02-25". */
export const dayOf = (moment: Date): string => vietnamDay.format(moment);

/** The day some days later (or earlier, where negative). */
export function addDays(day: string, days: number): string {
  const moved = new Date(`${day}T00:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + days);
  return moved.toISOString().slice(0, 10);
}
