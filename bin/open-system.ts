import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { dayOf, shiftedClock } from '#platform/clock.ts';
import { openDatabase } from '#platform/database/database.ts';
import { startEmbedded } from '#platform/database/embedded.ts';
import { migrate } from '#platform/database/migrate.ts';
import { openFiles } from '#platform/files/files.ts';
import { makeLog } from '#platform/log.ts';
import { readSettings, type Settings } from '#platform/settings.ts';
import { makeSystem, type System } from '#platform/system.ts';
import { storyShift } from '../src/demo/story-time.ts';

export interface OpenedSystem {
  system: System;
  /** Puts the clock into the year of the sample data, where there are any. */
  tellStoryTime(): Promise<void>;
  /** Closes what was opened here; a database that another process started goes on. */
  close(): Promise<void>;
}

const runningFile = (settings: Settings) => path.join(settings.dataFolder, 'running.json');

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

/** The database of a Rông that is running on this data folder, for the commands typed beside it. */
async function findRunning(settings: Settings): Promise<string | undefined> {
  const file = runningFile(settings);
  if (!existsSync(file)) return undefined;
  const { ownerUrl } = JSON.parse(readFileSync(file, 'utf8')) as { ownerUrl: string };
  return (await answers(ownerUrl)) ? ownerUrl : undefined;
}

/**
 * Opens the house: DATABASE_URL where it is set, else the database of the data folder (joined where a Rông runs on it and
 * `join` allows, else started), migrated to the newest state.
 */
export async function openSystem(options: { join: boolean } = { join: true }): Promise<OpenedSystem> {
  const settings = readSettings();
  // Files and the note of a running database lie here, even where the database itself had to move (embedded.ts).
  mkdirSync(settings.dataFolder, { recursive: true });
  const running = settings.DATABASE_URL ?? (options.join ? await findRunning(settings) : undefined);
  const embedded = running ? undefined : await startEmbedded(settings.dataFolder);
  const ownerUrl = running ?? embedded?.ownerUrl ?? '';
  try {
    await migrate(ownerUrl);
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
  if (embedded) writeFileSync(runningFile(settings), JSON.stringify({ ownerUrl }), { mode: 0o600 });
  const database = openDatabase(ownerUrl);
  const clock = shiftedClock();
  let shift: number | null = null;
  const system = makeSystem({
    settings,
    database,
    files: openFiles(settings),
    log: makeLog(settings.LOG_LEVEL),
    clock,
    phoneTime: () => new Date(),
    sampleDay: () => (shift === null ? null : dayOf(clock.now())),
  });
  const tellStoryTime = async () => {
    shift = await storyShift(system);
    clock.shiftBy(shift ?? 0);
  };
  await tellStoryTime();
  return {
    system,
    tellStoryTime,
    async close() {
      await database.close();
      if (embedded) rmSync(runningFile(settings), { force: true });
      await embedded?.stop();
    },
  };
}
