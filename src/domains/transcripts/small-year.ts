import type { Actor } from '#platform/access.ts';
import { issueSigner } from '#platform/signing/index.ts';
import { perform, read } from '#platform/work.ts';
import type { TestSystem } from '../../../test/database.ts';
import type { SmallProvince } from '../../../test/small-province.ts';

/* A school's year that has come to its end, written straight into the tables by their owner: for tests of transcripts. */

export interface SmallYear {
  schoolId: number;
  classId: number;
  /** In the order of class lists. */
  enrolmentIds: number[];
  courseIds: number[];
  principal: Actor;
  clerk: Actor;
  /** Leads the class and teaches all its subjects. */
  teacher: Actor;
}

export interface YearShape {
  pupils?: number;
  /** Scored subjects beyond the three, for a table of real length. */
  moreSubjects?: number;
  grade?: number;
  regime?: 'tt22-2021' | 'tt58-2011' | 'tt27-2020' | 'tt30-2014';
}

type Subject = readonly [key: string, name: string, kind: 'scored' | 'comment'];
const SUBJECTS: readonly Subject[] = [
  ['literature', 'Ngữ văn', 'scored'],
  ['maths', 'Toán', 'scored'],
  ['physical-education', 'Giáo dục thể chất', 'comment'],
];

/** A class of 2023-2024 whose results are whole and approved. */
export async function smallYear(world: TestSystem, province: SmallProvince, shape: YearShape = {}): Promise<SmallYear> {
  const { pupils = 5, grade = 7, regime = 'tt22-2021', moreSubjects = 0 } = shape;
  const subjects = [
    ...SUBJECTS,
    ...Array.from({ length: moreSubjects }, (_, n): Subject => [`mau-${n}`, `Môn mẫu số ${n + 1}`, 'scored']),
  ];
  const isPrimary = grade <= 5;
  const schoolId = province.districts[0]?.schools[isPrimary ? 0 : 1] ?? 0;
  const { write } = province;
  await province.fill(schoolId, { classes: 1, pupilsAClass: pupils, staff: 1 });
  const inside = { ...world.house, schools: [schoolId] };
  const ids = await read(world, inside, 'transcripts', async db => ({
    classes: await db
      .selectFrom('schools.published_class')
      .select('class_id as id')
      .where('school_id', '=', schoolId)
      .execute(),
    pupils: await db
      .selectFrom('schools.published_enrolment')
      .select('enrolment_id as id')
      .where('school_id', '=', schoolId)
      .orderBy('sort_key')
      .execute(),
  }));
  const classId = ids.classes[0]?.id ?? 0;
  await write('update schools.class set grades = array[$2::int] where school_id = $1', [schoolId, grade]);
  await write('update schools.class_place set grade = $2 where school_id = $1', [schoolId, grade]);
  for (const [key, name, kind] of subjects) {
    await write(
      `insert into schools.subject (subject_key, name, kind, levels, position) values ($1, $2, $3, '{primary,lower-secondary}', 1) on conflict do nothing`,
      [key, name, kind],
    );
    await write(
      `insert into schools.teaching_assignment (school_id, class_id, subject_key, staff_position_id, from_day)
       select $1, $2, $3, staff_position_id, '2023-09-05' from schools.staff_position where school_id = $1 limit 1`,
      [schoolId, classId, key],
    );
    const given = isPrimary ? 'levels' : kind;
    await write(
      `insert into gradebook.course (school_id, class_id, school_year, grade, subject_key, regime, kind, lessons_a_year, position)
       values ($1, $2, '2023-2024', $3, $4, $5, $6, 70, $7)`,
      [schoolId, classId, grade, key, regime, given, subjects.findIndex(each => each[0] === key) + 1],
    );
    await write(
      `insert into gradebook.subject_result (school_id, enrolment_id, school_year, period, subject_key, class_id, kind, tenths, level, exempt, missing)
       select $1, e.enrolment_id, '2023-2024', p.period, $3, $2, $4, case when $5 then 70 + p.period * 5 end, $6, false, 0
       from schools.enrolment e cross join generate_series(1, 3) as p (period) where e.school_id = $1`,
      [
        schoolId,
        classId,
        key,
        given,
        kind === 'scored' && !isPrimary,
        isPrimary ? 'T' : kind === 'comment' ? 'passed' : null,
      ],
    );
  }
  await write(
    `insert into gradebook.result (school_id, enrolment_id, school_year, period, class_id, grade, regime, is_whole, academic, conduct, absences, outcome, computed_at)
     select $1, e.enrolment_id, '2023-2024', p.period, $2, $3, $4, true, $5, $6, 3, case when p.period = 3 then 'promoted' end, now()
     from schools.enrolment e cross join generate_series(1, 3) as p (period) where e.school_id = $1`,
    [schoolId, classId, grade, regime, isPrimary ? 'completed' : 'good', isPrimary ? null : 'good'],
  );
  await write(
    `insert into gradebook.year_closing (school_id, class_id, school_year, what, by, at) values ($1, $2, '2023-2024', 'approved', 'test', now())`,
    [schoolId, classId],
  );
  const courses = await read(world, inside, 'transcripts', db =>
    db
      .selectFrom('gradebook.published_course')
      .select('course_id as id')
      .where('school_id', '=', schoolId)
      .orderBy('position')
      .execute(),
  );
  const teacherId = schoolId * 100_000 + 90_001;
  await write(
    `insert into platform.role_held (person_id, role, place_id, from_day) values ($1, 'teacher', $2, '2022-01-01')`,
    [teacherId, schoolId],
  );
  return {
    schoolId,
    classId,
    enrolmentIds: ids.pupils.map(row => row.id),
    courseIds: courses.map(row => row.id),
    principal: await province.person('principal', schoolId),
    clerk: await province.person('clerk', schoolId),
    teacher: await world.actor(teacherId),
  };
}

/** Development keys for whoever signs in this year: the teacher, the principal and the school's seal. */
export async function giveKeys(world: TestSystem, { schoolId, teacher, principal }: SmallYear): Promise<void> {
  for (const [owner, name] of [
    [{ kind: 'person' as const, id: teacher.personId ?? 0 }, 'Cô Mẫu 1'],
    [{ kind: 'person' as const, id: principal.personId ?? 0 }, 'Người Mẫu'],
    [{ kind: 'school' as const, id: schoolId }, 'Trường Mẫu'],
  ] as const)
    await perform(world, { ...world.house, schools: [schoolId] }, issueSigner, {
      owner,
      name,
      organisation: 'Trường Mẫu',
    });
}
