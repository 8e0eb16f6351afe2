import { beforeAll, expect, test } from 'vitest';
import { readWide } from '#platform/work.ts';
import { useSystem } from '../../../../test/database.ts';
import { type SmallProvince, smallProvince } from '../../../../test/small-province.ts';
import { districtsOfSchools, sumByDistrict, type Tally } from './result-tally.ts';

const world = useSystem('2023-11-24T07:05:00Z');
let province: SmallProvince;
beforeAll(async () => {
  province = await smallProvince(world());
});

const districtsOf = (placeId: number) =>
  readWide(world(), 'gradebook', db => districtsOfSchools(db, { placeId, day: '2023-11-24' }));

test('a school answers through the office of its district; an upper secondary school directly to the department', async () => {
  const found = await districtsOf(province.department);
  for (const { office, schools } of province.districts)
    expect(found.filter(each => each.districtId === office).map(each => each.schoolId)).toEqual(schools);
  expect(found.map(each => each.schoolId)).not.toContain(province.upperSecondary);
  // Within one district there is no further one.
  expect(await districtsOf(province.districts[0]?.office ?? 0)).toEqual([]);
});

test('places and classes stand as people look them up', () => {
  const tally = (key: number): Tally => ({
    key,
    label: '',
    regime: 'tt22-2021',
    pupils: { all: 1, girls: 0, minority: 0 },
    whole: 1,
    facts: { academic: {}, conduct: {}, outcome: {}, award: {} },
  });
  const districts = ['Tu Mơ Rông', 'Đăk Hà', 'Kon Plông'].map((district, at) => ({
    schoolId: at,
    districtId: at,
    district,
  }));
  expect(sumByDistrict([tally(0), tally(1), tally(2)], districts).districts.map(each => each.label)).toEqual([
    'Đăk Hà',
    'Kon Plông',
    'Tu Mơ Rông',
  ]);
});

test('districts add up what their schools have, and nobody is counted twice or lost', async () => {
  const tallyOf = (key: number, all: number): Tally => ({
    key,
    label: `Trường ${key}`,
    regime: 'tt22-2021',
    pupils: { all, girls: 1, minority: 2 },
    whole: all - 1,
    facts: { academic: { good: { all: 3, girls: 1, minority: 1 } }, conduct: {}, outcome: {}, award: {} },
  });
  const schools = province.schools.map((schoolId, at) => tallyOf(schoolId, 10 + at));
  const { districts, direct } = sumByDistrict(schools, await districtsOf(province.department));
  expect(direct.map(each => each.key)).toEqual([province.upperSecondary]);
  expect(districts).toHaveLength(2);
  const all = [...districts, ...direct].reduce((sum, each) => sum + each.pupils.all, 0);
  expect(all).toBe(schools.reduce((sum, each) => sum + each.pupils.all, 0));
  expect(districts[0]?.facts.academic.good).toEqual({ all: 9, girls: 3, minority: 3 });
  expect(schools[0]?.facts.academic.good?.all).toBe(3);
});
