import { expect, test } from 'vitest';
import { holdsRoleAt } from '#platform/access.ts';
import { perform } from '#platform/work.ts';
import { useSystem } from '../../../../test/database.ts';
import { findPlaceAsOn, findPlaceByCode, placeRecord, placesAbove } from '../queries/places.ts';
import { readCommuneRows } from '../rules/read-commune-rows.ts';
import { foundPlaces } from './found-places.ts';
import { giveRole } from './give-role.ts';
import { rebuildPlaceWithin } from './keep-place-within.ts';
import { recordPeople } from './record-people.ts';
import { reorganise } from './reorganise.ts';

const world = useSystem();
const db = () => world().database.tables;
const document = 'Nghị quyết mẫu';
const list = `commune_code_pre2025,commune_name_pre2025,district_code,district_name,commune_code_post20250701,commune_name_post20250701
90001,Phường Một,901,Thành phố Mẫu,90001,Phường Mẫu
90002,Phường Hai,901,Thành phố Mẫu,90001,Phường Mẫu
90003,Xã Ba,901,Thành phố Mẫu,90003,Xã Ba
90004,Xã Bốn,902,Huyện Núi,90104,Xã Núi
`;

async function foundProvince() {
  const found = (
    places: Parameters<
      typeof perform<'directory', { places: PlaceGiven[]; fromDay: string; document: string }, number[]>
    >[3]['places'],
  ) => perform(world(), world().house, foundPlaces, { places, fromDay: '2000-01-01', document });
  const gso = (code: string) => [{ scheme: 'gso', code }];
  const [province = 0] = await found([{ kind: 'province', name: 'Tỉnh Mẫu', parentId: null, codes: gso('90') }]);
  const [department = 0] = await found([{ kind: 'department', name: 'Sở Mẫu', parentId: province }]);
  const [city = 0, mountain = 0] = await found([
    { kind: 'district', name: 'Thành phố Mẫu', parentId: province, codes: gso('901') },
    { kind: 'district', name: 'Huyện Núi', parentId: province, codes: gso('902') },
  ]);
  const [one = 0, two = 0, three = 0, four = 0] = await found([
    { kind: 'commune', name: 'Phường Một', parentId: city, codes: gso('90001') },
    { kind: 'commune', name: 'Phường Hai', parentId: city, codes: gso('90002') },
    { kind: 'commune', name: 'Xã Ba', parentId: city, codes: gso('90003') },
    { kind: 'commune', name: 'Xã Bốn', parentId: mountain, codes: gso('90004') },
  ]);
  // One office stands under its district, the other under the department: both ways are met.
  const [cityOffice = 0, mountainOffice = 0] = await found([
    { kind: 'district-office', name: 'Phòng GDĐT thành phố Mẫu', parentId: city },
    { kind: 'district-office', name: 'Phòng GDĐT huyện Núi', parentId: department, communeId: four },
  ]);
  const [primary = 0, mountainSchool = 0, high = 0] = await found([
    { kind: 'school', name: 'Trường Tiểu học Hai', parentId: cityOffice, communeId: two },
    { kind: 'school', name: 'Trường THCS Núi', parentId: mountainOffice, communeId: four },
    { kind: 'school', name: 'Trường THPT Mẫu', parentId: department, communeId: one },
  ]);
  const [site = 0] = await found([{ kind: 'site', name: 'Điểm làng', parentId: mountainSchool, communeId: four }]);
  return {
    province,
    department,
    city,
    one,
    three,
    four,
    cityOffice,
    mountainOffice,
    primary,
    mountainSchool,
    high,
    site,
  };
}

interface PlaceGiven {
  kind: 'province' | 'district' | 'department' | 'commune' | 'district-office' | 'school' | 'site';
  name: string;
  parentId: number | null;
  communeId?: number;
  codes?: { scheme: string; code: string }[];
}

