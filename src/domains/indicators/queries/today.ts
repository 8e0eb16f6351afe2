import { type RawBuilder, sql } from 'kysely';
import type { Actor } from '#platform/access.ts';
import type { Query } from '#platform/database/database.ts';
import { watchesAt } from '../access.ts';
import { periodOfDays } from '../rules/period.ts';
import { targetKey } from '../rules/series.ts';
import type { TargetLine } from './board.ts';

/**
 * The places a figure is broken down by: the districts of the province where there are any on the day, its communes after
 * they ended. Found by where schools stand, so that a school directly under the department belongs to its district too.
 */
export const breakdownPlaces = (
  placeId: number,
  day: string,
): RawBuilder<{ place_id: number; name: string; short_name: string; gso_code: string | null }> => sql`
  with roots as (select w.within_id from platform.place_within w where w.place_id = ${placeId} and w.from_day <= ${day} and ${day} < w.until_day),
    found as (
      select distinct on (p.place_id) p.place_id, p.kind, p.name, p.short_name, p.gso_code
      from roots join directory.published_place root on root.place_id = roots.within_id and root.kind = 'province'
      join platform.place_within w on w.within_id = roots.within_id and w.from_day <= ${day} and ${day} < w.until_day
      join directory.published_place p on p.place_id = w.place_id and p.kind in ('district', 'commune') and p.from_day <= ${day} and ${day} < p.until_day
      order by p.place_id, p.from_day desc)
  select place_id, name, short_name, gso_code from found
  where kind = case when exists (select from found where kind = 'district') then 'district' else 'commune' end`;

export interface Blocked {
  targetId: number;
  placeName: string;
  units: number;
}

/** Where the units stand that keep some targets from being reached: by district, most first. One query. */
export async function whereBlocked(
  db: Query<'indicators'>,
  lines: readonly TargetLine[],
  placeId: number,
  day: string,
): Promise<Blocked[]> {
  const asked = lines.flatMap(line =>
    line.main
      ? [
          {
            targetId: line.targetId,
            key: targetKey(line.targetId),
            period: periodOfDays(line.fromDay, line.untilDay).key,
            origin: line.main.origin,
          },
        ]
      : [],
  );
  if (asked.length === 0) return [];
  const { rows } = await sql<Blocked>`
    select k.target_id as "targetId", p.short_name as "placeName", r.units_expected - r.units_reached as units
    from unnest(${asked.map(one => one.targetId)}::bigint[], ${asked.map(one => one.key)}::text[], ${asked.map(one => one.period)}::text[], ${asked.map(one => one.origin)}::text[]) k (target_id, indicator, period, origin)
    cross join (${breakdownPlaces(placeId, day)}) p
    join indicators.reading r on r.indicator = k.indicator and r.period = k.period and r.origin = k.origin and r.place_id = p.place_id and r.as_of <= ${day} and ${day} < r.until_day
    where r.units_expected > r.units_reached order by units desc, p.short_name`.execute(db);
  return rows;
}

export interface DeadlineShown {
  deadlineId: number;
  kind: 'unit-plan' | 'report' | 'task';
  title: string;
  /** The day the plan names, and the last day in time ("trước ngày 06/12" ends with the 5th). */
  dueOn: string;
  lastDay: string;
  owed: number;
  met: number;
}

/** What the plan asks of the units within a place, by day, with how many have met it. */
export async function deadlinesOf(
  db: Query<'indicators'>,
  planId: number,
  placeId: number,
  day: string,
): Promise<DeadlineShown[]> {
  const { rows } = await sql<DeadlineShown>`
    select d.deadline_id as "deadlineId", d.kind, d.title, d.due_on as "dueOn", d.last_day as "lastDay", count(*)::int as owed,
      count(*) filter (where case d.kind
        when 'unit-plan' then exists (select from steering.published_plan p where p.parent_plan_id = d.plan_id and p.place_id = o.place_id and p.adopted_on <= ${day})
        else exists (select from steering.published_report r where r.deadline_id = d.deadline_id and r.place_id = o.place_id and r.handed_in_on <= ${day}) end)::int as met
    from steering.published_deadline d
    cross join lateral (select value::bigint as place_id from jsonb_array_elements_text(d.units -> 'placeIds')) o
    join platform.place_within w on w.place_id = o.place_id and w.within_id = ${placeId} and w.from_day <= ${day} and ${day} < w.until_day
    where d.plan_id = ${planId} and d.kind in ('unit-plan', 'report')
    group by d.deadline_id, d.kind, d.title, d.due_on, d.last_day order by d.last_day, d.deadline_id`.execute(db);
  return rows;
}

/** Schools whose records have not changed for more than some days, or that have none. */
const quiet = (placeId: number, day: string, days: number) => sql`
  select u.place_id, u.newest_record_at from indicators.unit_reading u
  join platform.place_within w on w.place_id = u.place_id and w.within_id = ${placeId} and w.from_day <= ${day} and ${day} < w.until_day
  where u.indicator = 'school-data-complete' and u.units_expected > 0 and u.as_of <= ${day} and ${day} < u.until_day
    and u.period = (select max(period) from indicators.reading where indicator = 'school-data-complete' and place_id = ${placeId} and as_of <= ${day})
    and (u.units_counted = 0 or u.newest_record_at < ${day}::date - ${days}::int)`;

const QUIET_DAYS = 7;

export async function quietSchools(
  db: Query<'indicators'>,
  placeId: number,
  day: string,
): Promise<{ quiet: number; since: Date | null }> {
  const { rows } = await sql<{
    quiet: number;
    since: Date | null;
  }>`select count(*)::int as quiet, max(newest_record_at) as since from (${quiet(placeId, day, QUIET_DAYS)}) q`.execute(
    db,
  );
  return rows[0] ?? { quiet: 0, since: null };
}

export interface QuietSchool {
  placeId: number;
  name: string;
  since: Date | null;
}

export async function quietSchoolList(
  db: Query<'indicators'>,
  actor: Actor,
  placeId: number,
  day: string,
): Promise<QuietSchool[]> {
  const { rows } =
    await sql<QuietSchool>`select q.place_id as "placeId", p.name, q.newest_record_at as since from (${quiet(placeId, day, QUIET_DAYS)}) q
    cross join lateral (select name from directory.published_place v where v.place_id = q.place_id order by v.from_day desc limit 1) p
    where ${watchesAt(actor, sql.ref<number>('q.place_id'))} order by q.newest_record_at nulls first, p.name collate "vi-x-icu"`.execute(
      db,
    );
  return rows;
}
