import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Query } from '#platform/database/database.ts';
import { command } from '#platform/work.ts';

const Series = z.object({
  /** An indicator's key, or "target:12". */
  indicator: z.string(),
  period: z.string(),
  origin: z.enum(['computed', 'declared', 'inspected']),
  asOf: z.iso.date(),
  /** What a unit itself must reach; null: the whole. */
  comparator: z.enum(['at-least', 'more-than', 'exactly', 'at-most', 'less-than']).nullable(),
  valueTenths: z.number().int().nullable(),
});
export type SeriesGiven = z.infer<typeof Series>;

const UnitRow = z.object({
  /** Which of the series it belongs to, counted from 0. */
  series: z.number().int().min(0),
  placeId: z.number().int(),
  numerator: z.number().int().min(0),
  denominator: z.number().int().min(0),
  unitsExpected: z.number().int().min(0),
  unitsCounted: z.number().int().min(0),
  newestRecordAt: z.date().nullable(),
});
export type UnitRow = z.infer<typeof UnitRow>;

/**
 * Writes what units read of themselves and sums it over the places above them, in a constant number of statements. A row is
 * written only where something changed; the row before it ends on that day, so any earlier day reads as it was.
 * With `places`, only those units and the places above them are touched; with null, units no longer expected are let go too.
 */
export const recordReadings = command('indicators', 'record-readings', {
  input: z.object({
    series: z.array(Series),
    rows: z.array(UnitRow),
    places: z.array(z.number().int()).nullable(),
    staleIds: z.array(z.number().int()),
  }),
  async run(work, { series, rows, places, staleIds }) {
    work.allowed(work.actor.kind === 'system');
    // Two refreshes at once would sum what the other has not written yet.
    await sql`select pg_advisory_xact_lock(7240021)`.execute(work.db);
    const units = await writeUnits(work.db, series, rows, places === null);
    const sums = await sumOverPlaces(work.db, series, places, work.now);
    await sql`insert into indicators.refreshed (indicator, period, origin, as_of, refreshed_at)
      select distinct on (indicator, period, origin) indicator, period, origin, as_of, ${work.now}::timestamptz from (${selectSeries(series)}) s order by indicator, period, origin, as_of desc
      on conflict (indicator, period, origin) do update set as_of = excluded.as_of, refreshed_at = excluded.refreshed_at`.execute(
      work.db,
    );
    if (staleIds.length > 0)
      await sql`delete from indicators.stale where stale_id = any (${staleIds}::bigint[])`.execute(work.db);
    work.audit({
      event: 'readings.refreshed',
      subject: 'readings',
      data: { series: series.length, places: places?.length ?? 'all', units, sums },
    });
    return { units, sums };
  },
});

const seriesTable = (series: SeriesGiven[]): RawBuilder<unknown> => sql`unnest(
  ${series.map((_, index) => index)}::int[], ${series.map(one => one.indicator)}::text[], ${series.map(one => one.period)}::text[], ${series.map(one => one.origin)}::text[],
  ${series.map(one => one.asOf)}::date[], ${series.map(one => one.comparator)}::text[], ${series.map(one => one.valueTenths)}::bigint[])`;

const selectSeries = (series: SeriesGiven[]) => sql`
  select * from ${seriesTable(series)} s (i, indicator, period, origin, as_of, comparator, value_tenths)`;

