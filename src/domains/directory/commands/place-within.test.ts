import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NotAllowed, Refusal } from '#platform/refusal.ts';
import { perform } from '#platform/work.ts';
import { useSystem } from '../../../../test/database.ts';
import { endPlace } from './end-place.ts';
import { foundPlace } from './found-places.ts';
import { rebuildPlaceWithin } from './keep-place-within.ts';
import { movePlace } from './move-place.ts';
import { renamePlace } from './rename-place.ts';

const world = useSystem();
const document = 'QĐ thử nghiệm';
const days = Array.from({ length: 8 }, (_, index) => `2020-01-0${index + 1}`);

const step = fc.record({
  act: fc.constantFrom(
    'found' as const,
    'found' as const,
    'move' as const,
    'move' as const,
    'rename' as const,
    'end' as const,
  ),
  who: fc.nat(9),
  other: fc.nat(9),
  day: fc.nat(days.length - 1),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** The tree written down plainly: for each day, whom each living place stands under (null: a root). */
type Plain = Map<number, number | null>[];

/** Who is within whom on each day, by walking up the plain tree. */
const walked = (plain: Plain): string[] =>
  plain.flatMap((parents, day) =>
    [...parents.keys()].flatMap(place => {
      const found: string[] = [];
      for (
        let at: number | null | undefined = place;
        at !== null && at !== undefined && parents.has(at);
        at = parents.get(at)
      )
        found.push(`${day}: ${place} in ${at}`);
      return found;
    }),
  );

async function kept(ids: readonly number[]): Promise<string[]> {
  const rows = await world()
    .database.tables.selectFrom('platform.place_within')
    .selectAll()
    .where('place_id', 'in', ids)
    .execute();
  return rows.flatMap(row =>
    days.flatMap((day, index) =>
      row.from_day <= day && day < row.until_day ? [`${index}: ${row.place_id} in ${row.within_id}`] : [],
    ),
  );
}

/** Does the step in the house and on the plain tree; what the house refuses leaves both as they were. */
async function play({ act, who, other, day }: Step, ids: number[], plain: Plain): Promise<void> {
  const id = ids[who % ids.length] ?? 0;
  const parentId = ids[other % ids.length] ?? 0;
  const fromDay = days[day] ?? '';
  const before = plain[day]?.get(id);
  const actor = world().house;
  const untilChanged = (change: (parents: Map<number, number | null>) => void) => {
    for (const parents of plain.slice(day)) {
      if (parents.get(id) !== before) break;
      change(parents);
    }
  };
  if (act === 'found') {
    const fresh = await perform(world(), actor, foundPlace, {
      kind: 'school',
      name: `Nơi ${ids.length}`,
      parentId,
      fromDay,
      document,
    });
    ids.push(fresh);
    for (const parents of plain.slice(day)) parents.set(fresh, parentId);
  } else if (act === 'move') {
    await perform(world(), actor, movePlace, { placeId: id, parentId, fromDay, document });
    untilChanged(parents => parents.set(id, parentId));
  } else if (act === 'rename') {
    await perform(world(), actor, renamePlace, { placeId: id, name: `Tên ${day}`, fromDay, document });
  } else {
    await perform(world(), actor, endPlace, { placeId: id, day: fromDay, document });
    for (const parents of plain.slice(day)) parents.delete(id);
  }
}

test('the table of places within places is what walking up the tree finds, whatever happened', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 16 }), async steps => {
      const root = await perform(world(), world().house, foundPlace, {
        kind: 'province',
        name: 'Gốc',
        parentId: null,
        fromDay: days[0] ?? '',
        document,
      });
      const ids = [root];
      const plain: Plain = days.map(() => new Map([[root, null]]));
      for (const one of steps) {
        try {
          await play(one, ids, plain);
        } catch (error) {
          if (!(error instanceof Refusal || error instanceof NotAllowed)) throw error;
        }
      }
      expect((await kept(ids)).sort()).toEqual(walked(plain).sort());
    }),
    { numRuns: 25 },
  );
  const all = await world()
    .database.tables.selectFrom('platform.place_within')
    .selectAll()
    .orderBy('within_id')
    .orderBy('place_id')
    .orderBy('from_day')
    .execute();
  expect(all.length).toBeGreaterThan(100);
  expect(all).toEqual(await rebuildPlaceWithin(world().database.tables));
});
