import { z } from 'zod';
import { refuse } from '#platform/refusal.ts';
import { command } from '#platform/work.ts';
import { askToKeep } from './ask-to-keep.ts';
import { livingParts } from './end-place.ts';
import { endRolesAt } from './end-roles-at.ts';
import { keepPlaceWithin } from './keep-place-within.ts';
import {
  aDay,
  change,
  document,
  end,
  insertPlaces,
  placeId,
  placeInput,
  readHistories,
  recordHappenings,
  settleHistories,
} from './write-places.ts';

/**
 * A place ends and several come after it, each with its share of the parts. Roles held there end: who goes where is for
 * the new places to say.
 */
export const splitPlace = command('directory', 'split-place', {
  input: z.object({
    placeId,
    successors: z.array(placeInput.omit({ parentId: true })).min(2),
    /** Which successor (by its position in the list) takes each part. */
    parts: z.array(z.object({ placeId, successor: z.int().nonnegative() })),
    day: aDay,
    document,
  }),
  async run(work, { placeId: id, successors, parts, day, document }): Promise<number[]> {
    await askToKeep(work, [id], day);
    const living = await livingParts(work.db, [id], day);
    const taken = new Map(parts.map(part => [part.placeId, part.successor]));
    const homeless = living.find(part => (taken.get(part.placeId) ?? successors.length) >= successors.length);
    if (homeless || taken.size !== living.length) {
      refuse(
        'part-without-place',
        {
          vi: `Hãy chọn đơn vị mới cho từng đơn vị bên trong${homeless ? `, ví dụ ${homeless.name}` : ''}.`,
          en: `Choose the new place of every place within${homeless ? `, such as ${homeless.name}` : ''}.`,
        },
        'parts',
      );
    }
    const histories = await readHistories(work.db, [id, ...taken.keys()]);
    const parentId = histories.get(id)?.at(-1)?.parentId ?? null;
    const changed = new Map(histories);
    end(changed, id, day);
    // The old place ends first, so that its codes are free for one of the new ones.
    await settleHistories(work.db, new Map([[id, changed.get(id) ?? []]]));
    const ids = await insertPlaces(
      work.db,
      successors.map(successor => ({ ...successor, parentId })),
      day,
    );
    for (const [part, successor] of taken) change(changed, part, day, { parentId: ids[successor] ?? null });
    changed.delete(id);
    await settleHistories(work.db, changed);
    await keepPlaceWithin(work.db, ids);
    await endRolesAt(work.db, [id], day);
    await recordHappenings(work.db, [
      { kind: 'split', day, document, subjects: [id], successors: ids },
      ...(taken.size > 0 ? [{ kind: 'moved' as const, day, document, subjects: [...taken.keys()] }] : []),
    ]);
    work.audit({ event: 'place.split', subject: `place:${id}`, data: { successors: ids, day, document } });
    return ids;
  },
});
