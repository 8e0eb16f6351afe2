import { sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';
import type { Declared, Unit } from '../rules/declared-rows.ts';
import type { SchoolYearDays } from '../rules/period.ts';
import { levelsOfScope, type TargetAsked } from '../rules/series.ts';

export const yearsKnown = (db: Query<'indicators'>): Promise<SchoolYearDays[]> =>
  db.selectFrom('schools.published_school_year').select(['school_year', 'from_day', 'until_day']).execute();

/** The targets of every plan adopted by a day. */
export async function targetsAsked(db: Query<'indicators'>, day: string): Promise<TargetAsked[]> {
  const rows = await db
    .selectFrom('steering.published_target as target')
    .innerJoin('steering.published_plan as plan', 'plan.plan_id', 'target.plan_id')
    .where('plan.adopted_on', '<=', day)
    .select([
      'target.target_id',
      'plan.place_id',
      'target.indicator',
      'target.comparator',
      'target.value_tenths',
      'target.scope',
      'target.from_day',
      'target.until_day',
    ])
    .orderBy('target.target_id')
    .execute();
  return rows.map(row => ({
    targetId: row.target_id,
    planPlaceId: row.place_id,
    indicator: row.indicator,
    comparator: row.comparator,
    valueTenths: row.value_tenths,
    levels: levelsOfScope(row.scope),
    fromDay: row.from_day,
    untilDay: row.until_day,
  }));
}

/** Everyone who may owe a figure on a day: schools with their levels, centres, offices, the department. */
export async function readUnits(db: Query<'indicators'>, day: string): Promise<Unit[]> {
  const { rows } = await sql<{ place_id: number; kind: string; levels: string[] | null; within: number[] }>`
    select p.place_id, p.kind, s.levels, array(select w.within_id from platform.place_within w
      where w.place_id = p.place_id and w.from_day <= ${day} and ${day} < w.until_day) as within
    from (select distinct place_id, kind from directory.published_place
      where kind in ('school', 'centre', 'district-office', 'department') and from_day <= ${day} and ${day} < until_day) p
    left join schools.published_school s on s.school_id = p.place_id
    order by p.place_id`.execute(db);
  return rows.map(row => ({ placeId: row.place_id, kind: row.kind, levels: row.levels, within: new Set(row.within) }));
}

/** The newest word of each place on each target, up to the day asked for; by "target/origin". */
export async function declarationsFor(
  db: Query<'indicators'>,
  asked: { targetId: number; origin: string; asOf: string }[],
): Promise<Map<string, Declared[]>> {
  const { rows } = await sql<{
    target_id: number;
    origin: string;
    place_id: number;
    numerator: number;
    denominator: number;
    declared_at: Date;
  }>`
    select distinct on (d.target_id, d.origin, d.place_id) d.target_id, d.origin, d.place_id, d.numerator, d.denominator, d.declared_at
    from unnest(${asked.map(one => one.targetId)}::bigint[], ${asked.map(one => one.origin)}::text[], ${asked.map(one => one.asOf)}::date[]) a (target_id, origin, as_of)
    join steering.published_declaration d on d.target_id = a.target_id and d.origin = a.origin and d.on_day <= a.as_of
    order by d.target_id, d.origin, d.place_id, d.on_day desc, d.declaration_id desc`.execute(db);
  const by = Map.groupBy(rows, row => `${row.target_id}/${row.origin}`);
  return new Map(
    [...by].map(([key, found]) => [
      key,
      found.map(row => ({
        placeId: row.place_id,
        numerator: row.numerator,
        denominator: row.denominator,
        declaredAt: row.declared_at,
      })),
    ]),
  );
}
