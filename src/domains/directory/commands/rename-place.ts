import { z } from 'zod';
import { command } from '#platform/work.ts';
import { askToKeep } from './ask-to-keep.ts';
import {
  aDay,
  change,
  document,
  placeId,
  placeName,
  readHistories,
  recordHappenings,
  settleHistories,
} from './write-places.ts';

/** A place goes by another name from a day on; what was written before keeps the old one. */
export const renamePlace = command('directory', 'rename-place', {
  input: z.object({ placeId, name: placeName, shortName: placeName.optional(), fromDay: aDay, document }),
  async run(work, { placeId: id, name, shortName, fromDay, document }): Promise<void> {
    await askToKeep(work, [id], fromDay);
    const histories = await readHistories(work.db, [id]);
    change(histories, id, fromDay, { name, shortName: shortName ?? name });
    await settleHistories(work.db, histories);
    await recordHappenings(work.db, [{ kind: 'renamed', day: fromDay, document, subjects: [id] }]);
    work.audit({ event: 'place.renamed', subject: `place:${id}`, data: { name, fromDay, document } });
  },
});
