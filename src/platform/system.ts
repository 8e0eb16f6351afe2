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
}

export function makeSystem(parts: {
  settings: Settings;
  database: Database;
  files: Files;
  log: Log;
  clock?: Clock;
}): System {
  const clock = parts.clock ?? systemClock;
  return { ...parts, clock, today: () => dayOf(clock.now()) };
}
