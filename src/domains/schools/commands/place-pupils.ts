import { sql } from 'kysely';
import { z } from 'zod';
import { refuse } from '#platform/refusal.ts';
import { command } from '#platform/work.ts';
import { classesFor, gradeIn } from './enrol-pupils.ts';
import { aDay, anId, announceChange, mayRun } from './fields.ts';

/**
 * Puts enrolled pupils into classes, many at once: within the year (moved), or into the next one (promoted, repeating). The place
 * before ends on the day; one that began on that day or later is put right.
 */
export const placePupils = command('schools', 'place-pupils', {
  input: z.object({
    schoolId: anId,
    pupils: z
      .array(
        z.object({
          enrolmentId: anId,
          classId: anId,
          grade: z.number().int().min(0).max(12).optional(),
          cameBy: z.enum(['enrolled', 'moved', 'promoted', 'repeating']),
          day: aDay.optional(),
        }),
      )
      .min(1),
  }),
  async run(work, { schoolId, pupils }): Promise<void> {
    await mayRun(work, schoolId);
    const classes = await classesFor(
      work,
      schoolId,
      pupils.map(each => each.classId),
    );
    const ids = pupils.map(each => each.enrolmentId);
    const days = pupils.map(each => each.day ?? classes.get(each.classId)?.fromDay ?? work.today);
    const { rows: here } =
      await sql`select from schools.enrolment e join unnest(${ids}::bigint[], ${days}::date[]) as given (enrolment_id, day)
      on e.enrolment_id = given.enrolment_id and e.from_day <= given.day and given.day < e.until_day where e.school_id = ${schoolId}`.execute(
        work.db,
      );
    if (here.length < ids.length)
      refuse(
        'not-enrolled-that-day',
        {
          vi: 'Có học sinh không học tại trường vào ngày này: hãy chọn ngày khác.',
          en: 'A pupil is not at the school on that day: choose another day.',
        },
        'day',
      );
    const given = sql`unnest(${ids}::bigint[], ${pupils.map(each => each.classId)}::bigint[], ${pupils.map(each => gradeIn(classes.get(each.classId), each.grade))}::int[], ${days}::date[],
      ${pupils.map(each => each.cameBy)}::text[]) as given (enrolment_id, class_id, grade, from_day, came_by)`;
    const open = sql`p.school_id = ${schoolId} and p.enrolment_id = given.enrolment_id and p.until_day = 'infinity'`;
    await sql`update schools.class_place p set until_day = given.from_day from ${given} where ${open} and p.from_day < given.from_day`.execute(
      work.db,
    );
    await sql`update schools.class_place p set class_id = given.class_id, grade = given.grade from ${given} where ${open}`.execute(
      work.db,
    );
    await sql`insert into schools.class_place (school_id, enrolment_id, class_id, grade, from_day, came_by)
      select ${schoolId}, given.* from ${given} where not exists (select from schools.class_place p where ${open})`.execute(
      work.db,
    );
    pupils.forEach((each, index) => {
      work.audit({
        event: `pupil.${each.cameBy}`,
        subject: `enrolment:${each.enrolmentId}`,
        schoolId,
        data: { classId: each.classId, day: days[index] },
      });
    });
    for (const schoolYear of new Set([...classes.values()].map(each => each.schoolYear)))
      announceChange(work, schoolId, schoolYear);
  },
});

/** Moves one pupil to another class of the same year. */
export const movePupil = command('schools', 'move-pupil', {
  input: z.object({
    schoolId: anId,
    enrolmentId: anId,
    toClassId: anId,
    grade: z.number().int().min(0).max(12).optional(),
    day: aDay,
  }),
  async run(work, { schoolId, enrolmentId, toClassId, grade, day }): Promise<void> {
    await mayRun(work, schoolId);
    const { rows } = await sql<{
      same_year: boolean;
      same_class: boolean;
    }>`select old.school_year = new.school_year as same_year, old.class_id = new.class_id as same_class
      from schools.class_place p join schools.class old on old.school_id = p.school_id and old.class_id = p.class_id
        join schools.class new on new.school_id = p.school_id and new.class_id = ${toClassId}
      where p.school_id = ${schoolId} and p.enrolment_id = ${enrolmentId} and p.until_day = 'infinity'`.execute(
      work.db,
    );
    const found = work.allowed(rows[0]);
    if (found.same_class)
      refuse(
        'same-class',
        {
          vi: 'Học sinh đang học lớp này: hãy chọn lớp khác.',
          en: 'The pupil sits in this class already: choose another.',
        },
        'toClassId',
      );
    if (!found.same_year)
      refuse(
        'other-year',
        {
          vi: 'Chỉ chuyển lớp trong cùng năm học; sang năm học mới thì dùng "Lên lớp".',
          en: 'Pupils move within a year; for the next year use "Promote".',
        },
        'toClassId',
      );
    await work.also(placePupils, {
      schoolId,
      pupils: [{ enrolmentId, classId: toClassId, grade, cameBy: 'moved', day }],
    });
    work.audit({
      event: 'pupil.class-changed',
      subject: `enrolment:${enrolmentId}`,
      schoolId,
      data: { toClassId, day },
    });
  },
});
