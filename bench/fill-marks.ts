import pg from 'pg';
import { columnsNeeded, courseKind } from '../src/domains/gradebook/rules/columns.ts';
import { regimeFor } from '../src/domains/gradebook/rules/regime.ts';
import { traitsOf } from '../src/domains/gradebook/rules/traits.ts';
import type { OpenedProvince } from './open-province.ts';

/** The year whose marks the bench has: all of it is over, so every column is filled. */
export const MARKS_YEAR = '2023-2024';
const BATCH = 20;

/**
 * A number from 0 to 99 that hangs on the row alone, so that every run fills the same marks. The multiplication spreads neighbours;
 * the shift takes the bits that it spread best.
 */
const roll = (...parts: string[]) =>
  `(((((${parts.map((part, at) => `${part} * ${[7919, 104729, 1299709, 15485863][at]}`).join(' + ')}) & 1048575) * 2654435761) >> 12) & 1048575) % 100`;

interface Assigned {
  school_id: number;
  class_id: number;
  grade: number;
  subject_key: string;
  subject_kind: 'scored' | 'comment';
  lessons: number;
  position: number;
}

/** Courses and columns as the circulars want them, from who teaches what; the plan is worked out here, written in two statements a batch. */
async function fillCourses(client: pg.Client, schools: number[]): Promise<void> {
  const { rows } = await client.query<Assigned>(
    `select a.school_id, a.class_id, g.grade, a.subject_key, s.kind as subject_kind, s.position,
       coalesce(max(a.lessons_a_week_tenths) * 35 / 10, 70) as lessons
     from schools.teaching_assignment a join schools.class c using (school_id, class_id) join schools.subject s using (subject_key), unnest(c.grades) as g (grade)
     where a.school_id = any ($1) and c.school_year = $2 and g.grade > 0
     group by 1, 2, 3, 4, 5, 6`,
    [schools, MARKS_YEAR],
  );
  const courses = rows.flatMap(row => {
    const regime = regimeFor(MARKS_YEAR, row.grade);
    return regime ? [{ ...row, regime, kind: courseKind(regime, row.subject_kind) }] : [];
  });
  const { rows: made } = await client.query<{ course_id: number }>(
    `insert into gradebook.course (school_id, class_id, school_year, grade, subject_key, regime, kind, lessons_a_year, position)
     select school_id, class_id, $1, grade, subject_key, regime, kind, lessons, position
     from unnest($2::bigint[], $3::bigint[], $4::int[], $5::text[], $6::text[], $7::text[], $8::int[], $9::int[])
       as given (school_id, class_id, grade, subject_key, regime, kind, lessons, position)
     returning course_id`,
    [
      MARKS_YEAR,
      courses.map(each => each.school_id),
      courses.map(each => each.class_id),
      courses.map(each => each.grade),
      courses.map(each => each.subject_key),
      courses.map(each => each.regime),
      courses.map(each => each.kind),
      courses.map(each => each.lessons),
      courses.map(each => each.position),
    ],
  );
  const columns = courses.flatMap((course, at) =>
    columnsNeeded({
      regime: course.regime,
      kind: course.kind,
      grade: course.grade,
      subjectKey: course.subject_key,
      lessonsAYear: course.lessons,
    }).map(column => ({ ...column, schoolId: course.school_id, courseId: made[at]?.course_id })),
  );
  await client.query(
    `insert into gradebook.mark_column (school_id, course_id, term, kind, number)
     select * from unnest($1::bigint[], $2::bigint[], $3::int[], $4::text[], $5::int[])`,
    [
      columns.map(each => each.schoolId),
      columns.map(each => each.courseId),
      columns.map(each => each.term),
      columns.map(each => each.kind),
      columns.map(each => each.number),
    ],
  );
}

/** Each pupil has a strength of their own, around which their marks lie; a few fail, a few shine. */
const fillMarksOf = `
  insert into gradebook.mark (school_id, mark_column_id, enrolment_id, tenths, level, entered_by, entered_at)
  select school_id, mark_column_id, enrolment_id,
    case when kind in ('mid-test', 'end-test') then (tenths + 5) / 10 * 10
      when course_kind = 'scored' then tenths end,
    case when kind in ('mid-level', 'end-level') then case when tenths >= 70 then 'T' when tenths >= 45 then 'H' else 'C' end
      when course_kind = 'comment' then case when tenths >= 34 then 'passed' else 'not-passed' end end,
    'system:bench', $2
  from (
    select p.school_id, k.mark_column_id, p.enrolment_id, k.kind, c.kind as course_kind,
      least(100, 30 + ${roll('p.enrolment_id')} * 55 / 100 + ${roll('p.enrolment_id', 'k.mark_column_id')} * 25 / 100)::int as tenths
    from gradebook.mark_column k
    join gradebook.course c on c.school_id = k.school_id and c.course_id = k.course_id
    join schools.class_place p on p.school_id = c.school_id and p.class_id = c.class_id and p.grade = c.grade
    where k.school_id = any ($1) and c.school_year = '${MARKS_YEAR}') given`;