async function writeUnits(
  db: Query<'indicators'>,
  series: SeriesGiven[],
  rows: UnitRow[],
  full: boolean,
): Promise<number> {
  const letGo = full
    ? sql`union all
        select s.indicator, s.period, s.origin, s.as_of, u.place_id, 0, 0, 0, 0, null
        from series s join indicators.unit_reading u using (indicator, period, origin)
        where u.as_of <= s.as_of and s.as_of < u.until_day and u.units_expected > 0
          and not exists (select from given g where g.indicator = s.indicator and g.period = s.period and g.origin = s.origin and g.place_id = u.place_id)`
    : sql``;
  const { rows: written } = await sql<{ n: number }>`
    with series as materialized (${selectSeries(series)}),
      given as materialized (
        select s.indicator, s.period, s.origin, s.as_of, r.place_id, r.numerator, r.denominator, r.units_expected, r.units_counted, r.newest_record_at
        from unnest(${rows.map(row => row.series)}::int[], ${rows.map(row => row.placeId)}::bigint[], ${rows.map(row => row.numerator)}::bigint[],
          ${rows.map(row => row.denominator)}::bigint[], ${rows.map(row => row.unitsExpected)}::int[], ${rows.map(row => row.unitsCounted)}::int[],
          ${rows.map(row => row.newestRecordAt)}::timestamptz[]) r (i, place_id, numerator, denominator, units_expected, units_counted, newest_record_at)
        join series s using (i)),
      wanted as (select * from given ${letGo}),
      changed as materialized (
        select w.* from wanted w
        left join indicators.unit_reading u on (u.indicator, u.period, u.origin, u.place_id) = (w.indicator, w.period, w.origin, w.place_id) and u.as_of <= w.as_of and w.as_of < u.until_day
        where (u.numerator, u.denominator, u.units_expected, u.units_counted, u.newest_record_at)
          is distinct from (w.numerator, w.denominator, w.units_expected, w.units_counted, w.newest_record_at)),
      ended as (
        update indicators.unit_reading u set until_day = c.as_of from changed c
        where (u.indicator, u.period, u.origin, u.place_id) = (c.indicator, c.period, c.origin, c.place_id) and u.as_of < c.as_of and c.as_of < u.until_day),
      written as (
        insert into indicators.unit_reading as u (indicator, period, origin, place_id, as_of, until_day, numerator, denominator, units_expected, units_counted, newest_record_at)
        select c.indicator, c.period, c.origin, c.place_id, c.as_of,
          coalesce((select min(l.as_of) from indicators.unit_reading l where (l.indicator, l.period, l.origin, l.place_id) = (c.indicator, c.period, c.origin, c.place_id) and l.as_of > c.as_of), 'infinity'),
          c.numerator, c.denominator, c.units_expected, c.units_counted, c.newest_record_at
        from changed c
        on conflict (indicator, period, origin, place_id, as_of) do update set numerator = excluded.numerator, denominator = excluded.denominator,
          units_expected = excluded.units_expected, units_counted = excluded.units_counted, newest_record_at = excluded.newest_record_at
        returning 1)
    select count(*) as n from written`.execute(db);
  return written[0]?.n ?? 0;
}

/** What a unit must reach to count as reached: the same comparison as rules/state.ts `keeps`, on whole numbers. */
const unitReaches = sql`u.units_counted > 0 and u.denominator > 0 and case s.comparator
  when 'at-least' then u.numerator * 1000 >= s.value_tenths * u.denominator
  when 'exactly' then u.numerator * 1000 >= s.value_tenths * u.denominator
  when 'more-than' then u.numerator * 1000 > s.value_tenths * u.denominator
  when 'at-most' then u.numerator * 1000 <= s.value_tenths * u.denominator
  when 'less-than' then u.numerator * 1000 < s.value_tenths * u.denominator
  else u.numerator >= u.denominator end`;

/**
 * Every place within which a unit lies on a day: by who manages it (platform.place_within), and by where it stands (its
 * commune, and so its district), so that a school directly under the department still counts in its district.
 */
const withinOn = sql`
  select distinct d.as_of, w.within_id, w.place_id from (select distinct as_of from series) d
  join (
    select within_id, place_id, from_day, until_day from platform.place_within
    union all
    select w.within_id, p.place_id, greatest(w.from_day, p.from_day), least(w.until_day, p.until_day)
    from directory.published_place p join platform.place_within w on w.place_id = p.commune_id and w.from_day < p.until_day and p.from_day < w.until_day
  ) w on w.from_day <= d.as_of and d.as_of < w.until_day`;

