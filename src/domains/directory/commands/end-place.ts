import { sql } from 'kysely';
import { z } from 'zod';
import type { Query } from '#platform/database/database.ts';
import { refuse } from '#platform/refusal.ts';
import { command } from '#platform/work.ts';
import { askToKeep } from './ask-to-keep.ts';
import { endRolesAt } from './end-roles-at.ts';
import { aDay, document, end, placeId, readHistories, recordHappenings, settleHistories } from './write-places.ts';

/** A place is no more from a day on, and nothing comes after it. Its parts are ended or moved before. */
export const endPlace = command('directory', 'end-place', {
  input: z.object({ placeId, day: aDay, document }),
  async run(work, { placeId: id, day, document }): Promise<void> {
    await askToKeep(work, [id], day);
    const [part] = await livingParts(work.db, [id], day);
    if (part) {
      refuse(
        'place-has-parts',
        {
          vi: `Còn đơn vị bên trong, ví dụ ${part.name}: hãy chuyển hoặc kết thúc các đơn vị đó trước.`,
          en: `There are still places within, such as ${part.name}: move or end those first.`,
        },
        'day',
      );
    }
    const histories = await readHistories(work.db, [id]);
    end(histories, id, day);
    await settleHistories(work.db, histories);
    await endRolesAt(work.db, [id], day);
    await recordHappenings(work.db, [{ kind: 'ended', day, document, subjects: [id] }]);
    work.audit({ event: 'place.ended', subject: `place:${id}`, data: { day, document } });
  },
});

/** Places that stand directly under one of these on the day or at any time after it. */
export async function livingParts(
  db: Query<'directory'>,
  parents: readonly number[],
  day: string,
): Promise<{ placeId: number; name: string }[]> {
  const { rows } = await sql<{
    placeId: number;
    name: string;
  }>`select distinct on (place_id) place_id as "placeId", name from directory.place_version
    where parent_id = any (${[...parents]}::bigint[]) and until_day > ${day}::date order by place_id, from_day`.execute(
    db,
  );
  return rows;
}
