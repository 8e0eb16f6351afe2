import { sql } from 'kysely';
import { house } from '#platform/access.ts';
import type { Query } from '#platform/database/database.ts';
import type { Measured, Measuring } from '#platform/indicator.ts';
import type { System } from '#platform/system.ts';
import { perform, readWide } from '#platform/work.ts';
import { computedIndicators, findIndicator } from './catalogue.ts';
import { recordReadings, type UnitRow } from './commands/record-readings.ts';
import { declarationsFor, readUnits, targetsAsked, yearsKnown } from './queries/what-to-read.ts';
import { declaredRows, type Unit, unitsExpected } from './rules/declared-rows.ts';
import { schoolYearAt } from './rules/period.ts';
import { type ComputedSeries, type DeclaredSeries, seriesOn, targetKey } from './rules/series.ts';

export interface RefreshAsked {
  /** Only these indicators (and the targets they measure); left out: all. */
  indicators?: readonly string[] | undefined;
  /** Only the figures of these units, and the places above them; left out: all units. */
  places?: readonly number[] | undefined;
  /** Only the figures of these targets, computed and declared. */
  targets?: readonly number[] | undefined;
  /** As of this day; left out: today. Earlier days are for the demo and for mending history. */
  asOf?: string | undefined;
  /** Rows of indicators.stale that this refresh answers. */
  staleIds?: readonly number[] | undefined;
}

/**
 * Reads every figure anew, as of a day, and sums it over the places. Reading goes wide (all schools), writing is the house's
 * own command. Doing it again changes nothing.
 */
export async function refresh(system: System, asked: RefreshAsked = {}): Promise<{ units: number; sums: number }> {
  const day = asked.asOf ?? system.today();
  const read = await readWide(system, 'indicators', db => readAll(db, day, asked));
  return await perform(system, house('indicators', system.today()), recordReadings, {
    series: read.series.map(({ key, period, origin, asOf, comparator, valueTenths }) => ({
      indicator: key,
      period,
      origin,
      asOf,
      comparator,
      valueTenths,
    })),
    rows: read.rows,
    places: asked.places && !asked.targets ? [...asked.places] : null,
    staleIds: [...(asked.staleIds ?? [])],
  });
}

async function readAll(
  db: Query<'indicators'>,
  day: string,
  asked: RefreshAsked,
): Promise<{ series: (ComputedSeries | DeclaredSeries)[]; rows: UnitRow[] }> {
  const years = await yearsKnown(db);
  const all = seriesOn(day, computedIndicators, await targetsAsked(db, day), years, findIndicator);
  const computed = all.computed.filter(one =>
    asked.targets
      ? asked.targets.some(id => one.key === targetKey(id))
      : !asked.indicators || asked.indicators.includes(one.indicator.key),
  );
  const declared = asked.targets
    ? all.declared.filter(one => asked.targets?.includes(one.targetId))
    : asked.places || asked.indicators
      ? []
      : all.declared;
  if (computed.length + declared.length === 0) return { series: [], rows: [] };
  const units = await readUnits(db, day);
  const rows = [
    ...(await computedRows(
      db,
      computed,
      units,
      asked.places ?? null,
      day => schoolYearAt(years, day)?.school_year ?? '',
    )),
    ...(await rowsDeclared(db, declared, units, computed.length)),
  ];
  return { series: [...computed, ...declared], rows };
}

/** Each indicator is measured once for each scope, however many targets it serves. */
async function computedRows(
  db: Query<'indicators'>,
  series: ComputedSeries[],
  units: Unit[],
  places: readonly number[] | null,
  schoolYearOn: (day: string) => string,
): Promise<UnitRow[]> {
  const within = new Map(units.map(unit => [unit.placeId, unit.within]));
  const measured = new Map<string, Measured[]>();
  const rows: UnitRow[] = [];
  const lastChange = await lastChangeOfSchools(db, series[0]?.asOf ?? '', places);
  for (const [index, one] of series.entries()) {
    const asking: Measuring = {
      day: one.asOf,
      period: one.period,
      fromDay: one.fromDay,
      untilDay: one.untilDay,
      schoolYear: schoolYearOn(one.asOf),
      levels: one.levels,
      places,
    };
    // Indicators of the school year do not mind which days the target names; those of the calendar year do.
    const days = one.indicator.period === 'school-year' ? '' : `${one.fromDay}/${one.untilDay}`;
    const run = [one.indicator.key, one.asOf, days, one.levels?.join(',')].join('|');
    const found = measured.get(run) ?? (await one.indicator.measure(asking).execute(db)).rows;
    measured.set(run, found);
    for (const { place_id, numerator, denominator, newest_record_at } of found) {
      if (one.under !== null && !within.get(place_id)?.has(one.under)) continue;
      const isCounted = denominator !== null && denominator > 0;
      rows.push({
        series: index,
        placeId: place_id,
        numerator: isCounted ? (numerator ?? 0) : 0,
        denominator: denominator ?? 0,
        unitsExpected: 1,
        unitsCounted: isCounted ? 1 : 0,
        newestRecordAt: newest_record_at ?? lastChange.get(place_id) ?? null,
      });
    }
  }
  return rows;
}

async function rowsDeclared(
  db: Query<'indicators'>,
  series: DeclaredSeries[],
  units: Unit[],
  offset: number,
): Promise<UnitRow[]> {
  const said = await declarationsFor(
    db,
    series.map(one => ({ targetId: one.targetId, origin: one.origin, asOf: one.asOf })),
  );
  return series.flatMap((one, index) => {
    const expected = unitsExpected(units, one.declaredBy, one.levels, one.under ?? 0);
    const rows = declaredRows(units, expected, said.get(`${one.targetId}/${one.origin}`) ?? []);
    // Nobody owes an inspection, nor a word on what is computed anyway: only what was said is there.
    const kept = one.origin === 'inspected' || !one.isOwed ? rows.filter(row => row.unitsCounted > 0) : rows;
    return kept.map(row => ({ series: offset + index, ...row }));
  });
}

/** When a school last changed any record, from the audit: the freshness of what is computed from its records. */
async function lastChangeOfSchools(
  db: Query<'indicators'>,
  day: string,
  places: readonly number[] | null,
): Promise<Map<number, Date>> {
  if (day === '') return new Map();
  const { rows } = await sql<{ school_id: number; at: Date }>`
    select s.school_id, last.at from schools.published_school s
    cross join lateral (select e.at from platform.audit_entry e
      where e.school_id = s.school_id and e.at < ((${day}::date + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh') order by e.audit_entry_id desc limit 1) last
    ${places ? sql`where s.school_id = any (${[...places]}::bigint[])` : sql``}`.execute(db);
  return new Map(rows.map(row => [row.school_id, row.at]));
}
