import { z } from '@hono/zod-openapi';
import { sql } from 'kysely';
import { read } from '#platform/work.ts';
import { afterOf, cut, PageAsked, pageOf } from './page-of.ts';
import { apiPart, get, mustHold, RECORDS } from './part.ts';
import { Class, Day, Enrolment, Person } from './schemas.ts';

export const schools = apiPart();

const SchoolId = z.object({ schoolId: z.coerce.number().int().positive() });

schools.openapi(
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

schools.openapi(
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

schools.openapi(
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
