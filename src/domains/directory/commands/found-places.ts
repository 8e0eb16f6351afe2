import { sql } from 'kysely';
import { z } from 'zod';
import { refuse } from '#platform/refusal.ts';
import { command, type Work } from '#platform/work.ts';
import { may } from '../access.ts';
import { keepPlaceWithin } from './keep-place-within.ts';
import {
  aDay,
  document,
  insertPlaces,
  lockPlaces,
  type NewPlace,
  placeInput,
  recordHappenings,
} from './write-places.ts';

/** Founds places, hundreds at once if need be; answers their ids in the order given. */
export const foundPlaces = command('directory', 'found-places', {
  input: z.object({ places: z.array(placeInput).min(1), fromDay: aDay, document }),
  run: (work, { places, fromDay, document }): Promise<number[]> => found(work, places, fromDay, document),
});

/** Founds one place. */
export const foundPlace = command('directory', 'found-place', {
  input: placeInput.extend({ fromDay: aDay, document }),
  async run(work, { fromDay, document, ...place }): Promise<number> {
    const [id] = await found(work, [place], fromDay, document);
    return id ?? 0;
  },
});

async function found(
  work: Work<'directory'>,
  places: NewPlace[],
  fromDay: string,
  document: string,
): Promise<number[]> {
  work.allowed(await mayFound(work, places, fromDay));
  await lockPlaces(work.db);
  const parents = [...new Set(places.flatMap(place => place.parentId ?? []))];
  const { rows } = await sql<{ id: number }>`select id from unnest(${parents}::bigint[]) as t (id)
    where not exists (select from directory.place where place_id = id and from_day <= ${fromDay}::date and ${fromDay}::date < until_day)`.execute(
    work.db,
  );
  if (rows.length > 0) {
    refuse(
      'parent-not-there',
      {
        vi: 'Đơn vị cấp trên không tồn tại vào ngày thành lập: hãy chọn đơn vị khác hoặc ngày khác.',
        en: 'The place above does not exist on the day of founding: choose another place or another day.',
      },
      'parentId',
    );
  }
  const ids = await insertPlaces(work.db, places, fromDay);
  await keepPlaceWithin(work.db, ids);
  await recordHappenings(work.db, [{ kind: 'founded', day: fromDay, document, subjects: ids }]);
  for (const id of ids) work.audit({ event: 'place.founded', subject: `place:${id}`, data: { fromDay, document } });
  return ids;
}

/** Asked once for each parent and kind. A root has nothing above it: the house alone founds one. */
async function mayFound(work: Work<'directory'>, places: NewPlace[], fromDay: string): Promise<boolean> {
  const distinct = new Map(places.map(place => [`${place.kind} ${place.parentId}`, place]));
  for (const { parentId, kind } of distinct.values()) {
    if (parentId === null && work.actor.kind !== 'system') return false;
    if (parentId === null) continue;
    const { rows } = await sql<{
      may: boolean;
    }>`select ${may(work.actor).keepPlacesUnder(parentId, kind, fromDay)} as may`.execute(work.db);
    if (!rows[0]?.may) return false;
  }
  return true;
}
