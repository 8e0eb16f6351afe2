import { z } from 'zod';
import { command } from '#platform/work.ts';

/**
 * Notes that figures must be read again, and asks for it once, however many notes come in meanwhile. What is noted: a school
 * (its computed figures), a target (what is declared for it), an indicator (for all units), or nothing (everything).
 */
export const noteChange = command('indicators', 'note-change', {
  input: z.object({ placeId: z.number().int().optional(), indicator: z.string().optional() }),
  async run(work, { placeId, indicator }) {
    work.allowed(work.actor.kind === 'system');
    await work.db
      .insertInto('indicators.stale')
      .values({ place_id: placeId ?? null, indicator: indicator ?? null, since: work.now })
      .execute();
    work.later('indicators.refresh-stale', {}, { key: 'indicators.refresh-stale' });
    work.audit({ event: 'readings.stale', subject: placeId ? `place:${placeId}` : (indicator ?? 'readings') });
  },
});
