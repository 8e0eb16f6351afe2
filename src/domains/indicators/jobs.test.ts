import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { queue, workOff } from '#platform/jobs.ts';
import { useSystem } from '../../../test/database.ts';
import { type SamplePlan, samplePlan } from '../../../test/sample-plan.ts';
import { indicatorsJobs } from './jobs.ts';

const world = useSystem('2023-11-24T07:05:00Z');
let plan: SamplePlan;

beforeAll(async () => {
  plan = await samplePlan(world());
});

const announce = (event: string, data: Record<string, unknown>) => queue(world(), 'announce', { event, data });

async function share(indicator: string, placeId: number, origin = 'computed'): Promise<string> {
  const { rows } = await sql<{ share: string }>`select numerator || '/' || denominator as share from indicators.reading
    where indicator = ${indicator} and place_id = ${placeId} and origin = ${origin} and until_day = 'infinity' order by as_of desc limit 1`.execute(
    world().database.tables,
  );
  return rows[0]?.share ?? '–';
}

const notes = async () => (await world().database.tables.selectFrom('indicators.stale').selectAll().execute()).length;

test('a school that changed is read again, with the places above it and the targets it counts for', async () => {
  const { sample, targets } = plan;
  const school = sample.schools[1] ?? 0;
  const before = await share('pupils-with-citizen-number', sample.department);
  await sample.write('update schools.enrolment set has_citizen_number = false where school_id = $1', [school]);
  for (let n = 0; n < 5; n++) await announce('schools.changed', { schoolId: school, schoolYear: '2023-2024' });
  await workOff(world(), indicatorsJobs);
  expect(await share('pupils-with-citizen-number', school)).toBe('0/10');
  expect(await share(`target:${targets.pupils}`, school)).toBe('0/10');
  expect(await share('pupils-with-citizen-number', sample.department)).not.toBe(before);
  expect(await notes()).toBe(0);
});

test('five changes of one school are answered together', async () => {
  const { rows } = await sql<{
    n: number;
  }>`select count(*)::int as n from platform.audit_entry where event = 'readings.refreshed' and data ->> 'places' = '1'`.execute(
    world().database.tables,
  );
  expect(rows[0]?.n).toBe(1);
});

test('what a unit declares stands beside what is computed', async () => {
  const { sample, targets } = plan;
  await sample.write(
    `insert into steering.declaration (target_id, place_id, numerator, denominator, on_day, origin, declared_at, declared_by) values ($1, $2, 77, 100, '2023-11-23', 'declared', now(), 'test')`,
    [targets.fees, sample.schools[0]],
  );
  await announce('steering.declared', { targetId: targets.fees, placeId: sample.schools[0] });
  await workOff(world(), indicatorsJobs);
  expect(await share(`target:${targets.fees}`, sample.schools[0] ?? 0, 'declared')).toBe('77/100');
  expect(await notes()).toBe(0);
});

test('a unit plan adopted counts at once; a new target has readings', async () => {
  const { sample, planId, targets } = plan;
  const late = sample.districts.at(-1)?.office ?? 0;
  expect(await share(`target:${targets.plans}`, sample.department)).toBe('1/2');
  await sample.write(
    `with made as (insert into steering.plan (place_id, parent_plan_id, title, from_day, until_day, brought_at, brought_by) values ($1, $2, 'Muộn', '2023-01-01', '2024-01-01', now(), 'test') returning plan_id)
     insert into steering.plan_adoption select plan_id, '2023-11-20', now(), 'test' from made`,
    [late, planId],
  );
  await announce('steering.unit-plan-adopted', { planId, placeId: late });
  await workOff(world(), indicatorsJobs);
  expect(await share(`target:${targets.plans}`, sample.department)).toBe('2/2');
  expect(await share('unit-plans-in-time', sample.department)).toBe('1/2');
});
