import { sql } from 'kysely';
import type { Actor } from '#platform/access.ts';
import type { Query } from '#platform/database/database.ts';
import type { Indicator, Measuring, RowBehind } from '#platform/indicator.ts';
import { watchesAt } from '../access.ts';
import { periodAt, schoolYearAt } from '../rules/period.ts';
import { type Standing, shareOf, standingOf } from '../rules/state.ts';
import { keyOf, lineOf, type ReadingShown, readingsAt, type TargetLine, targetsOfPlan } from './board.ts';
import { breakdownPlaces } from './today.ts';
import { yearsKnown } from './what-to-read.ts';

/** One target as it stands at a place on a day. */
export async function findTargetLine(
  db: Query<'indicators'>,
  planId: number,
  targetId: number,
  placeId: number,
  day: string,
): Promise<TargetLine | undefined> {
  const [target] = await targetsOfPlan(db, planId, targetId);
  if (!target) return undefined;
  return lineOf(target, await readingsAt(db, [keyOf(target)], [placeId], day));
}

export interface GroupLine {
  placeId: number;
  name: string;
  shortName: string;
  gsoCode: string | null;
  percent: number | null;
  numerator: number;
  denominator: number;
  unitsExpected: number;
  unitsCounted: number;
  unitsReached: number;
  standing: Standing;
}

const originOf = (line: TargetLine): ReadingShown['origin'] =>
  line.main?.origin ?? (line.indicator?.origin === 'computed' ? 'computed' : 'declared');
const keyAsked = (line: TargetLine) =>
  keyOf({ target_id: line.targetId, from_day: line.fromDay, until_day: line.untilDay });

/** A target by district (communes after districts ended), best first; those who say nothing last. */
export async function groupsOf(
  db: Query<'indicators'>,
  line: TargetLine,
  placeId: number,
  day: string,
): Promise<GroupLine[]> {
  const { key, period } = keyAsked(line);
  const { rows } = await sql<Omit<GroupLine, 'percent' | 'standing'>>`
    select p.place_id as "placeId", p.name, p.short_name as "shortName", p.gso_code as "gsoCode", coalesce(r.numerator, 0) as numerator, coalesce(r.denominator, 0) as denominator,
      coalesce(r.units_expected, 0) as "unitsExpected", coalesce(r.units_counted, 0) as "unitsCounted", coalesce(r.units_reached, 0) as "unitsReached"
    from (${breakdownPlaces(placeId, day)}) p
    left join indicators.reading r on r.indicator = ${key} and r.period = ${period} and r.origin = ${originOf(line)} and r.place_id = p.place_id and r.as_of <= ${day} and ${day} < r.until_day
    order by p.short_name`.execute(db);
  return rows
    .map(row => {
      const figure = { ...row };
      return { ...row, percent: shareOf(row), standing: standingOf(line, figure) };
    })
    .sort(bestFirst);
}

const bestFirst = (a: { percent: number | null }, b: { percent: number | null }) =>
  (b.percent ?? -1) - (a.percent ?? -1);

export interface UnitLine {
  placeId: number;
  name: string;
  kind: string;
  numerator: number;
  denominator: number;
  percent: number | null;
  standing: Standing;
  newestRecordAt: Date | null;
  declared: number | null;
}

export interface UnitsAsked {
  placeId: number;
  day: string;
  /** Only those that stand so: "behind" means every unit short of the target, near or far. */
  state?: 'behind' | 'silent' | 'ok' | undefined;
  page?: number;
  pageSize?: number;
}

/**
 * The units behind a target within a place, worst first; a place that is a district holds the schools that stand in it.
 * Only those this person watches: the same rule in the list as at the door.
 */
