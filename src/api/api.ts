import { createRoute, OpenAPIHono, type RouteConfig, z } from '@hono/zod-openapi';
import { etag } from 'hono/etag';
import { sql } from 'kysely';
import { type Actor, placesHeld, type Role, roleAt } from '#platform/access.ts';
import type { Query } from '#platform/database/database.ts';
import type { Env } from '#platform/http/env.ts';
import { NotAllowed } from '#platform/refusal.ts';
import { read } from '#platform/work.ts';
import { afterOf, cut, PageAsked, pageOf } from './page-of.ts';
import { problem, problemOf } from './problem.ts';
import { Class, Day, Enrolment, Person, Place, Plan, Problem, Reading, Target } from './schemas.ts';
import { identifyToken } from './token.ts';

/** Who may read the records of a school by machine: those who run it, and those above it. */
const RECORDS: readonly Role[] = ['leader', 'officer', 'admin', 'principal', 'deputy', 'clerk'];
/** Figures are for everyone who works there. */
const FIGURES: readonly Role[] = [...RECORDS, 'accountant', 'librarian', 'teacher'];

const SchoolId = z.object({ schoolId: z.coerce.number().int().positive() });

const answers = <T extends z.ZodType>(schema: T) => ({
  200: { description: 'As asked.', content: { 'application/json': { schema } } },
  400: { description: 'The request is not right.', content: { 'application/problem+json': { schema: Problem } } },
  401: {
    description: 'No token, or one that no longer holds.',
    content: { 'application/problem+json': { schema: Problem } },
  },
  404: {
    description: 'Not there, or not for this token.',
    content: { 'application/problem+json': { schema: Problem } },
  },
});

const get = <P extends RouteConfig['request'], T extends z.ZodType>(
  path: string,
  summary: string,
  request: P,
  schema: T,
) => createRoute({ method: 'get', path, summary, security: [{ token: [] }], request, responses: answers(schema) });

/** A place at which the actor must hold one of the roles, or it is not there for them. */
async function mustHold(db: Query<'steering'>, actor: Actor, wanted: readonly Role[], placeId: number): Promise<void> {
  const { rows } = await sql<{ may: boolean }>`select ${roleAt(actor, wanted, placeId)} as may`.execute(db);
  if (!rows[0]?.may) throw new NotAllowed();
}

export const api = new OpenAPIHono<Env>({
  defaultHook: (result, ask) => {
    if (result.success) return undefined;
    return problem(
      ask,
      400,
      'request',
      'Some parameters are not right.',
      result.error.issues.map(issue => ({ path: issue.path.join('.'), detail: issue.message })),
    );
  },
});
api.onError(problemOf);
api.use('/v1/*', identifyToken, etag());
api.use('/v1/*', async (ask, next) => {
  await next();
  // Kept by whoever asked alone, and asked for again by its ETag; another token is another answer.
  ask.header('cache-control', 'private, no-cache');
  ask.header('vary', 'authorization, cookie', { append: true });
});

