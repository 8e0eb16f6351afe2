import { sql } from 'kysely';
import { z } from 'zod';
import { refuse } from '#platform/refusal.ts';
import { command } from '#platform/work.ts';
import { gradesOf } from '../rules/levels.ts';
import { aDay, anId, announceChange, aSchoolYear, mayRun } from './fields.ts';

const grades = z.array(z.number().int().min(0).max(12)).min(1).max(5);

/** Makes classes of a year, many at once; answers their ids in the order given. A combined class has several grades. */
export const makeClasses = command('schools', 'make-classes', {
  input: z.object({
    schoolId: anId,
    schoolYear: aSchoolYear,
    classes: z.array(z.object({ name: z.string().trim().min(1).max(50), grades, siteId: anId.optional() })).min(1),
    madeOn: aDay.optional(),
  }),
  async run(work, { schoolId, schoolYear, classes, madeOn }): Promise<number[]> {
    await mayRun(work, schoolId);
    const school = await work.db
      .selectFrom('schools.school')
      .select('levels')
      .where('school_id', '=', schoolId)
      .executeTakeFirstOrThrow();
    const year = await work.db
      .selectFrom('schools.school_year')
      .select('from_day')
      .where('school_year', '=', schoolYear)
      .executeTakeFirst();
    if (!year)
      refuse(
        'no-such-year',
        {
          vi: `Chưa có khung thời gian năm học ${schoolYear}: đề nghị Sở GDĐT nhập trước.`,
          en: `There is no frame of the year ${schoolYear} yet: ask the department to enter it.`,
        },
        'schoolYear',
      );
    const taught = gradesOf(school.levels);
    const strange = classes.find(each => each.grades.some(grade => !taught.includes(grade)));
    if (strange)
      refuse(
        'grade-not-taught',
        {
          vi: `Lớp ${strange.name}: khối ${strange.grades.join(', ')} không thuộc cấp học của trường. Hãy sửa khối lớp, hoặc cấp học của trường.`,
          en: `Class ${strange.name}: grade ${strange.grades.join(', ')} is not taught at this school. Mend the grade, or the school's levels.`,
        },
        'grades',
      );
    const { rows } = await sql<{
      class_id: number;
      name: string;
    }>`insert into schools.class (school_id, school_year, name, grades, site_id, made_on)
      select ${schoolId}, ${schoolYear}, name, string_to_array(grades, ',')::int[], site_id, ${madeOn ?? year.from_day}::date
      from unnest(${classes.map(each => each.name)}::text[], ${classes.map(each => each.grades.join(','))}::text[], ${classes.map(each => each.siteId ?? null)}::bigint[]) as given (name, grades, site_id)
      on conflict (school_id, school_year, name) do nothing returning class_id, name`.execute(work.db);
    const idOf = new Map(rows.map(row => [row.name, row.class_id]));
    const taken = classes.find(each => !idOf.has(each.name));
    if (taken || idOf.size < classes.length)
      refuse(
        'class-name-taken',
        {
          vi: `Năm học ${schoolYear} đã có lớp ${taken?.name ?? ''}: hãy đặt tên khác.`,
          en: `There is a class ${taken?.name ?? ''} in ${schoolYear} already: choose another name.`,
        },
        'name',
      );
    for (const [name, classId] of idOf)
      work.audit({ event: 'class.made', subject: `class:${classId}`, schoolId, data: { name, schoolYear } });
    announceChange(work, schoolId, schoolYear);
    return classes.map(each => idOf.get(each.name) ?? 0);
  },
});

/** Corrects grades and satellite site of classes; what is left out stays. */
export const changeClasses = command('schools', 'change-classes', {
  input: z.object({
    schoolId: anId,
    schoolYear: aSchoolYear,
    classes: z.array(z.object({ classId: anId, grades: grades.optional(), siteId: anId.optional() })).min(1),
  }),
  async run(work, { schoolId, schoolYear, classes }): Promise<void> {
    await mayRun(work, schoolId);
    const before = await work.db
      .selectFrom('schools.class')
      .select(['class_id', 'grades', 'site_id'])
      .where('school_id', '=', schoolId)
      .where('school_year', '=', schoolYear)
      .where(
        'class_id',
        'in',
        classes.map(each => each.classId),
      )
      .execute();
    work.allowed(before.length === classes.length);
    await sql`update schools.class set grades = coalesce(string_to_array(given.grades, ',')::int[], class.grades), site_id = coalesce(given.site_id, class.site_id)
      from unnest(${classes.map(each => each.classId)}::bigint[], ${classes.map(each => each.grades?.join(',') ?? null)}::text[], ${classes.map(each => each.siteId ?? null)}::bigint[]) as given (class_id, grades, site_id)
      where class.school_id = ${schoolId} and class.class_id = given.class_id`.execute(work.db);
    for (const { classId, ...after } of classes) {
      work.audit({
        event: 'class.changed',
        subject: `class:${classId}`,
        schoolId,
        data: { before: before.find(row => row.class_id === classId), after },
      });
    }
    announceChange(work, schoolId, schoolYear);
  },
});

/** Ends a class (merged, dissolved). Only an empty one: pupils are moved first, so that nobody sits nowhere. */
export const endClass = command('schools', 'end-class', {
  input: z.object({ schoolId: anId, classId: anId, day: aDay }),
  async run(work, { schoolId, classId, day }): Promise<void> {
    await mayRun(work, schoolId);
    const klass = work.allowed(
      await work.db
        .selectFrom('schools.class')
        .select(['name', 'school_year', 'made_on'])
        .where('school_id', '=', schoolId)
        .where('class_id', '=', classId)
        .where('ended_on', 'is', null)
        .executeTakeFirst(),
    );
    if (day < klass.made_on)
      refuse(
        'before-it-began',
        {
          vi: 'Ngày giải thể trước ngày lập lớp: hãy chọn ngày sau.',
          en: 'The class was made after that day: choose a later one.',
        },
        'day',
      );
    const { rows } = await sql<{
      pupils: number;
    }>`select count(*)::int as pupils from schools.class_place where school_id = ${schoolId} and class_id = ${classId} and until_day > ${day}`.execute(
      work.db,
    );
    const pupils = rows[0]?.pupils ?? 0;
    if (pupils > 0)
      refuse('class-has-pupils', {
        vi: `Lớp ${klass.name} còn ${pupils} học sinh: hãy chuyển học sinh sang lớp khác trước.`,
        en: `Class ${klass.name} still has ${pupils} pupils: move them to another class first.`,
      });
    await work.db
      .updateTable('schools.class')
      .set({ ended_on: day })
      .where('school_id', '=', schoolId)
      .where('class_id', '=', classId)
      .execute();
    // What began on the day itself never was; the rest ends with the class.
    for (const table of [sql`schools.teaching_assignment`, sql`schools.homeroom`, sql`schools.timetable_slot`]) {
      await sql`delete from ${table} where school_id = ${schoolId} and class_id = ${classId} and from_day >= ${day}`.execute(
        work.db,
      );
      await sql`update ${table} set until_day = ${day} where school_id = ${schoolId} and class_id = ${classId} and until_day > ${day}`.execute(
        work.db,
      );
    }
    work.audit({ event: 'class.ended', subject: `class:${classId}`, schoolId, data: { day } });
    announceChange(work, schoolId, klass.school_year);
  },
});