export async function unitsOf(
  db: Query<'indicators'>,
  actor: Actor,
  line: TargetLine,
  asked: UnitsAsked,
): Promise<{ units: UnitLine[]; total: number }> {
  const { key, period } = keyAsked(line);
  const { placeId, day, state, page = 1, pageSize = 50 } = asked;
  const reaches = sql`(u.units_counted > 0 and u.denominator > 0 and case ${line.comparator}::text
    when 'more-than' then u.numerator * 1000 > ${line.valueTenths}::bigint * u.denominator when 'at-most' then u.numerator * 1000 <= ${line.valueTenths}::bigint * u.denominator
    when 'less-than' then u.numerator * 1000 < ${line.valueTenths}::bigint * u.denominator else u.numerator * 1000 >= ${line.valueTenths}::bigint * u.denominator end)`;
  const { rows } = await sql<
    Omit<UnitLine, 'percent' | 'standing'> & { counted: number; expected: number; total: number }
  >`
    with inside as (
      select place_id from platform.place_within where within_id = ${placeId} and from_day <= ${day} and ${day} < until_day
      union select p.place_id from directory.published_place p join platform.place_within w on w.place_id = p.commune_id and w.within_id = ${placeId}
        and w.from_day <= ${day} and ${day} < w.until_day where p.from_day <= ${day} and ${day} < p.until_day),
    lines as (
      select u.*, ${reaches} as reaches from inside join indicators.unit_reading u using (place_id)
      where u.indicator = ${key} and u.period = ${period} and u.origin = ${originOf(line)} and u.as_of <= ${day} and ${day} < u.until_day and u.units_expected > 0
        and ${watchesAt(actor, sql.ref<number>('u.place_id'))})
    select l.place_id as "placeId", p.name, p.kind, l.numerator, l.denominator, l.units_counted as counted, l.units_expected as expected, l.newest_record_at as "newestRecordAt",
      (select d.numerator * 100.0 / nullif(d.denominator, 0) from indicators.unit_reading d where d.indicator = ${key} and d.period = ${period} and d.origin = 'declared'
        and ${originOf(line)}::text <> 'declared' and d.place_id = l.place_id and d.as_of <= ${day} and ${day} < d.until_day)::float8 as declared,
      count(*) over ()::int as total
    from lines l cross join lateral (select name, kind from directory.published_place v where v.place_id = l.place_id and v.from_day <= ${day} order by v.from_day desc limit 1) p
    where ${state === 'silent' ? sql`l.units_counted = 0` : state === 'behind' ? sql`l.units_counted > 0 and not l.reaches` : state === 'ok' ? sql`l.reaches` : sql`true`}
    order by l.reaches, l.units_counted = 0, case when l.denominator > 0 then l.numerator::float8 / l.denominator end nulls last, p.name collate "vi-x-icu", l.place_id
    limit ${pageSize} offset ${(page - 1) * pageSize}`.execute(db);
  return {
    total: rows[0]?.total ?? 0,
    units: rows.map(row => ({
      ...row,
      percent: shareOf(row),
      standing: standingOf(line, { ...row, unitsCounted: row.counted, unitsExpected: row.expected }),
    })),
  };
}

/** The rows behind one unit's computed figure, those that fail first. Read behind the reader's own wall. */
export async function rowsBehind(
  db: Query<'indicators'>,
  indicator: Indicator | undefined,
  placeId: number,
  day: string,
  most = 200,
): Promise<RowBehind[]> {
  if (indicator?.origin !== 'computed') return [];
  const years = await yearsKnown(db);
  const period = periodAt(indicator.period, years, day);
  if (!period) return [];
  const asking: Measuring = {
    day,
    period: period.key,
    fromDay: period.fromDay,
    untilDay: period.untilDay,
    schoolYear: schoolYearAt(years, day)?.school_year ?? '',
    levels: null,
    places: [placeId],
  };
  const { rows } =
    await sql<RowBehind>`select * from (${indicator.rows(asking, placeId)}) behind limit ${most}`.execute(db);
  return rows;
}

export interface Said {
  day: string;
  origin: 'declared' | 'inspected';
  numerator: number;
  denominator: number;
  note: string | null;
}

/** What a unit declared of a target, the newest first. */
export async function declarationsOf(
  db: Query<'indicators'>,
  targetId: number,
  placeId: number,
  day: string,
): Promise<Said[]> {
  return db
    .selectFrom('steering.published_declaration')
    .select(['on_day as day', 'origin', 'numerator', 'denominator', 'note'])
    .where('target_id', '=', targetId)
    .where('place_id', '=', placeId)
    .where('on_day', '<=', day)
    .orderBy('on_day', 'desc')
    .orderBy('declaration_id', 'desc')
    .limit(20)
    .execute();
}