api.openapi(
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

api.openapi(
  get(
    '/v1/schools/{schoolId}/classes',
    'Classes of a school',
    {
      params: SchoolId,
      query: PageAsked.extend({
        year: z
          .string()
          .regex(/^\d{4}-\d{4}$/)
          .optional(),
      }),
    },
    pageOf(Class),
  ),
  async ask => {
    const { schoolId } = ask.req.valid('param');
    const { cursor, limit, year } = ask.req.valid('query');
    const rows = await read(ask.var.system, ask.var.actor, 'steering', async db => {
      await mustHold(db, ask.var.actor, RECORDS, schoolId);
      let query = db
        .selectFrom('schools.published_class')
        .where('school_id', '=', schoolId)
        .where('class_id', '>', afterOf(cursor))
        .select([
          'school_id as schoolId',
          'class_id as id',
          'school_year as schoolYear',
          'name',
          'grades',
          'site_id as siteId',
        ]);
      if (year) query = query.where('school_year', '=', year);
      return await query
        .orderBy('class_id')
        .limit(limit + 1)
        .execute();
    });
    return ask.json(
      cut(rows, limit, row => row.id),
      200,
    );
  },
);

api.openapi(
  get(
    '/v1/schools/{schoolId}/enrolments',
    'Pupils of a school, with their class on a day',
    {
      params: SchoolId,
      query: PageAsked.extend({ classId: z.coerce.number().int().optional(), on: Day.optional() }),
    },
    pageOf(Enrolment),
  ),
  async ask => {
    const { schoolId } = ask.req.valid('param');
    const { cursor, limit, classId, on } = ask.req.valid('query');
    const day = on ?? ask.var.system.today();
    const rows = await read(ask.var.system, ask.var.actor, 'steering', async db => {
      await mustHold(db, ask.var.actor, RECORDS, schoolId);
      return (
        await sql<
          z.infer<typeof Enrolment>
        >`select e.school_id as "schoolId", e.enrolment_id as id, person_id as "personId", pupil_code as "pupilCode",
            full_name as "fullName", birth_day as "birthDay", sex, c.class_id as "classId", c.grade, e.from_day as "fromDay", e.until_day as "untilDay",
            e.came_by as "cameBy", left_by as "leftBy"
          from schools.published_enrolment e
          left join schools.published_class_place c on c.school_id = e.school_id and c.enrolment_id = e.enrolment_id and c.from_day <= ${day} and ${day} < c.until_day
          where e.school_id = ${schoolId} and e.enrolment_id > ${afterOf(cursor)} and e.from_day <= ${day} and ${day} < e.until_day
            ${classId ? sql`and c.class_id = ${classId}` : sql``}
          order by e.enrolment_id limit ${limit + 1}`.execute(db)
      ).rows;
    });
    return ask.json(
      cut(rows, limit, row => row.id),
      200,
    );
  },
);

api.openapi(
  get(
    '/v1/schools/{schoolId}/people',
    'People of a school: pupils enrolled and staff at work on a day',
    { params: SchoolId, query: PageAsked.extend({ on: Day.optional() }) },
    pageOf(Person),
  ),
  async ask => {
    const { schoolId } = ask.req.valid('param');
    const { cursor, limit, on } = ask.req.valid('query');
    const day = on ?? ask.var.system.today();
    const rows = await read(ask.var.system, ask.var.actor, 'steering', async db => {
      await mustHold(db, ask.var.actor, RECORDS, schoolId);
      // People are spread by person: first the ids of this school, then the people by list.
      const { rows: ids } = await sql<{ id: number }>`select person_id as id from (
          select person_id from schools.published_enrolment where school_id = ${schoolId} and from_day <= ${day} and ${day} < until_day
          union select person_id from schools.published_staff where school_id = ${schoolId} and from_day <= ${day} and ${day} < until_day) here
        where person_id > ${afterOf(cursor)} order by person_id limit ${limit + 1}`.execute(db);
      return await db
        .selectFrom('directory.published_person')
        .where('person_id', 'in', ids.length > 0 ? ids.map(row => row.id) : [-1])
        .select([
          'person_id as id',
          'full_name as fullName',
          'birth_day as birthDay',
          'sex',
          'ethnic_key as ethnicKey',
          'citizen_number as citizenNumber',
          'ministry_code as ministryCode',
        ])
        .orderBy('person_id')
        .execute();
    });
    return ask.json(
      cut(rows, limit, row => row.id),
      200,
    );
  },
);

api.openapi(get('/v1/plans', 'Plans within reach', { query: PageAsked }, pageOf(Plan)), async ask => {
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

/** A plan in force is for everyone who works within its place. */
function holdsWithin(actor: Actor, place: string) {
  const held = placesHeld(actor, FIGURES);
  return sql<boolean>`exists (select from platform.place_within w where w.within_id = ${sql.ref(place)} and w.place_id = any (${held}::bigint[])
    and w.from_day <= ${actor.day} and ${actor.day} < w.until_day)`;
}

api.openapi(
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

api.openapi(
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

api.openAPIRegistry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' });
api.doc31('/openapi.json', {
  openapi: '3.1.0',
  info: {
    title: 'Rông',
    version: '1',
    description:
      'Places, people, classes, enrolment, plans, targets and readings. Every answer passes the same rules as the pages; lists are pages with a cursor; answers carry an ETag; faults are RFC 9457 problems.',
  },
  servers: [{ url: '/api' }],
});
