import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { useSystem } from '../../../test/database.ts';
import { type SmallProvince, smallProvince } from '../../../test/small-province.ts';
import { refresh } from './refresh.ts';

const world = useSystem('2023-11-24T07:05:00Z');
let sample: SmallProvince;

beforeAll(async () => {
  sample = await smallProvince(world());
});

interface Row {
  numerator: number;
  denominator: number;
  expected: number;
  counted: number;
  reached: number;
  origin: string;
}
async function reading(indicator: string, placeId: number, day: string): Promise<Row | undefined> {
  const { rows } =
    await sql<Row>`select numerator, denominator, units_expected as expected, units_counted as counted, units_reached as reached, origin
    from indicators.reading where indicator = ${indicator} and place_id = ${placeId} and as_of <= ${day} and ${day} < until_day`.execute(
      world().database.tables,
    );
  return rows[0];
}

test('a school without records is expected and silent; the sums say so', async () => {
  const [first, second] = sample.districts;
  await sample.fill(first?.schools[0] ?? 0, { numbered: 7 });
  await refresh(world());
  expect(await reading('pupils-with-citizen-number', sample.province, '2023-11-24')).toMatchObject({
    numerator: 7,
    denominator: 10,
    expected: 7,
    counted: 1,
    reached: 0,
  });
  expect(await reading('pupils-with-citizen-number', first?.office ?? 0, '2023-11-24')).toMatchObject({
    numerator: 7,
    denominator: 10,
    expected: 3,
    counted: 1,
  });
  expect(await reading('pupils-with-citizen-number', second?.office ?? 0, '2023-11-24')).toMatchObject({
    numerator: 0,
    denominator: 0,
    expected: 3,
    counted: 0,
  });
  expect(await reading('school-data-complete', sample.department, '2023-11-24')).toMatchObject({
    numerator: 1,
    denominator: 1,
    reached: 1,
  });
});

test('a school under the department counts in the district it stands in', async () => {
  await sample.fill(sample.upperSecondary, { assigned: 1 });
  await refresh(world());
  const [first] = sample.districts;
  expect(await reading('school-data-complete', first?.district ?? 0, '2023-11-24')).toMatchObject({
    numerator: 1,
    denominator: 2,
    expected: 4,
    counted: 2,
  });
  expect(await reading('school-data-complete', first?.office ?? 0, '2023-11-24')).toMatchObject({
    numerator: 1,
    denominator: 1,
    expected: 3,
  });
  expect(await reading('classes-with-assignments', sample.upperSecondary, '2023-11-24')).toMatchObject({
    numerator: 1,
    denominator: 2,
  });
});

test('again changes nothing; a later day keeps the day before as it was', async () => {
  expect(await refresh(world())).toEqual({ units: 0, sums: 0 });
  const school = sample.districts[1]?.schools[0] ?? 0;
  await sample.fill(school);
  expect(await refresh(world(), { places: [school], asOf: '2023-12-01' })).toMatchObject({ units: expect.any(Number) });
  expect(await reading('pupils-with-citizen-number', sample.department, '2023-11-30')).toMatchObject({
    numerator: 17,
    denominator: 20,
  });
  expect(await reading('pupils-with-citizen-number', sample.department, '2023-12-01')).toMatchObject({
    numerator: 27,
    denominator: 30,
  });
  const { rows } = await sql<{
    n: number;
  }>`select count(*) as n from (select 1 from indicators.reading group by indicator, period, origin, place_id, as_of having count(*) > 1) twice`.execute(
    world().database.tables,
  );
  expect(rows[0]?.n).toBe(0);
});

test('incremental is the same as full', async () => {
  const school = sample.districts[1]?.schools[1] ?? 0;
  await sample.fill(school, { numbered: 3, staffNumbered: 0 });
  await refresh(world(), { places: [school], asOf: '2023-12-02' });
  expect(await refresh(world(), { asOf: '2023-12-02' })).toEqual({ units: 0, sums: 0 });
});

test('a target has readings of its own: its scope of schools, its promise, and what is declared beside', async () => {
  const plan = 9001;
  await sample.write(
    `insert into steering.plan (plan_id, place_id, title, from_day, until_day, brought_at, brought_by) values ($1, $2, 'Kế hoạch mẫu', '2023-01-01', '2024-01-01', now(), 'test')`,
    [plan, sample.department],
  );
  await sample.write(`insert into steering.plan_adoption values ($1, '2023-01-10', now(), 'test')`, [plan]);
  await sample.write(
    `insert into steering.target (target_id, plan_id, position, name, text, comparator, value_tenths, unit, scope, indicator, from_day, until_day) values
    (501, $1, 1, 'Dữ liệu', '…', 'at-least', 500, '%', '{"levels": ["primary", "upper-secondary"]}', 'pupils-with-citizen-number', '2023-01-01', '2024-01-01'),
    (502, $1, 2, 'Học phí', '…', 'at-least', 500, '%', '{}', 'cashless-fees', '2023-01-01', '2024-01-01'),
    (503, $1, 3, 'Không rõ', '…', 'at-least', 500, '%', '{}', null, '2023-01-01', '2024-01-01')`,
    [plan],
  );
  await sample.write(
    `insert into steering.declaration (target_id, place_id, numerator, denominator, on_day, origin, declared_at, declared_by) values
    (502, $1, 40, 100, '2023-05-01', 'declared', now(), 'test'), (502, $1, 60, 100, '2023-06-01', 'declared', now(), 'test')`,
    [sample.upperSecondary],
  );
  await refresh(world());
  const atDepartment = (target: number) => reading(`target:${target}`, sample.department, '2023-11-24');
  // Of four schools with primary or upper secondary grades… two districts have one primary each (every third school), and the upper secondary one.
  expect(await atDepartment(501)).toMatchObject({ origin: 'computed', expected: 3 });
  expect(await atDepartment(502)).toMatchObject({
    origin: 'declared',
    numerator: 60,
    denominator: 100,
    expected: 7,
    counted: 1,
    reached: 1,
  });
  expect(await atDepartment(503)).toMatchObject({ origin: 'declared', denominator: 0, expected: 7, counted: 0 });
});
