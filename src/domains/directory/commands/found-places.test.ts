import { expect, test } from 'vitest';
import { countQueries } from '#platform/database/database.ts';
import { perform } from '#platform/work.ts';
import { useSystem } from '../../../../test/database.ts';
import { findPlaceAsOn, findPlaceByCode, placesAbove } from '../queries/places.ts';
import { foundPlace, foundPlaces } from './found-places.ts';
import { giveRole } from './give-role.ts';
import { rebuildPlaceWithin } from './keep-place-within.ts';
import { recordPeople } from './record-people.ts';

const world = useSystem();
const document = 'QĐ 1/QĐ-UBND';
const found = (
  kind: 'province' | 'district' | 'school' | 'site',
  name: string,
  parentId: number | null,
  codes: { scheme: string; code: string }[] = [],
) => perform(world(), world().house, foundPlace, { kind, name, parentId, codes, fromDay: '1991-08-12', document });
const db = () => world().database.tables;

test('places stand in their tree, under their code, from their day', async () => {
  const province = await found('province', 'Tỉnh Mẫu', null, [{ scheme: 'gso', code: '62' }]);
  const district = await found('district', 'Huyện Mẫu', province);
  const school = await found('school', 'Trường Tiểu học  Mẫu', district);
  expect((await placesAbove(db(), school, '2023-01-01')).map(place => place.name)).toEqual([
    'Tỉnh Mẫu',
    'Huyện Mẫu',
    'Trường Tiểu học Mẫu',
  ]);
  expect(await findPlaceAsOn(db(), school, '1991-08-11')).toBeUndefined();
  expect(await findPlaceByCode(db(), 'gso', '62', '2023-01-01')).toBe(province);
  await expect(found('district', 'Huyện khác', province, [{ scheme: 'gso', code: '62' }])).rejects.toMatchObject({
    code: 'place-code-used',
  });
});

test('hundreds are founded in as many statements as two', async () => {
  const province = await found('province', 'Tỉnh Lớn', null);
  const schools = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ kind: 'school' as const, name: `Trường ${i}`, parentId: province }));
  const two = await countQueries(() =>
    perform(world(), world().house, foundPlaces, { places: schools(2), fromDay: '2000-01-01', document }),
  );
  const many = await countQueries(() =>
    perform(world(), world().house, foundPlaces, { places: schools(400), fromDay: '2000-01-01', document }),
  );
  expect(new Set(many.answer).size).toBe(400);
  expect(many.queries.length).toBe(two.queries.length);
  expect(
    await db()
      .selectFrom('platform.place_within')
      .selectAll()
      .orderBy('within_id')
      .orderBy('place_id')
      .orderBy('from_day')
      .execute(),
  ).toEqual(await rebuildPlaceWithin(db()));
});

test('an office founds below itself, a school only its own sites, and nobody a root', async () => {
  const province = await found('province', 'Tỉnh Ba', null);
  const school = await found('school', 'Trường Ba', province);
  const {
    personIds: [officer = 0, principal = 0],
  } = await perform(world(), world().house, recordPeople, {
    people: [{ fullName: 'Cán bộ' }, { fullName: 'Hiệu trưởng' }],
  });
  await perform(world(), world().house, giveRole, {
    personId: officer,
    role: 'officer',
    placeId: province,
    fromDay: '2023-01-01',
  });
  await perform(world(), world().house, giveRole, {
    personId: principal,
    role: 'principal',
    placeId: school,
    fromDay: '2023-01-01',
  });
  const as = async (person: number, kind: 'province' | 'school' | 'site', parentId: number | null) =>
    perform(world(), await world().actor(person), foundPlace, {
      kind,
      name: 'Mới',
      parentId,
      fromDay: '2023-09-01',
      document,
    });
  expect(await as(officer, 'school', province)).toBeGreaterThan(0);
  expect(await as(principal, 'site', school)).toBeGreaterThan(0);
  await expect(as(principal, 'school', province)).rejects.toThrow('not allowed');
  await expect(as(officer, 'province', null)).rejects.toThrow('not allowed');
});

test('nothing is founded under a place that is not there yet', async () => {
  const province = await found('province', 'Tỉnh Sớm', null);
  const early = perform(world(), world().house, foundPlace, {
    kind: 'school',
    name: 'Trường Sớm',
    parentId: province,
    fromDay: '1975-05-01',
    document,
  });
  await expect(early).rejects.toMatchObject({ code: 'parent-not-there' });
});

test('a department keeps the tree of its province, and of no other', async () => {
  const [province, foreign] = [await found('province', 'Tỉnh Sáu', null), await found('province', 'Tỉnh Bảy', null)];
  const department = await perform(world(), world().house, foundPlace, {
    kind: 'department',
    name: 'Sở Sáu',
    parentId: province,
    fromDay: '2000-01-01',
    document,
  });
  const district = await found('district', 'Huyện Sáu', province);
  const {
    personIds: [admin = 0],
  } = await perform(world(), world().house, recordPeople, { people: [{ fullName: 'Quản trị Sở' }] });
  await perform(world(), world().house, giveRole, {
    personId: admin,
    role: 'admin',
    placeId: department,
    fromDay: '2023-01-01',
  });
  const inPlace = async (parentId: number) =>
    perform(world(), await world().actor(admin), foundPlace, {
      kind: 'school',
      name: 'Trường',
      parentId,
      fromDay: '2023-09-01',
      document,
    });
  expect(await inPlace(district)).toBeGreaterThan(0);
  await expect(inPlace(foreign)).rejects.toThrow('not allowed');
});
