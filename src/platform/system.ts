import { type Clock, dayOf, systemClock } from './clock.ts';
import type { Database } from './database/database.ts';
import type { Files } from './files/files.ts';
import type { Log } from './log.ts';
import type { Settings } from './settings.ts';

/** What one process has at hand. Handed down, never imported: two of them can live in one test. */
export interface System {
  settings: Settings;
  database: Database;
  files: Files;
  clock: Clock;
  log: Log;
  /** Today in Vietnam. */
  today(): string;
  /** The time that phones and other houses know: the clock's, unless sample data stand in a year of their own. */
  phoneTime(): Date;
  /** Where the data are a sample, the day of its story; every page says so. */
  sampleDay(): string | null;
}

export function makeSystem(parts: {
  settings: Settings;
  database: Database;
  files: Files;
  log: Log;
  clock?: Clock;
  phoneTime?: () => Date;
  sampleDay?: () => string | null;
}): System {
  const clock = parts.clock ?? systemClock;
  return {
    ...parts,
    clock,
    today: () => dayOf(clock.now()),
    phoneTime: parts.phoneTime ?? (() => clock.now()),
    sampleDay: parts.sampleDay ?? (() => null),
  };
}
