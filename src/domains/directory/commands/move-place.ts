import { sql } from 'kysely';
import { z } from 'zod';
import { refuse } from '#platform/refusal.ts';
import { command } from '#platform/work.ts';
import { may } from '../access.ts';
import { askToKeep } from './ask-to-keep.ts';
import { aDay, change, document, placeId, readHistories, recordHappenings, settleHistories } from './write-places.ts';

/** A place stands under another parent from a day on, and (if said) in another commune. */
export const movePlace = command('directory', 'move-place', {
  input: z.object({ placeId, parentId: placeId, communeId: placeId.nullish(), fromDay: aDay, document }),
  async run(work, { placeId: id, parentId, communeId, fromDay, document }): Promise<void> {
    await askToKeep(work, [id], fromDay);
    const { rows } = await sql<{ may: boolean; inside: boolean; there: boolean }>`select
        ${may(work.actor).keepPlacesUnder(parentId, 'school', fromDay)} as may,
        from_day <= ${fromDay}::date and ${fromDay}::date < until_day as there,
        exists (select from platform.place_within w where w.within_id = ${id} and w.place_id = ${parentId} and w.until_day > ${fromDay}::date) as inside
      from directory.place where place_id = ${parentId}`.execute(work.db);
    const parent = work.allowed(rows.find(row => row.may));
    if (parent.inside) {
      refuse(
        'place-in-itself',
        {
          vi: 'Không thể chuyển một đơn vị vào bên trong chính nó: hãy chọn đơn vị cấp trên khác.',
          en: 'A place cannot be moved inside itself: choose another place above.',
        },
        'parentId',
      );
    }
    if (!parent.there) {
      refuse(
        'parent-not-there',
        {
          vi: 'Đơn vị cấp trên không tồn tại vào ngày đã chọn: hãy chọn đơn vị khác hoặc ngày khác.',
          en: 'The place above does not exist on that day: choose another place or another day.',
        },
        'parentId',
      );
    }
    const histories = await readHistories(work.db, [id]);
    change(histories, id, fromDay, communeId === undefined ? { parentId } : { parentId, communeId });
    await settleHistories(work.db, histories);
    await recordHappenings(work.db, [{ kind: 'moved', day: fromDay, document, subjects: [id] }]);
    work.audit({ event: 'place.moved', subject: `place:${id}`, data: { parentId, fromDay, document } });
  },
});
