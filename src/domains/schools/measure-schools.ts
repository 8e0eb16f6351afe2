import { type RawBuilder, sql } from 'kysely';
import type { Measured, Measuring } from '#platform/indicator.ts';

// What the indicators of every domain that counts by school are made of.

/** Schools that exist on the day, of the levels asked for. */
export const schoolsAsked = (asked: Measuring) => sql`
  select s.school_id from schools.published_school s
  where exists (select from directory.published_place p where p.place_id = s.school_id and p.from_day <= ${asked.day} and ${asked.day} < p.until_day)
    ${asked.levels ? sql`and s.levels && ${[...asked.levels]}::text[]` : sql``}
    ${asked.places ? sql`and s.school_id = any (${[...asked.places]}::bigint[])` : sql``}`;

/** Narrows a column of school ids to the places asked for. */
export const among = (asked: Measuring, column: string) =>
  asked.places ? sql`and ${sql.ref(column)} = any (${[...asked.places]}::bigint[])` : sql``;
/** A row with days of its own holds on the day asked for. */
export const holdsOn = (asked: Measuring, table: string) =>
  sql`${sql.ref(`${table}.from_day`)} <= ${asked.day} and ${asked.day} < ${sql.ref(`${table}.until_day`)}`;

/** One share a school: how many of its rows pass. A school without rows is expected, and silent. */
export const shareOf = (
  asked: Measuring,
  rows: RawBuilder<unknown>,
  passes: RawBuilder<boolean>,
): RawBuilder<Measured> => sql<Measured>`
  with asked as materialized (${schoolsAsked(asked)}),
    counted as (select school_id, count(*) filter (where ${passes}) as passing, count(*) as whole from (${rows}) behind group by school_id)
  select a.school_id as place_id, counted.passing::bigint as numerator, counted.whole::bigint as denominator, null::timestamptz as newest_record_at
  from asked a left join counted using (school_id)`;

/** The same question of one school. */
export const only = (asked: Measuring, placeId: number): Measuring => ({ ...asked, places: [placeId] });
