import { type RawBuilder, sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';
import type { Regime } from '../rules/regime.ts';
import type { Period } from './class-results.ts';

/** What is counted of results. */
export type Fact = 'academic' | 'conduct' | 'outcome' | 'award';

/** How many pupils of a group have a value of a fact. */
export interface Counted {
  all: number;
  girls: number;
  /** Of ethnic minorities: everyone but Kinh. */
  minority: number;
}

/** The results of a group of pupils under one circular. */
export interface Tally {
  /** Id of the class, school or district; the grade's number. */
  key: number;
  label: string;
  regime: Regime;
  pupils: Counted;
  /** Pupils of whom nothing is missing. */
  whole: number;
  facts: Record<Fact, Record<string, Counted>>;
}

interface Row {
  key: number;
  label: string;
  regime: Regime;
  fact: Fact | 'all';
  value: string | null;
  all: number;
  girls: number;
  minority: number;
  whole: number;
}

/**
 * Counts results by group and circular, in one pass over the results of a period.
 * @param groups a query of (school_id, class_id, key, label): which group each class belongs to
 */
async function tally(
  db: Query<'gradebook'>,
  groups: RawBuilder<unknown>,
  schoolYear: string,
  period: Period,
): Promise<Tally[]> {
  const { rows } = await sql<Row>`
    with groups as materialized (${groups}),
      counted as (
        select g.key, g.label, r.regime, r.academic, r.conduct, r.outcome, r.award,
          case grouping(r.academic, r.conduct, r.outcome, r.award) when 7 then 'academic' when 11 then 'conduct' when 13 then 'outcome' when 14 then 'award' else 'all' end as fact,
          count(*)::int as "all", count(*) filter (where e.sex = 'female')::int as girls,
          count(*) filter (where e.ethnic_key <> 'kinh')::int as minority, count(*) filter (where r.is_whole)::int as whole
        from gradebook.result r
        join groups g on g.school_id = r.school_id and g.class_id = r.class_id
        join schools.published_enrolment e on e.school_id = r.school_id and e.enrolment_id = r.enrolment_id
        where r.school_year = ${schoolYear} and r.period = ${period}
        group by grouping sets ((g.key, g.label, r.regime), (g.key, g.label, r.regime, r.academic), (g.key, g.label, r.regime, r.conduct),
          (g.key, g.label, r.regime, r.outcome), (g.key, g.label, r.regime, r.award)))
    select key, label, regime, fact, coalesce(academic, conduct, outcome, award) as value, "all", girls, minority, whole
    from counted order by label, key, regime`.execute(db);
  const found = new Map<string, Tally>();
  for (const { key, label, regime, fact, value, all, girls, minority, whole } of rows) {
    const name = `${key} ${regime}`;
    const one: Tally = found.get(name) ?? {
      key,
      label,
      regime,
      pupils: { all: 0, girls: 0, minority: 0 },
      whole: 0,
      facts: { academic: {}, conduct: {}, outcome: {}, award: {} },
    };
    found.set(name, one);
    if (fact === 'all') {
      one.pupils = { all, girls, minority };
      one.whole = whole;
    } else if (value !== null) one.facts[fact][value] = { all, girls, minority };
  }
  return [...found.values()];
}

/** By class of a school. */
export const tallyByClass = (db: Query<'gradebook'>, schoolId: number, schoolYear: string, period: Period) =>
  tally(
    db,
    sql`select school_id, class_id, class_id as key, name as label from schools.published_class where school_id = ${schoolId} and school_year = ${schoolYear}`,
    schoolYear,
    period,
  );

/** Which schools are counted, of which year and period: those within a place on a day. */
interface WithinPlace {
  placeId: number;
  schoolYear: string;
  period: Period;
  day: string;
}

/** By school within a place. */
export const tallyBySchool = (db: Query<'gradebook'>, { placeId, schoolYear, period, day }: WithinPlace) =>
  tally(
    db,
    sql`select c.school_id, c.class_id, p.place_id as key, p.name as label from schools.published_class c
      join platform.place_within w on w.place_id = c.school_id and w.within_id = ${placeId} and w.from_day <= ${day} and ${day} < w.until_day
      join directory.published_place p on p.place_id = c.school_id
      where c.school_year = ${schoolYear} and p.from_day <= ${day} and ${day} < p.until_day`,
    schoolYear,
    period,
  );

export interface DistrictOfSchool {
  schoolId: number;
  districtId: number;
  district: string;
}

/** In which district each school of a place lies on a day; where districts are no more (from 1/7/2025), in which commune. */
export async function districtsOfSchools(
  db: Query<'gradebook'>,
  { placeId, day }: Pick<WithinPlace, 'placeId' | 'day'>,
): Promise<DistrictOfSchool[]> {
  const { rows } = await sql<DistrictOfSchool>`
    select w.place_id as "schoolId", p.place_id as "districtId", p.short_name as district
    from platform.place_within w
    join platform.place_within u on u.place_id = w.place_id and u.from_day <= ${day} and ${day} < u.until_day
    join directory.published_place p on p.place_id = u.within_id and p.from_day <= ${day} and ${day} < p.until_day
      and p.kind = case when exists (select from directory.published_place d
        where d.kind = 'district' and d.from_day <= ${day} and ${day} < d.until_day) then 'district' else 'commune' end
    where w.within_id = ${placeId} and w.from_day <= ${day} and ${day} < w.until_day order by p.short_name, p.place_id`.execute(
    db,
  );
  return rows;
}

/** Schools summed by their districts: counted once, added up twice. */
export function sumByDistrict(schools: readonly Tally[], districts: readonly DistrictOfSchool[]): Tally[] {
  const names = new Map(districts.map(each => [each.districtId, each.district]));
  const districtOf = new Map(districts.map(each => [each.schoolId, each.districtId]));
  return [...names].flatMap(([districtId, name]) =>
    sumTallies(
      schools.filter(school => districtOf.get(school.key) === districtId),
      districtId,
      name,
    ),
  );
}

/** Sums of several groups under each circular, as one group. */
export function sumTallies(tallies: readonly Tally[], key: number, label: string): Tally[] {
  const sums = new Map<Regime, Tally>();
  for (const each of tallies) {
    const sum: Tally = sums.get(each.regime) ?? {
      key,
      label,
      regime: each.regime,
      pupils: { all: 0, girls: 0, minority: 0 },
      whole: 0,
      facts: { academic: {}, conduct: {}, outcome: {}, award: {} },
    };
    sums.set(each.regime, sum);
    sum.whole += each.whole;
    add(sum.pupils, each.pupils);
    for (const fact of ['academic', 'conduct', 'outcome', 'award'] as const)
      for (const [value, counted] of Object.entries(each.facts[fact])) {
        sum.facts[fact][value] ??= { all: 0, girls: 0, minority: 0 };
        add(sum.facts[fact][value], counted);
      }
  }
  return [...sums.values()];
}

function add(to: Counted, more: Counted): void {
  to.all += more.all;
  to.girls += more.girls;
  to.minority += more.minority;
}
