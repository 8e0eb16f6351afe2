import { z } from '@hono/zod-openapi';
import { sql } from 'kysely';
import { roleAt } from '#platform/access.ts';
import { read } from '#platform/work.ts';
import { afterOf, cut, PageAsked, pageOf } from './page-of.ts';
import { apiPart, FIGURES, get } from './part.ts';
import { Day, Place } from './schemas.ts';

export const places = apiPart();

places.openapi(
  get(
    '/v1/places',
    'Places within reach, as they were on a day',
    {
      query: PageAsked.extend({
        kind: z.string().max(30).optional(),
        within: z.coerce.number().int().optional(),
        on: Day.optional(),
      }),
    },
    pageOf(Place),
  ),
  async ask => {
    const { cursor, limit, kind, within, on } = ask.req.valid('query');
    const { actor, system } = ask.var;
    const day = on ?? system.today();
    const rows = await read(
      system,
      actor,
      'steering',
      async db =>
        (
          await sql<
            z.infer<typeof Place>
          >`select place_id as id, kind, name, short_name as "shortName", parent_id as "parentId", moet_code as "moetCode",
          gso_code as "gsoCode", place_from_day as "fromDay", place_until_day as "untilDay"
        from directory.published_place p
        where place_id > ${afterOf(cursor)} and from_day <= ${day} and ${day} < until_day
          and ${roleAt(actor, FIGURES, sql.ref('p.place_id'))}
          ${kind ? sql`and kind = ${kind}` : sql``}
          ${within ? sql`and exists (select from platform.place_within w where w.within_id = ${within} and w.place_id = p.place_id and w.from_day <= ${day} and ${day} < w.until_day)` : sql``}
        order by place_id limit ${limit + 1}`.execute(db)
        ).rows,
    );
    return ask.json(
      cut(rows, limit, row => row.id),
      200,
    );
  },
);
