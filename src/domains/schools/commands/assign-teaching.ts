import { sql } from 'kysely';
import { z } from 'zod';
import { refuse } from '#platform/refusal.ts';
import { command, type Work } from '#platform/work.ts';
import { aDay, anId, announceChange, mayRun } from './fields.ts';

/** The first day that counts for each class: its year's first day, or the day given. Classes of other schools do not exist here. */
async function yearsOf(
  work: Work<'schools'>,
  schoolId: number,
  classIds: number[],
): Promise<Map<number, { schoolYear: string; fromDay: string }>> {
  const { rows } = await sql<{
    class_id: number;
    school_year: string;
    from_day: string;
  }>`select c.class_id, c.school_year, y.from_day
    from schools.class c join schools.school_year y on y.school_year = c.school_year where c.school_id = ${schoolId} and c.class_id = any (${classIds}::bigint[])`.execute(
    work.db,
  );
  work.allowed(rows.length === new Set(classIds).size);
  return new Map(rows.map(row => [row.class_id, { schoolYear: row.school_year, fromDay: row.from_day }]));
}

async function mustBeSubjects(work: Work<'schools'>, keys: string[]): Promise<void> {
  const { rows } = await sql`select from unnest(${keys}::text[]) as given (key)
    where not exists (select from schools.subject s where s.subject_key = given.key) limit 1`.execute(work.db);
  work.allowed(rows.length === 0);
}

async function mustWorkHere(work: Work<'schools'>, schoolId: number, staffPositionIds: number[]): Promise<void> {
  const { rows } =
    await sql`select from schools.staff_position where school_id = ${schoolId} and staff_position_id = any (${staffPositionIds}::bigint[])`.execute(
      work.db,
    );
  work.allowed(rows.length === new Set(staffPositionIds).size);
}

/**
 * Says who teaches what to which class, many at once. A subject of a class has one teacher at a time (a term): naming another one
 * ends the earlier assignment on the day, or puts it right where it began that same day.
 */
export const assignTeaching = command('schools', 'assign-teaching', {
  input: z.object({
    schoolId: anId,
    assignments: z
      .array(
        z.object({
          classId: anId,
          subjectKey: z.string(),
          staffPositionId: anId,
          term: z.union([z.literal(1), z.literal(2)]).optional(),
          lessonsAWeekTenths: z.number().int().min(0).max(500).optional(),
          fromDay: aDay.optional(),
        }),
      )
      .min(1),
  }),
  async run(work, { schoolId, assignments }): Promise<void> {
    await mayRun(work, schoolId);
    const years = await yearsOf(
      work,
      schoolId,
      assignments.map(each => each.classId),
    );
    await mustWorkHere(
      work,
      schoolId,
      assignments.map(each => each.staffPositionId),
    );
    await mustBeSubjects(
      work,
      assignments.map(each => each.subjectKey),
    );
    const keys = assignments.map(each => `${each.classId} ${each.subjectKey} ${each.term ?? 0}`);
    if (new Set(keys).size < keys.length)
      refuse('assigned-twice', {
        vi: 'Một môn của một lớp được phân công hai lần: hãy bỏ một dòng.',
        en: 'One subject of one class is assigned twice: take one line out.',
      });
    const given = sql`unnest(${assignments.map(each => each.classId)}::bigint[], ${assignments.map(each => each.subjectKey)}::text[], ${assignments.map(each => each.staffPositionId)}::bigint[],
      ${assignments.map(each => each.term ?? null)}::int[], ${assignments.map(each => each.lessonsAWeekTenths ?? null)}::int[],
      ${assignments.map(each => each.fromDay ?? years.get(each.classId)?.fromDay ?? work.today)}::date[]) as given (class_id, subject_key, staff_position_id, term, lessons, from_day)`;
    const same = sql`a.school_id = ${schoolId} and a.class_id = given.class_id and a.subject_key = given.subject_key and coalesce(a.term, 0) = coalesce(given.term, 0) and a.until_day = 'infinity'`;
    await sql`update schools.teaching_assignment a set until_day = given.from_day from ${given} where ${same} and a.staff_position_id <> given.staff_position_id and a.from_day < given.from_day`.execute(
      work.db,
    );
    await sql`update schools.teaching_assignment a set staff_position_id = given.staff_position_id, lessons_a_week_tenths = coalesce(given.lessons, a.lessons_a_week_tenths) from ${given} where ${same}`.execute(
      work.db,
    );
    await sql`insert into schools.teaching_assignment (school_id, class_id, subject_key, staff_position_id, term, lessons_a_week_tenths, from_day)
      select ${schoolId}, given.* from ${given} where not exists (select from schools.teaching_assignment a where ${same})`.execute(
      work.db,
    );
    for (const { classId, ...each } of assignments)
      work.audit({ event: 'teaching.assigned', subject: `class:${classId}`, schoolId, data: each });
    for (const schoolYear of new Set([...years.values()].map(year => year.schoolYear)))
      announceChange(work, schoolId, schoolYear);
  },
});

