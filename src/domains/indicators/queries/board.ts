import { sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';
import type { Counted, Indicator } from '#platform/indicator.ts';
import { findIndicator } from '../catalogue.ts';
import { monthEnds, periodOfDays } from '../rules/period.ts';
import { targetKey } from '../rules/series.ts';
import { type Comparator, type Figure, type Standing, shareOf, standingOf } from '../rules/state.ts';
import type { PlanWatched } from './plans.ts';

export interface ReadingShown extends Figure {
  origin: 'computed' | 'declared' | 'inspected';
  percent: number | null;
  unitsReached: number;
  newestRecordAt: Date | null;
  /** When it was last computed, changed or not (where the day shown is not the last one: when it changed). */
  refreshedAt: Date;
}

export interface TargetLine {
  targetId: number;
  planId: number;
  position: number;
  name: string;
  text: string;
  comparator: Comparator;
  valueTenths: number;
  unit: string;
  textPlace: unknown;
  fromDay: string;
  untilDay: string;
  indicator: Indicator | undefined;
  counts: Counted;
  /** The figure that counts: inspected stands above computed, computed above declared. */
  main: ReadingShown | undefined;
  /** What is declared beside a computed figure. */
  declared: ReadingShown | undefined;
  standing: Standing;
  /** Units counted that do not reach the target themselves; units that say nothing. */
  unitsBehind: number;
  unitsSilent: number;
}

export interface TargetRow {
  target_id: number;
  plan_id: number;
  position: number;
  name: string;
  text: string;
  comparator: Comparator;
  value_tenths: number;
  unit: string;
  text_place: unknown;
  indicator: string | null;
  from_day: string;
  until_day: string;
}

export async function targetsOfPlan(db: Query<'indicators'>, planId: number, targetId?: number): Promise<TargetRow[]> {
  let query = db
    .selectFrom('steering.published_target')
    .select([
      'target_id',
      'plan_id',
      'position',
      'name',
      'text',
      'comparator',
      'value_tenths',
      'unit',
      'text_place',
      'indicator',
      'from_day',
      'until_day',
    ])
    .where('plan_id', '=', planId);
  if (targetId !== undefined) query = query.where('target_id', '=', targetId);
  return query.orderBy('position').orderBy('target_id').execute();
}

interface ReadingRow {
  indicator: string;
  placeId: number;
  origin: ReadingShown['origin'];
  numerator: number;
  denominator: number;
  unitsExpected: number;
  unitsCounted: number;
  unitsReached: number;
  newestRecordAt: Date | null;
  refreshedAt: Date;
}

/** The stored readings of some figures at some places on a day: one query, whatever lies below. */
export async function readingsAt(
  db: Query<'indicators'>,
  keys: { key: string; period: string }[],
  placeIds: readonly number[],
  day: string,
): Promise<ReadingRow[]> {
  const { rows } = await sql<ReadingRow>`
    select r.indicator, r.place_id as "placeId", r.origin, r.numerator, r.denominator, r.units_expected as "unitsExpected", r.units_counted as "unitsCounted",
      r.units_reached as "unitsReached", r.newest_record_at as "newestRecordAt", case when f.as_of <= ${day} then f.refreshed_at else r.computed_at end as "refreshedAt"
    from unnest(${keys.map(one => one.key)}::text[], ${keys.map(one => one.period)}::text[]) k (indicator, period)
    join indicators.reading r on r.indicator = k.indicator and r.period = k.period and r.place_id = any (${[...placeIds]}::bigint[]) and r.as_of <= ${day} and ${day} < r.until_day
    left join indicators.refreshed f on f.indicator = r.indicator and f.period = r.period and f.origin = r.origin
    where r.units_expected > 0`.execute(db);
  return rows;
}

const shown = (row: ReadingRow | undefined): ReadingShown | undefined => row && { ...row, percent: shareOf(row) };

/** The figure that counts among the origins, and the declared one where it is another. */
export function chooseReadings(rows: readonly ReadingRow[]): {
  main: ReadingShown | undefined;
  declared: ReadingShown | undefined;
} {
  const of = (origin: ReadingShown['origin']) => shown(rows.find(row => row.origin === origin));
  const [computed, declared, inspected] = [of('computed'), of('declared'), of('inspected')];
  // An inspection of a few units says something of those few; only a whole one replaces the computed figure.
  const whole = inspected && computed && inspected.unitsExpected >= computed.unitsExpected ? inspected : undefined;
  const main = whole ?? computed ?? declared;
  return { main, declared: main === declared || !declared || declared.unitsCounted === 0 ? undefined : declared };
}

export function lineOf(target: TargetRow, rows: readonly ReadingRow[]): TargetLine {
  const indicator = findIndicator(target.indicator);
  const { main, declared } = chooseReadings(rows);
  return {
    targetId: target.target_id,
    planId: target.plan_id,
    position: target.position,
    name: target.name,
    text: target.text,
    comparator: target.comparator,
    valueTenths: target.value_tenths,
    unit: target.unit,
    textPlace: target.text_place,
    fromDay: target.from_day,
    untilDay: target.until_day,
    indicator,
    counts: indicator?.counts ?? 'unit',
    main,
    declared,
    standing: standingOf({ comparator: target.comparator, valueTenths: target.value_tenths, unit: target.unit }, main),
    unitsBehind: main ? main.unitsCounted - main.unitsReached : 0,
    unitsSilent: main ? main.unitsExpected - main.unitsCounted : 0,
  };
}

export const keyOf = (
  target: Pick<TargetRow, 'target_id' | 'from_day' | 'until_day'>,
): { key: string; period: string } => ({
  key: targetKey(target.target_id),
  period: periodOfDays(target.from_day, target.until_day).key,
});

/** A plan's targets as they stand at a place on a day. Two queries. */
export async function targetLines(
  db: Query<'indicators'>,
  planId: number,
  placeId: number,
  day: string,
): Promise<TargetLine[]> {
  const targets = await targetsOfPlan(db, planId);
  const readings = await readingsAt(db, targets.map(keyOf), [placeId], day);
  const by = Map.groupBy(readings, row => row.indicator);
  return targets.map(target => lineOf(target, by.get(targetKey(target.target_id)) ?? []));
}

export interface TrendShown {
  day: string;
  percent: number | null;
}

/** How targets stood at the end of each month of the plan so far, and on the day. One query for all of them. */
export async function trendsOf(
  db: Query<'indicators'>,
  lines: readonly TargetLine[],
  plan: Pick<PlanWatched, 'fromDay' | 'untilDay'>,
  placeId: number,
  day: string,
): Promise<Map<number, TrendShown[]>> {
  const days = monthEnds(plan.fromDay, plan.untilDay, day);
  const keys = lines.flatMap(line =>
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
  const { rows } = await sql<{ key: string; day: string; numerator: number; denominator: number }>`
    select k.indicator as key, d.day, r.numerator, r.denominator
    from unnest(${keys.map(one => one.key)}::text[], ${keys.map(one => one.period)}::text[], ${keys.map(one => one.origin)}::text[]) k (indicator, period, origin)
    cross join unnest(${days}::date[]) d (day)
    join indicators.reading r on r.indicator = k.indicator and r.period = k.period and r.place_id = ${placeId} and r.origin = k.origin and r.as_of <= d.day and d.day < r.until_day`.execute(
    db,
  );
  const by = new Map(rows.map(row => [`${row.key}/${row.day}`, shareOf(row)]));
  return new Map(
    keys.map(one => [one.targetId, days.map(day => ({ day, percent: by.get(`${one.key}/${day}`) ?? null }))]),
  );
}

/** How many schools within a place keep any data here, of how many. */
export async function schoolsWithData(
  db: Query<'indicators'>,
  placeId: number,
  day: string,
): Promise<{ counted: number; expected: number } | undefined> {
  const { rows } = await sql<{
    counted: number;
    expected: number;
  }>`select units_counted as counted, units_expected as expected from indicators.reading
    where indicator = 'school-data-complete' and place_id = ${placeId} and as_of <= ${day} and ${day} < until_day and units_expected > 0 order by period desc limit 1`.execute(
    db,
  );
  return rows[0];
}
