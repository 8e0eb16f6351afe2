import { sql } from 'kysely';
import { z } from 'zod';
import { refuse } from '#platform/refusal.ts';
import { command, type Work } from '#platform/work.ts';
import { gradesOf, makeClasses, nextSchoolYear, promoteClass } from '#schools';
import { may } from '../access.ts';
import { classYears } from '../queries/year-end.ts';
import { nextClassName } from '../rules/next-class.ts';
import { lockYears, writeSteps } from './close-year.ts';
import { anId, aSchoolYear, holds } from './fields.ts';

type Doing = Work<'gradebook'>;

interface Going {
  enrolmentId: number;
  classId: number;
  klass: string;
  grade: number;
  outcome: 'promoted' | 'not-promoted';
}

/** Pupils of approved classes who still sit there and of whom the year has decided. Who waits for the summer stays. */
async function whoGoes(work: Doing, schoolId: number, schoolYear: string, classIds: number[]): Promise<Going[]> {
  const { rows } = await sql<Going>`
    select distinct on (p.enrolment_id) p.enrolment_id as "enrolmentId", p.class_id as "classId", c.name as klass, p.grade, r.outcome
    from schools.published_class_place p
    join schools.published_class c on c.school_id = p.school_id and c.class_id = p.class_id
    join gradebook.result r on r.school_id = p.school_id and r.enrolment_id = p.enrolment_id and r.school_year = ${schoolYear} and r.period in (3, 4)
    where p.school_id = ${schoolId} and p.class_id = any (${classIds}::bigint[]) and p.until_day = 'infinity'
    order by p.enrolment_id, r.period desc`.execute(work.db);
  return rows.filter(row => row.outcome === 'promoted' || row.outcome === 'not-promoted');
}

/** The classes of the next year by name, those that are missing made. */
async function nextClasses(
  work: Doing,
  schoolId: number,
  schoolYear: string,
  wanted: Map<string, number>,
): Promise<Map<string, number>> {
  const { rows } = await sql<{
    name: string;
    classId: number;
  }>`select name, class_id as "classId" from schools.published_class
    where school_id = ${schoolId} and school_year = ${schoolYear}`.execute(work.db);
  const known = new Map(rows.map(row => [row.name, row.classId]));
  const missing = [...wanted].filter(([name]) => !known.has(name));
  if (missing.length === 0) return known;
  const made = await work.also(makeClasses, {
    schoolId,
    schoolYear,
    classes: missing.map(([name, grade]) => ({ name, grades: [grade] })),
  });
  for (const [at, [name]] of missing.entries()) known.set(name, made[at] ?? 0);
  return known;
}

/**
 * Leads all approved classes of a school into the next year: promoted pupils into the class of the same letter a grade higher,
 * the others into one of their own grade; who finishes the school's last grade ends the stay. Classes that are missing are made.
 * Pupils who wait for the summer stay behind, and follow when this is done again.
 */
export const promoteSchool = command('gradebook', 'promote-school', {
  input: z.object({ schoolId: anId, schoolYear: aSchoolYear }),
  async run(work, { schoolId, schoolYear }): Promise<{ pupils: number; classes: number }> {
    work.allowed(await holds(work.db, may(work.actor).oversee(schoolId)));
    await lockYears(work, schoolId);
    const next = nextSchoolYear(schoolYear);
    const { rows } = await sql<{
      levels: string[];
      hasNext: boolean;
    }>`select levels, exists (select from schools.published_school_year
      where school_year = ${next}) as "hasNext" from schools.published_school where school_id = ${schoolId}`.execute(
      work.db,
    );
    if (!rows[0]?.hasNext)
      refuse('no-next-year', {
        vi: `Chưa có khung kế hoạch năm học ${next}: chờ Sở ban hành.`,
        en: `The frame of the school year ${next} is not there yet: the department issues it.`,
      });
    const taught = new Set(gradesOf(rows[0].levels));
    const years = await classYears(work.db, schoolId, schoolYear);
    const ready = years.filter(each => each.step === 'approved' || each.step === 'promoted');
    const going = await whoGoes(
      work,
      schoolId,
      schoolYear,
      ready.map(each => each.classId),
    );
    if (going.length === 0)
      refuse('nobody', {
        vi: 'Chưa có học sinh nào để chuyển lên năm học mới: các lớp cần được duyệt tổng kết trước.',
        en: 'There is nobody to lead into the new year: the years of the classes must be approved first.',
      });
    const plan = going.map(each => {
      const goesUp = each.outcome === 'promoted';
      const grade = goesUp ? each.grade + 1 : each.grade;
      return {
        ...each,
        goesUp,
        grade,
        finishes: goesUp && !taught.has(grade),
        name: nextClassName(each.klass, each.grade, goesUp),
      };
    });
    const wanted = new Map(plan.filter(each => !each.finishes).map(each => [each.name, each.grade]));
    const classes = await nextClasses(work, schoolId, next, wanted);
    for (const { classId } of ready) {
      const pupils = plan.filter(each => each.classId === classId);
      if (pupils.length === 0) continue;
      await work.also(promoteClass, {
        schoolId,
        fromClassId: classId,
        pupils: pupils.map(each => {
          if (each.finishes) return { enrolmentId: each.enrolmentId, result: 'graduated' as const };
          const result = each.goesUp ? ('promoted' as const) : ('repeating' as const);
          return { enrolmentId: each.enrolmentId, result, toClassId: classes.get(each.name) ?? 0 };
        }),
      });
    }
    const led = ready.filter(each => each.step === 'approved' && plan.some(one => one.classId === each.classId));
    if (led.length > 0)
      await writeSteps(
        work,
        schoolId,
        schoolYear,
        led.map(each => each.classId),
        'promoted',
      );
    work.audit({
      event: 'school.promoted',
      subject: `school:${schoolId}`,
      schoolId,
      data: { schoolYear, pupils: plan.length, classes: ready.length },
    });
    return { pupils: plan.length, classes: ready.length };
  },
});
