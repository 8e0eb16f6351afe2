import { z } from 'zod';
import { refuse } from '#platform/refusal.ts';
import { command } from '#platform/work.ts';
import { askToKeep } from './ask-to-keep.ts';
import { livingParts } from './end-place.ts';
import { carryRoles, endRolesAt } from './end-roles-at.ts';
import {
  aDay,
  change,
  document,
  end,
  placeId,
  readHistories,
  recordHappenings,
  settleHistories,
} from './write-places.ts';

/** Places end and another comes after them: it takes their parts, and their people keep their roles there. */
export const mergePlaces = command('directory', 'merge-places', {
  input: z.object({ placeIds: z.array(placeId).min(1), successorId: placeId, day: aDay, document }),
  async run(work, { placeIds, successorId, day, document }): Promise<void> {
    await askToKeep(work, [...placeIds, successorId], day);
    if (placeIds.includes(successorId)) {
      refuse(
        'merged-into-itself',
        {
          vi: 'Đơn vị tiếp nhận phải khác các đơn vị được sáp nhập.',
          en: 'The place that receives must be another than those that are merged.',
        },
        'successorId',
      );
    }
    const parts = (await livingParts(work.db, placeIds, day))
      .map(part => part.placeId)
      .filter(id => !placeIds.includes(id));
    if (parts.includes(successorId)) {
      refuse(
        'merged-into-part',
        {
          vi: 'Đơn vị tiếp nhận đang nằm trong đơn vị được sáp nhập: hãy chuyển nó ra trước.',
          en: 'The place that receives stands within one that is merged: move it out first.',
        },
        'successorId',
      );
    }
    const histories = await readHistories(work.db, [...placeIds, ...parts]);
    for (const id of parts) change(histories, id, day, { parentId: successorId });
    for (const id of placeIds) end(histories, id, day);
    await settleHistories(work.db, histories);
    await carryRoles(work.db, placeIds, successorId, day, document);
    await endRolesAt(work.db, placeIds, day);
    await recordHappenings(work.db, [
      { kind: 'merged', day, document, subjects: placeIds, successors: [successorId] },
      ...(parts.length > 0 ? [{ kind: 'moved' as const, day, document, subjects: parts }] : []),
    ]);
    for (const id of placeIds)
      work.audit({ event: 'place.merged', subject: `place:${id}`, data: { successorId, day, document } });
  },
});
