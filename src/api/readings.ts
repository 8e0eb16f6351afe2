import { z } from '@hono/zod-openapi';
import { sql } from 'kysely';
import { roleAt } from '#platform/access.ts';
import { read } from '#platform/work.ts';
import { afterOf, cut, PageAsked, pageOf } from './page-of.ts';
import { apiPart, FIGURES, get } from './part.ts';
import { Day, Reading } from './schemas.ts';

export const readings = apiPart();

readings.openapi(
  get(
    '/v1/readings',
    'Readings of an indicator, newest as of a day',
    {
      query: PageAsked.extend({
        indicator: z.string().max(60),
        period: z.string().max(20),
        placeId: z.coerce.number().int().optional(),
        asOf: Day.optional(),
      }),
    },
    pageOf(Reading),
  ),
  async ask => {
    const { cursor, limit, indicator, period, placeId, asOf } = ask.req.valid('query');
    const { actor, system } = ask.var;
    const rows = await read(
      system,
      actor,
      'indicators',
      async db =>
        (
          await sql<
            z.infer<typeof Reading>
          >`select distinct on (place_id, origin) indicator, place_id as "placeId", period, as_of as "asOf", origin, numerator, denominator,
          units_expected as "unitsExpected", units_counted as "unitsCounted", newest_record_at as "newestRecordAt"
        from indicators.reading r where indicator = ${indicator} and period = ${period} and as_of <= ${asOf ?? system.today()} and place_id > ${afterOf(cursor)}
          ${placeId ? sql`and place_id = ${placeId}` : sql``} and ${roleAt(actor, FIGURES, sql.ref('r.place_id'))}
        order by place_id, origin, as_of desc limit ${3 * limit + 3}`.execute(db)
        ).rows,
    );
    // A place has up to three origins: a page never ends in the middle of one.
    const places = [...new Set(rows.map(row => row.placeId))];
    const page = cut(places, limit, id => id);
    return ask.json({ items: rows.filter(row => page.items.includes(row.placeId)), next: page.next }, 200);
  },
);
