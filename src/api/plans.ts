import { z } from '@hono/zod-openapi';
import { sql } from 'kysely';
import { type Actor, placesHeld, roleAt } from '#platform/access.ts';
import { NotAllowed } from '#platform/refusal.ts';
import { read } from '#platform/work.ts';
import { afterOf, cut, PageAsked, pageOf } from './page-of.ts';
import { apiPart, FIGURES, get } from './part.ts';
import { Plan, Target } from './schemas.ts';

export const plans = apiPart();

/** A plan in force is for everyone who works within its place. */
function holdsWithin(actor: Actor, place: string) {
  const held = placesHeld(actor, FIGURES);
  return sql<boolean>`exists (select from platform.place_within w where w.within_id = ${sql.ref(place)} and w.place_id = any (${held}::bigint[])
    and w.from_day <= ${actor.day} and ${actor.day} < w.until_day)`;
}

plans.openapi(get('/v1/plans', 'Plans within reach', { query: PageAsked }, pageOf(Plan)), async ask => {
  const { cursor, limit } = ask.req.valid('query');
  const { actor, system } = ask.var;
  const rows = await read(
    system,
    actor,
    'indicators',
    async db =>
      (
        await sql<
          z.infer<typeof Plan>
        >`select plan_id as id, place_id as "placeId", parent_plan_id as "parentPlanId", title, number, issued_on as "issuedOn",
        from_day as "fromDay", until_day as "untilDay", adopted_on as "adoptedOn"
      from steering.published_plan p where plan_id > ${afterOf(cursor)}
        and (adopted_on is not null and ${holdsWithin(actor, 'p.place_id')} or ${roleAt(actor, FIGURES, sql.ref('p.place_id'))})
      order by plan_id limit ${limit + 1}`.execute(db)
      ).rows,
  );
  return ask.json(
    cut(rows, limit, row => row.id),
    200,
  );
});

plans.openapi(
  get(
    '/v1/plans/{planId}/targets',
    'Targets of a plan',
    { params: z.object({ planId: z.coerce.number().int() }), query: PageAsked },
    pageOf(Target),
  ),
  async ask => {
    const { planId } = ask.req.valid('param');
    const { cursor, limit } = ask.req.valid('query');
    const { actor, system } = ask.var;
    const rows = await read(system, actor, 'indicators', async db => {
      const { rows: plans } = await sql`select from steering.published_plan p where plan_id = ${planId}
        and (adopted_on is not null and ${holdsWithin(actor, 'p.place_id')} or ${roleAt(actor, FIGURES, sql.ref('p.place_id'))})`.execute(
        db,
      );
      if (plans.length === 0) throw new NotAllowed();
      return await db
        .selectFrom('steering.published_target')
        .where('plan_id', '=', planId)
        .where('target_id', '>', afterOf(cursor))
        .select([
          'target_id as id',
          'plan_id as planId',
          'position',
          'name',
          'text',
          'comparator',
          'value_tenths as valueTenths',
          'unit',
          'indicator',
        ])
        .orderBy('target_id')
        .limit(limit + 1)
        .execute();
    });
    return ask.json(
      cut(rows, limit, row => row.id),
      200,
    );
  },
);
