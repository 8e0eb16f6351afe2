import { sql } from 'kysely';
import type { ComputedIndicator, Measured, Measuring, RowBehind } from '#platform/indicator.ts';

const schoolsOn = (asked: Measuring) => sql`
  select distinct p.place_id from directory.published_place p where p.kind = 'school' and p.from_day <= ${asked.day} and ${asked.day} < p.until_day
    ${asked.places ? sql`and p.place_id = any (${[...asked.places]}::bigint[])` : sql``}`;

const sitesOn = (asked: Measuring) => sql`
  select distinct p.place_id, p.parent_id, p.name from directory.published_place p where p.kind = 'site' and p.from_day <= ${asked.day} and ${asked.day} < p.until_day`;

/** How many schools keep satellite sites in villages: a description, nothing to be reached. */
const placesWithSites: ComputedIndicator = {
  key: 'places-with-sites',
  words: {
    vi: {
      name: 'Trường có điểm trường',
      how: 'Số trường đang có ít nhất một điểm trường / số trường đang hoạt động. Số liệu mô tả, không xếp trạng thái.',
    },
    en: {
      name: 'Schools with satellite sites',
      how: 'Schools with at least one satellite site / schools in operation. It describes; there is nothing to reach.',
    },
  },
  origin: 'computed',
  direction: 'none',
  unit: 'percent',
  counts: 'school',
  period: 'calendar-year',
  measure: asked => sql<Measured>`
    select s.place_id, (exists (select from (${sitesOn(asked)}) t where t.parent_id = s.place_id))::int::bigint as numerator, 1::bigint as denominator, null::timestamptz as newest_record_at
    from (${schoolsOn(asked)}) s`,
  rows: (asked, placeId) => sql<RowBehind>`
    select name as label, null as note, true as passes, '/places/' || place_id as href from (${sitesOn(asked)}) t where parent_id = ${placeId} order by name`,
};

export const directoryIndicators: readonly ComputedIndicator[] = [placesWithSites];
