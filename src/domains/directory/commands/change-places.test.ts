import { expect, test } from 'vitest';
import { perform } from '#platform/work.ts';
import { useSystem } from '../../../../test/database.ts';
import { findPlaceAsOn, placeRecord, placesAbove, placesAsOn } from '../queries/places.ts';
import { endPlace } from './end-place.ts';
import { foundPlace } from './found-places.ts';
import { giveRole } from './give-role.ts';
import { mergePlaces } from './merge-places.ts';
import { movePlace } from './move-place.ts';
import { recordPeople } from './record-people.ts';
import { renamePlace } from './rename-place.ts';
import { splitPlace } from './split-place.ts';

const world = useSystem();
const db = () => world().database.tables;
const document = 'QĐ 9/QĐ-UBND';
const house = () => world().house;
const found = (kind: 'province' | 'district' | 'school' | 'site', name: string, parentId: number | null) =>
  perform(world(), house(), foundPlace, { kind, name, parentId, fromDay: '2000-01-01', document });
const path = async (id: number, on: string) => (await placesAbove(db(), id, on)).map(place => place.name);

test('an old day still shows the old name and the old parent', async () => {
  const province = await found('province', 'Tỉnh', null);
  const [east, west] = [await found('district', 'Đông', province), await found('district', 'Tây', province)];
  const school = await found('school', 'Trường Cũ', east);
  await perform(world(), house(), renamePlace, {
    placeId: school,
    name: 'Trường Mới',
    fromDay: '2023-08-01',
    document,
  });
  await perform(world(), house(), movePlace, { placeId: school, parentId: west, fromDay: '2024-01-01', document });
  expect(await path(school, '2023-02-25')).toEqual(['Tỉnh', 'Đông', 'Trường Cũ']);
  expect(await path(school, '2023-08-01')).toEqual(['Tỉnh', 'Đông', 'Trường Mới']);
  expect(await path(school, '2024-01-01')).toEqual(['Tỉnh', 'Tây', 'Trường Mới']);
  expect((await placesAsOn(db(), '2023-12-31', east)).map(place => place.name)).toEqual(['Đông', 'Trường Mới']);
  expect((await placesAsOn(db(), '2024-01-01', east)).map(place => place.name)).toEqual(['Đông']);
  const record = await placeRecord(db(), school);
  expect(record.events.map(event => event.kind)).toEqual(['moved', 'renamed', 'founded']);
  expect(record.versions.map(version => version.parentName)).toEqual(['Tây', 'Đông', 'Đông']);
});

test('a place with parts does not end, and does not go inside itself', async () => {
  const province = await found('province', 'Tỉnh 2', null);
  const district = await found('district', 'Huyện 2', province);
  const school = await found('school', 'Trường 2', district);
  await expect(
    perform(world(), house(), endPlace, { placeId: district, day: '2024-01-01', document }),
  ).rejects.toMatchObject({ code: 'place-has-parts' });
  await expect(
    perform(world(), house(), movePlace, { placeId: district, parentId: school, fromDay: '2024-01-01', document }),
  ).rejects.toMatchObject({ code: 'place-in-itself' });
  await perform(world(), house(), endPlace, { placeId: school, day: '2024-01-01', document });
  await perform(world(), house(), endPlace, { placeId: district, day: '2024-01-01', document });
  expect(await findPlaceAsOn(db(), district, '2024-01-01')).toBeUndefined();
});

test('two schools merged: sites and roles go to the one that receives', async () => {
  const province = await found('province', 'Tỉnh 3', null);
  const [first, second, receiving] = [
    await found('school', 'TH A', province),
    await found('school', 'TH B', province),
    await found('school', 'TH C', province),
  ];
  const site = await found('site', 'Điểm B1', second);
  const {
    personIds: [teacher = 0],
  } = await perform(world(), house(), recordPeople, { people: [{ fullName: 'Giáo viên' }] });
  await perform(world(), house(), giveRole, {
    personId: teacher,
    role: 'teacher',
    placeId: first,
    fromDay: '2020-01-01',
  });
  await perform(world(), house(), mergePlaces, {
    placeIds: [first, second],
    successorId: receiving,
    day: '2023-11-01',
    document,
  });
  expect(await path(site, '2023-11-24')).toEqual(['Tỉnh 3', 'TH C', 'Điểm B1']);
  expect((await world().actor(teacher)).roles).toMatchObject([{ role: 'teacher', placeId: receiving }]);
  expect((await placeRecord(db(), first)).events[0]).toMatchObject({ kind: 'merged', successors: [{ name: 'TH C' }] });
});

test('a school split in two shares out its sites, and every site must go somewhere', async () => {
  const province = await found('province', 'Tỉnh 4', null);
  const school = await found('school', 'TH&THCS', province);
  const [north, south] = [await found('site', 'Bắc', school), await found('site', 'Nam', school)];
  const split = (parts: { placeId: number; successor: number }[]) =>
    perform(world(), house(), splitPlace, {
      placeId: school,
      day: '2024-08-01',
      document,
      parts,
      successors: [
        { kind: 'school', name: 'TH' },
        { kind: 'school', name: 'THCS' },
      ],
    });
  await expect(split([{ placeId: north, successor: 0 }])).rejects.toMatchObject({ code: 'part-without-place' });
  await split([
    { placeId: north, successor: 0 },
    { placeId: south, successor: 1 },
  ]);
  expect(await path(south, '2024-08-01')).toEqual(['Tỉnh 4', 'THCS', 'Nam']);
  expect(await path(south, '2024-07-31')).toEqual(['Tỉnh 4', 'TH&THCS', 'Nam']);
});

test('a school does not rename itself; the office above does', async () => {
  const province = await found('province', 'Tỉnh 5', null);
  const school = await found('school', 'Trường 5', province);
  const {
    personIds: [principal = 0, officer = 0],
  } = await perform(world(), house(), recordPeople, { people: [{ fullName: 'HT' }, { fullName: 'CB' }] });
  await perform(world(), house(), giveRole, {
    personId: principal,
    role: 'principal',
    placeId: school,
    fromDay: '2023-01-01',
  });
  await perform(world(), house(), giveRole, {
    personId: officer,
    role: 'officer',
    placeId: province,
    fromDay: '2023-01-01',
  });
  const as = async (person: number) =>
    perform(world(), await world().actor(person), renamePlace, {
      placeId: school,
      name: 'Tên khác',
      fromDay: '2023-12-01',
      document,
    });
  await expect(as(principal)).rejects.toThrow('not allowed');
  await as(officer);
});
