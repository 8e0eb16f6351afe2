import { loadCodeLists } from '#directory';
import type { Actor } from '#platform/access.ts';
import { house } from '#platform/access.ts';
import { NotAllowed, Refusal } from '#platform/refusal.ts';
import { perform } from '#platform/work.ts';
import { assignTeaching, loadSchoolYears, nameHomerooms } from '#schools';
import type { TestSystem } from '../../../test/database.ts';
import { type SmallProvince, smallProvince } from '../../../test/small-province.ts';
import { openCourses } from './commands/open-courses.ts';

/** For tests: a secondary school with a class 7A whose maths a teacher has, with its courses opened, in 2023-2024. */
export interface SpecimenGradebook {
  province: SmallProvince;
  schoolId: number;
  classId: number;
  /** In the order of the sheet. */
  enrolments: number[];
  teacher: Actor;
  homeroom: Actor;
  principal: Actor;
  house: Actor;
  rows<T>(statement: string, values?: unknown[]): Promise<T[]>;
  courseOf(subjectKey: string): Promise<number>;
  columnsOf(courseId: number, term?: 1 | 2): Promise<{ id: number; kind: string; number: number }[]>;
}

/** For tests: what came of a command in a word: done, not-allowed, or the refusal's code and field. */
export const codeOf = (run: Promise<unknown>): Promise<string> =>
  run.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof NotAllowed) return 'not-allowed';
      if (error instanceof Refusal) return error.field ? `${error.code} ${error.field}` : error.code;
      throw error;
    },
  );

export async function openSpecimenGradebook(
  system: TestSystem,
  { pupils = 4, grade = 7 }: { pupils?: number; grade?: number } = {},
): Promise<SpecimenGradebook> {
  const province = await smallProvince(system);
  const own = house('test', system.today());
  await loadCodeLists(system);
  await perform(system, own, loadSchoolYears, {});
  const schoolId = province.districts[0]?.schools[1] ?? 0;
  await province.fill(schoolId, { classes: 1, pupilsAClass: pupils, staff: 2, assigned: 0 });
  await province.write(`update schools.class set name = $2, grades = array[$3::int] where school_id = $1`, [
    schoolId,
    `${grade}A`,
    grade,
  ]);
  await province.write('update schools.class_place set grade = $2 where school_id = $1', [schoolId, grade]);
  const school = house('test', system.today(), [schoolId]);
  const rows = async <T>(statement: string, values: unknown[] = []): Promise<T[]> => {
    const client = await system.database.pool.connect();
    try {
      await client.query(`begin; set local role rong_wide`);
      return (await client.query(statement, values)).rows as T[];
    } finally {
      await client.query('rollback');
      client.release();
    }
  };
  const classId = Number(
    (await rows<{ id: number }>('select class_id as id from schools.class where school_id = $1', [schoolId]))[0]?.id,
  );
  const staff = await rows<{ id: number; person_id: number }>(
    'select staff_position_id as id, person_id from schools.staff_position where school_id = $1 order by 1',
    [schoolId],
  );
  const actorAt = async (at: number, role: 'teacher' | 'principal') => {
    const actor = await province.person(role, schoolId);
    await province.write(
      'update schools.staff_position set person_id = $1 where school_id = $2 and staff_position_id = $3',
      [actor.personId, schoolId, staff[at]?.id],
    );
    return system.actor(actor.personId ?? 0);
  };
  const [teacher, homeroom] = [await actorAt(0, 'teacher'), await actorAt(1, 'teacher')];
  await perform(system, school, assignTeaching, {
    schoolId,
    assignments: [
      { classId, subjectKey: 'maths', staffPositionId: staff[0]?.id ?? 0, lessonsAWeekTenths: 40 },
      { classId, subjectKey: 'arts', staffPositionId: staff[0]?.id ?? 0 },
    ],
  });
  await perform(system, school, nameHomerooms, {
    schoolId,
    homerooms: [{ classId, staffPositionId: staff[1]?.id ?? 0 }],
  });
  await perform(system, school, openCourses, { schoolId, schoolYear: '2023-2024' });
  return {
    province,
    schoolId,
    classId,
    teacher,
    homeroom,
    principal: await province.person('principal', schoolId),
    house: school,
    rows,
    enrolments: (
      await rows<{ id: number }>(
        'select enrolment_id as id from schools.enrolment where school_id = $1 order by sort_key',
        [schoolId],
      )
    ).map(row => Number(row.id)),
    courseOf: async subjectKey =>
      (
        await rows<{ id: number }>(
          'select course_id as id from gradebook.course where school_id = $1 and subject_key = $2',
          [schoolId, subjectKey],
        )
      )[0]?.id ?? 0,
    columnsOf: (courseId, term = 1) =>
      rows(
        'select mark_column_id as id, kind, number from gradebook.mark_column where school_id = $1 and course_id = $2 and term = $3 order by 1',
        [schoolId, courseId, term],
      ),
  };
}