test('districts end, communes become others, schools come under them, and the past stays readable', async () => {
  const was = await foundProvince();
  const {
    personIds: [leader = 0, officer = 0],
  } = await perform(world(), world().house, recordPeople, {
    people: [{ fullName: 'Lãnh đạo Sở' }, { fullName: 'Cán bộ Phòng' }],
  });
  await perform(world(), world().house, giveRole, {
    personId: leader,
    role: 'admin',
    placeId: was.province,
    fromDay: '2023-01-01',
  });
  await perform(world(), world().house, giveRole, {
    personId: officer,
    role: 'officer',
    placeId: was.cityOffice,
    fromDay: '2023-01-01',
  });
  const { rows: communes = [] } = readCommuneRows(list);
  const day = '2025-07-01';

  const answer = await perform(world(), await world().actor(leader), reorganise, {
    provinceId: was.province,
    day,
    document,
    communes,
    joins: { name: 'Tỉnh Lớn', code: '91', department: { name: 'Sở Lớn' } },
  });
  expect(answer).toMatchObject({ districts: 2, communesBefore: 4, communesAfter: 3, moved: 2 });

  const path = async (id: number, on: string) => (await placesAbove(db(), id, on)).map(place => place.name);
  expect(await path(was.primary, '2025-06-30')).toEqual([
    'Tỉnh Mẫu',
    'Thành phố Mẫu',
    'Phòng GDĐT thành phố Mẫu',
    'Trường Tiểu học Hai',
  ]);
  expect(await path(was.primary, day)).toEqual(['Tỉnh Lớn', 'Sở Lớn', 'Phường Mẫu', 'Trường Tiểu học Hai']);
  expect(await path(was.site, day)).toEqual(['Tỉnh Lớn', 'Sở Lớn', 'Xã Núi', 'Trường THCS Núi', 'Điểm làng']);
  expect(await path(was.high, day)).toEqual(['Tỉnh Lớn', 'Sở Lớn', 'Trường THPT Mẫu']);
  expect(await path(was.three, day)).toEqual(['Tỉnh Lớn', 'Sở Lớn', 'Xã Ba']);
  for (const gone of [was.province, was.department, was.city, was.one, was.four, was.cityOffice, was.mountainOffice]) {
    expect(await findPlaceAsOn(db(), gone, day)).toBeUndefined();
    expect(await findPlaceAsOn(db(), gone, '2025-06-30')).toBeDefined();
  }
  expect(await findPlaceByCode(db(), 'gso', '90001', '2025-06-30')).toBe(was.one);
  const fresh = await findPlaceByCode(db(), 'gso', '90001', day);
  expect(fresh).not.toBe(was.one);
  const record = await placeRecord(db(), fresh ?? 0);
  expect(record.events[0]).toMatchObject({
    kind: 'merged',
    part: 'successor',
    subjects: [{ name: 'Phường Hai' }, { name: 'Phường Một' }],
  });
  expect((await findPlaceAsOn(db(), was.high, day))?.communeId).toBe(fresh);

  world().clock.set('2025-07-01T02:00:00Z');
  const { roles } = await world().actor(leader);
  expect(roles).toMatchObject([{ role: 'admin' }]);
  // Whoever reached the schools through the old department reaches them through the new one.
  expect(await holdsRoleAt(db(), await world().actor(leader), ['admin'], was.mountainSchool)).toBe(true);
  expect((await world().actor(officer)).roles).toEqual([]);
  const kept = await db()
    .selectFrom('platform.place_within')
    .selectAll()
    .orderBy('within_id')
    .orderBy('place_id')
    .orderBy('from_day')
    .execute();
  expect(kept).toEqual(await rebuildPlaceWithin(db()));
  world().clock.set('2023-11-24T07:05:00Z');
});

test('a list that does not fit is refused whole, and says where', async () => {
  const { rows: communes = [] } = readCommuneRows(list.replaceAll('9000', '9500').replaceAll(',90', ',95'));
  const [province = 0] = await perform(world(), world().house, foundPlaces, {
    places: [{ kind: 'province', name: 'Tỉnh Khác', parentId: null }],
    fromDay: '2000-01-01',
    document,
  });
  const refused = perform(world(), world().house, reorganise, {
    provinceId: province,
    day: '2025-07-01',
    document,
    communes,
  });
  await expect(refused).rejects.toMatchObject({ code: 'reorganisation-faults', field: 'file' });
  expect((await findPlaceAsOn(db(), province, '2025-07-01'))?.name).toBe('Tỉnh Khác');
});

test('a list says what is wrong with it', () => {
  expect(readCommuneRows('a,b\n1,2').fault).toEqual({ kind: 'column', name: 'commune_code_pre2025' });
  expect(readCommuneRows('').fault).toEqual({ kind: 'no-rows' });
  expect(readCommuneRows(list.replace('Xã Ba,901', ',901')).fault).toEqual({
    kind: 'empty-cell',
    line: 4,
    name: 'commune_name_pre2025',
  });
});
