import { refresh } from '#indicators';
import type { TestSystem } from './database.ts';
import { type SmallProvince, smallProvince } from './small-province.ts';

/** For tests of the desks: a small province with an adopted plan of six targets, read at several month ends. */
export interface SamplePlan {
  sample: SmallProvince;
  planId: number;
  /** Computed from pupils' records; declared; never declared by anyone. */
  targets: { pupils: number; data: number; plans: number; fees: number; awareness: number; online: number };
}

export async function samplePlan(
  world: TestSystem,
  shape: { districts?: number; schoolsEach?: number } = {},
): Promise<SamplePlan> {
  const sample = await smallProvince(world, shape);
  const planId = 7001;
  await sample.write(
    `insert into steering.plan (plan_id, place_id, title, number, from_day, until_day, brought_at, brought_by)
    values ($1, $2, 'Kế hoạch chuyển đổi số năm 2023', '12/KH-SGDĐT', '2023-01-01', '2024-01-01', '2023-01-05', 'test')`,
    [planId, sample.department],
  );
  await sample.write(`insert into steering.plan_adoption values ($1, '2023-01-10', '2023-01-10', 'test')`, [planId]);
  const targets = { pupils: 701, data: 702, plans: 703, fees: 704, awareness: 705, online: 706 };
  await sample.write(
    `insert into steering.target (target_id, plan_id, position, name, text, comparator, value_tenths, unit, scope, indicator, from_day, until_day, text_place)
    select v.id, $1, v.position, v.name, v.text, v.comparator, v.value, '%', v.scope::jsonb, v.indicator, '2023-01-01', '2024-01-01', '{"section": "I.2"}' from (values
    (701, 1, 'Học sinh có số định danh cá nhân trong hồ sơ của trường', '100% học sinh có số định danh cá nhân.', 'exactly', 1000, '{}', 'pupils-with-citizen-number'),
    (702, 2, 'Phần mềm quản lý nhà trường: đủ dữ liệu năm học', '100% trường dùng phần mềm.', 'exactly', 1000, '{}', 'school-data-complete'),
    (703, 3, 'Đơn vị có kế hoạch chuyển đổi số', 'Đơn vị xây dựng kế hoạch trước ngày 25/02/2023.', 'exactly', 1000, '{}', 'unit-plans-adopted'),
    (704, 4, 'Học phí không dùng tiền mặt', 'Tối thiểu 50% học phí.', 'at-least', 500, '{}', 'cashless-fees'),
    (705, 5, 'Tuyên truyền an toàn thông tin cho cán bộ', '100% cán bộ được tuyên truyền.', 'exactly', 1000, '{}', 'security-awareness'),
    (706, 6, 'Dạy học trực tuyến cấp Tiểu học', 'Từ 2% ở cấp Tiểu học.', 'at-least', 20, '{}', 'online-teaching-primary')
    ) v (id, position, name, text, comparator, value, scope, indicator)`,
    [planId],
  );
  const offices = sample.districts.map(each => each.office);
  await sample.write(
    `insert into steering.deadline (plan_id, kind, title, due_on, units) values
    ($1, 'unit-plan', 'Kế hoạch của Phòng GDĐT', '2023-02-28', $2::jsonb), ($1, 'report', 'Báo cáo 6 tháng của Phòng GDĐT', '2023-06-05', $2::jsonb),
    ($1, 'report', 'Báo cáo năm của Phòng GDĐT', '2023-12-10', $2::jsonb)`,
    [planId, JSON.stringify({ placeIds: offices })],
  );
  await sample.write(
    `insert into steering.plan (place_id, parent_plan_id, title, from_day, until_day, brought_at, brought_by)
    select place_id, $1, 'Kế hoạch của đơn vị', '2023-01-01', '2024-01-01', '2023-02-01', 'test' from unnest($2::bigint[]) place_id`,
    [planId, offices.slice(0, -1)],
  );
  await sample.write(
    `insert into steering.plan_adoption select plan_id, '2023-02-20', '2023-02-20', 'test' from steering.plan where parent_plan_id = $1`,
    [planId],
  );
  await sample.write(
    `insert into steering.declaration (target_id, place_id, numerator, denominator, on_day, origin, declared_at, declared_by)
    select 704, place_id, 40 + (n % 20) * 2, 100, date '2023-06-01', 'declared', timestamptz '2023-06-01T03:00:00Z', 'test' from unnest($1::bigint[]) with ordinality s (place_id, n)
    union all select 702, place_id, 1, 1, date '2023-06-01', 'declared', timestamptz '2023-06-01T03:00:00Z', 'test' from unnest($1::bigint[]) with ordinality s (place_id, n)
    union all select 705, place_id, 10, 12, date '2023-06-02', 'declared', timestamptz '2023-06-02T03:00:00Z', 'test' from unnest($1::bigint[]) with ordinality s (place_id, n) where n % 3 = 1`,
    [sample.schools],
  );
  for (const [index, schoolId] of sample.schools.entries()) {
    if (index % 7 === 3) continue;
    await sample.fill(schoolId, { numbered: 10 - (index % 4), assigned: index % 5 === 0 ? 1 : 2, pupilsAClass: 5 });
  }
  for (const day of ['2023-01-31', '2023-02-28', '2023-06-30', '2023-09-30', '2023-10-31'])
    await refresh(world, { asOf: day });
  await refresh(world);
  return { sample, planId, targets };
}
