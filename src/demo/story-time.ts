import { z } from 'zod';
import type { System } from '#platform/system.ts';

/** When the story stands still and the reader steps in: an afternoon in the first term of 2023-2024. */
export const STORY_NOW = '2023-11-24T07:05:00Z';

const Kept = z.object({ state: z.string(), readyAt: z.iso.datetime().optional() });

/**
 * How far the clock of an installation with sample data is set back, in milliseconds; null where there are none. The story
 * goes on from STORY_NOW at the pace of real time since it was loaded, the same in all processes on the database.
 */
export async function storyShift(system: System): Promise<number | null> {
  const row = await system.database.tables
    .selectFrom('platform.setting')
    .select('value')
    .where('name', '=', 'demo')
    .executeTakeFirst();
  const kept = row && Kept.parse(row.value);
  if (kept?.state !== 'ready' || !kept.readyAt) return null;
  return Date.parse(STORY_NOW) - Date.parse(kept.readyAt);
}