async function sumOverPlaces(
  db: Query<'indicators'>,
  series: SeriesGiven[],
  places: number[] | null,
  now: Date,
): Promise<number> {
  const touched =
    places === null
      ? sql`select s.i, w.within_id as place_id from series s join within w using (as_of)
          union select s.i, r.place_id from series s join indicators.reading r using (indicator, period, origin) where r.as_of <= s.as_of and s.as_of < r.until_day`
      : sql`select s.i, w.within_id as place_id from series s join within w using (as_of) where w.place_id = any (${places}::bigint[])`;
  const { rows: written } = await sql<{ n: number }>`
    with series as materialized (${selectSeries(series)}),
      within as materialized (${withinOn}),
      newest as materialized (
        select s.i, s.as_of, u.place_id, u.numerator, u.denominator, u.units_expected, u.units_counted, u.newest_record_at,
          case when ${unitReaches} then u.units_counted else 0 end as units_reached
        from series s join indicators.unit_reading u using (indicator, period, origin)
        where u.as_of <= s.as_of and s.as_of < u.until_day and u.units_expected > 0),
      touched as materialized (select distinct i, place_id from (${touched}) t),
      sums as materialized (
        select n.i, w.within_id as place_id, sum(n.numerator)::bigint as numerator, sum(n.denominator)::bigint as denominator, sum(n.units_expected)::int as units_expected,
          sum(n.units_counted)::int as units_counted, sum(n.units_reached)::int as units_reached, max(n.newest_record_at) as newest_record_at
        from newest n join within w on w.as_of = n.as_of and w.place_id = n.place_id
        group by n.i, w.within_id),
      changed as materialized (
        select s.indicator, s.period, s.origin, s.as_of, t.place_id, coalesce(m.numerator, 0) as numerator, coalesce(m.denominator, 0) as denominator,
          coalesce(m.units_expected, 0) as units_expected, coalesce(m.units_counted, 0) as units_counted, coalesce(m.units_reached, 0) as units_reached, m.newest_record_at
        from touched t join series s using (i) left join sums m on m.i = t.i and m.place_id = t.place_id
        left join indicators.reading r on (r.indicator, r.period, r.origin, r.place_id) = (s.indicator, s.period, s.origin, t.place_id) and r.as_of <= s.as_of and s.as_of < r.until_day
        where (coalesce(m.numerator, 0), coalesce(m.denominator, 0), coalesce(m.units_expected, 0), coalesce(m.units_counted, 0), coalesce(m.units_reached, 0), m.newest_record_at)
          is distinct from (coalesce(r.numerator, 0), coalesce(r.denominator, 0), coalesce(r.units_expected, 0), coalesce(r.units_counted, 0), coalesce(r.units_reached, 0), r.newest_record_at)),
      ended as (
        update indicators.reading r set until_day = c.as_of from changed c
        where (r.indicator, r.period, r.origin, r.place_id) = (c.indicator, c.period, c.origin, c.place_id) and r.as_of < c.as_of and c.as_of < r.until_day),
      written as (
        insert into indicators.reading (indicator, period, origin, place_id, as_of, until_day, numerator, denominator, units_expected, units_counted, units_reached, newest_record_at, computed_at)
        select c.indicator, c.period, c.origin, c.place_id, c.as_of,
          coalesce((select min(l.as_of) from indicators.reading l where (l.indicator, l.period, l.origin, l.place_id) = (c.indicator, c.period, c.origin, c.place_id) and l.as_of > c.as_of), 'infinity'),
          c.numerator, c.denominator, c.units_expected, c.units_counted, c.units_reached, c.newest_record_at, ${now}::timestamptz
        from changed c
        on conflict (indicator, period, place_id, origin, as_of) do update set numerator = excluded.numerator, denominator = excluded.denominator,
          units_expected = excluded.units_expected, units_counted = excluded.units_counted, units_reached = excluded.units_reached,
          newest_record_at = excluded.newest_record_at, computed_at = excluded.computed_at
        returning 1)
    select count(*) as n from written`.execute(db);
  return written[0]?.n ?? 0;
}