const fillConduct = `
  insert into gradebook.conduct (school_id, enrolment_id, school_year, term, level, recorded_by, recorded_at)
  select p.school_id, p.enrolment_id, c.school_year, term,
    case when ${roll('p.enrolment_id', 'term')} < 82 then 'good' when ${roll('p.enrolment_id', 'term')} < 97 then 'fair'
      when p.grade in (9, 12) then 'average' else 'passed' end, 'system:bench', $2
  from schools.class_place p join schools.class c using (school_id, class_id), generate_series(1, 2) as term
  where p.school_id = any ($1) and c.school_year = '${MARKS_YEAR}' and p.grade >= 6`;

/** The fifteen of TT 27/2020, for grade 5 the seven of TT 22/2016, in the middle and at the end of the second term. */
const fillTraits = `
  insert into gradebook.trait_level (school_id, enrolment_id, school_year, term, period, trait_key, level, recorded_by, recorded_at)
  select p.school_id, p.enrolment_id, c.school_year, term, 'end', t.key,
    case when ${roll('p.enrolment_id', 't.at')} < 88 then 'T' else 'Đ' end, 'system:bench', $2
  from schools.class_place p join schools.class c using (school_id, class_id), generate_series(1, 2) as term,
    unnest($3::text[], $4::int[]) with ordinality as t (key, from_2014, at)
  where p.school_id = any ($1) and c.school_year = '${MARKS_YEAR}' and p.grade between 1 and 5 and (t.from_2014 = 1) = (p.grade = 5)`;

/** Four days at most for nearly everyone; two in a thousand are away too often to be promoted. */
const fillAbsences = `
  insert into schools.absence (school_id, enrolment_id, day, session, class_id, kind, revision, recorded_by, recorded_at)
  select p.school_id, p.enrolment_id, date '2023-09-11' + 4 * n, 'morning', p.class_id, case when n % 3 = 0 then 'unexcused' else 'excused' end, 1, 'system:bench', $2
  from schools.class_place p join schools.class c using (school_id, class_id),
    generate_series(1, (case when p.enrolment_id % 500 = 0 then 46 else ${roll('p.enrolment_id')} / 20 end)::int) as n
  where p.school_id = any ($1) and c.school_year = '${MARKS_YEAR}' and p.grade >= 1`;

const fillTaken = `
  insert into schools.attendance_taken (school_id, class_id, day, session, taken_by, taken_at)
  select school_id, class_id, date '2023-09-11', 'morning', 'system:bench', $2 from schools.class
  where school_id = any ($1) and school_year = '${MARKS_YEAR}' and not (0 = any (grades))`;

const tables =
  'gradebook.course, gradebook.mark_column, gradebook.mark, gradebook.conduct, gradebook.trait_level, schools.absence, schools.attendance_taken';

async function fillRows(client: pg.Client, some: number[], at: Date): Promise<void> {
  for (const statement of [fillMarksOf, fillConduct, fillAbsences, fillTaken])
    await client.query(statement, [some, at]);
  const keysOf = (regime: 'tt27-2020' | 'tt30-2014') => traitsOf(regime).map(trait => trait.key);
  const [now, before] = [keysOf('tt27-2020'), keysOf('tt30-2014')];
  const from2014 = [...now.map(() => 0), ...before.map(() => 1)];
  await client.query(fillTraits, [some, at, [...now, ...before], from2014]);
}

async function inBatches(
  ownerUrl: string,
  schools: number[],
  fill: (client: pg.Client, some: number[]) => Promise<void>,
): Promise<void> {
  const half = async (of: number[]) => {
    const client = new pg.Client({ connectionString: ownerUrl });
    await client.connect();
    try {
      // The rows are right by how they are made; asking each foreign key of ten million marks would take longer than all else.
      await client.query('set session_replication_role = replica; set synchronous_commit = off');
      for (let from = 0; from < of.length; from += BATCH) await fill(client, of.slice(from, from + BATCH));
    } finally {
      await client.end();
    }
  };
  await Promise.all([0, 1].map(each => half(schools.filter((_, at) => at % 2 === each))));
}

const INDEX = 'mark_school_id_enrolment_id_idx';

/**
 * Fills the province with a year of marks: courses and columns for every class, a mark in every cell, conduct, qualities, absences.
 * By plain statements of the owner, the same every time. A province that has them is left alone; one half filled begins again.
 */
export async function fillMarks({ system, schools }: Pick<OpenedProvince, 'system' | 'schools'>): Promise<void> {
  const { ownerUrl } = system.database;
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    const { rowCount } = await owner.query(`select from platform.setting where name = 'bench-marks'`);
    if (rowCount) return;
    await owner.query(`truncate ${tables} cascade; drop index if exists gradebook.${INDEX}`);
    const at = system.clock.now();
    await inBatches(ownerUrl, schools, fillCourses);
    // Without knowing how many columns there are, the marks would be planned row by row.
    await owner.query('analyze gradebook.course, gradebook.mark_column');
    await inBatches(ownerUrl, schools, (client, some) => fillRows(client, some, at));
    await owner.query(
      `set maintenance_work_mem = '512MB'; create index ${INDEX} on gradebook.mark (school_id, enrolment_id)`,
    );
    await owner.query(`analyze ${tables}`);
    await owner.query(`insert into platform.setting (name, value) values ('bench-marks', 'true')`);
  } finally {
    await owner.end();
  }
}