/** Ends one assignment without another in its place. */
export const endTeaching = command('schools', 'end-teaching', {
  input: z.object({ schoolId: anId, teachingAssignmentId: anId, day: aDay }),
  async run(work, { schoolId, teachingAssignmentId, day }): Promise<void> {
    await mayRun(work, schoolId);
    const { rows } = await sql<{
      class_id: number;
      school_year: string;
      from_day: string;
    }>`select a.class_id, c.school_year, a.from_day from schools.teaching_assignment a
      join schools.class c on c.school_id = a.school_id and c.class_id = a.class_id
      where a.school_id = ${schoolId} and a.teaching_assignment_id = ${teachingAssignmentId} and a.until_day > ${day}`.execute(
      work.db,
    );
    const found = work.allowed(rows[0]);
    const one = sql`school_id = ${schoolId} and teaching_assignment_id = ${teachingAssignmentId}`;
    await (found.from_day < day
      ? sql`update schools.teaching_assignment set until_day = ${day} where ${one}`
      : sql`delete from schools.teaching_assignment where ${one}`
    ).execute(work.db);
    work.audit({
      event: 'teaching.ended',
      subject: `class:${found.class_id}`,
      schoolId,
      data: { teachingAssignmentId, day },
    });
    announceChange(work, schoolId, found.school_year);
  },
});

/** Names the homeroom teachers of classes, many at once; the one before ends on the day. */
export const nameHomerooms = command('schools', 'name-homerooms', {
  input: z.object({
    schoolId: anId,
    homerooms: z.array(z.object({ classId: anId, staffPositionId: anId, fromDay: aDay.optional() })).min(1),
  }),
  async run(work, { schoolId, homerooms }): Promise<void> {
    await mayRun(work, schoolId);
    const years = await yearsOf(
      work,
      schoolId,
      homerooms.map(each => each.classId),
    );
    await mustWorkHere(
      work,
      schoolId,
      homerooms.map(each => each.staffPositionId),
    );
    const given = sql`unnest(${homerooms.map(each => each.classId)}::bigint[], ${homerooms.map(each => each.staffPositionId)}::bigint[],
      ${homerooms.map(each => each.fromDay ?? years.get(each.classId)?.fromDay ?? work.today)}::date[]) as given (class_id, staff_position_id, from_day)`;
    const same = sql`h.school_id = ${schoolId} and h.class_id = given.class_id and h.until_day = 'infinity'`;
    await sql`update schools.homeroom h set until_day = given.from_day from ${given} where ${same} and h.staff_position_id <> given.staff_position_id and h.from_day < given.from_day`.execute(
      work.db,
    );
    await sql`update schools.homeroom h set staff_position_id = given.staff_position_id from ${given} where ${same}`.execute(
      work.db,
    );
    await sql`insert into schools.homeroom (school_id, class_id, staff_position_id, from_day)
      select ${schoolId}, given.* from ${given} where not exists (select from schools.homeroom h where ${same})`.execute(
      work.db,
    );
    for (const { classId, ...each } of homerooms)
      work.audit({ event: 'homeroom.named', subject: `class:${classId}`, schoolId, data: each });
    for (const schoolYear of new Set([...years.values()].map(year => year.schoolYear)))
      announceChange(work, schoolId, schoolYear);
  },
});
