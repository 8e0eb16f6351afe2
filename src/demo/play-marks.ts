import { sql } from 'kysely';
import { enterComments, enterMarks, openCourses } from '#gradebook';
import { readWide } from '#platform/work.ts';
import { type Chance, chance } from './chance.ts';
import { forEachOf, type PlayedPlaces, type PlayedSchool, type Stage } from './world.ts';

/** Days of the story on which marks are brought up to date: the end of each term, and today. */
const ENDS = { first: '2023-01-06', second: '2023-05-24', now: '2023-11-23' } as const;

/** The levels that have marks at all. */
const hasMarks = ({ shape }: PlayedSchool) => shape.level !== 'preschool';

/**
 * Schools whose year 2022-2023 stands complete in the gradebook: those of the two desks that the tests know, and a primary and an upper
 * secondary school, so that each circular has a whole year.
 */
const WHOLE = ['62608503', '62610502', '62608402', '62608704'];

/** Which schools have a whole year of marks: what transcripts of 2022-2023 are made from. */
export const hasWholeYear = ({ shape }: PlayedSchool): boolean => WHOLE.includes(shape.code);

/** A careless school does not use the gradebook yet: it is one of those behind. */
const usesGradebook = (school: PlayedSchool) => hasMarks(school) && (school.shape.care >= 60 || hasWholeYear(school));

interface Column {
  columnId: number;
  kind: string;
  number: number;
}

interface CourseToFill {
  courseId: number;
  kind: 'scored' | 'comment' | 'levels';
  regime: string;
  subjectKey: string;
  columns: Column[];
  pupils: number[];
}

const coursesOf = async (stage: Stage, schoolId: number, schoolYear: string, term: 1 | 2, day: string) =>
  (
    await readWide(stage.system, 'indicators', db =>
      sql<CourseToFill>`select c.course_id as "courseId", c.kind, c.regime, c.subject_key as "subjectKey",
          (select json_agg(json_build_object('columnId', k.mark_column_id, 'kind', k.kind, 'number', k.number) order by k.mark_column_id)
            from gradebook.published_column k where k.school_id = c.school_id and k.course_id = c.course_id and k.term = ${term}) as columns,
          array(select p.enrolment_id from schools.published_class_place p where p.school_id = c.school_id and p.class_id = c.class_id and p.grade = c.grade
            and p.from_day <= ${day} and ${day} < p.until_day order by 1) as pupils
        from gradebook.published_course c where c.school_id = ${schoolId} and c.school_year = ${schoolYear} order by 1`.execute(
        db,
      ),
    )
  ).rows;

/** How well a pupil does, of a hundred: the same in every subject and every year, give or take. */
const gift = (enrolmentId: number) => 52 + ((Math.imul(enrolmentId, 2654435761) >>> 8) % 40);

/** A mark as a teacher gives it: regular ones in halves, tests of terms to a tenth. */
function markFor(rolls: Chance, { kind, regime }: CourseToFill, column: Column, enrolmentId: number): string {
  const able = Math.max(8, Math.min(100, gift(enrolmentId) + rolls.whole(-16, 14) + rolls.whole(-6, 6)));
  if (kind === 'comment') return able > 34 || rolls.percent(60) ? 'Đ' : 'CĐ';
  if (column.kind.endsWith('-level')) return able >= 76 ? 'T' : able > 30 ? 'H' : 'C';
  if (column.kind.endsWith('-test')) return String(Math.max(regime === 'tt30-2014' ? 1 : 2, Math.round(able / 10)));
  const tenths = column.kind === 'regular' ? Math.round(able / 5) * 5 : able;
  return `${Math.floor(tenths / 10)}${tenths % 10 === 0 ? '' : `,${tenths % 10}`}`;
}

const COMMENTS = [
  'Tiến bộ, chăm phát biểu.',
  'Nắm vững kiến thức, vận dụng tốt.',
  'Cần luyện tập thêm ở nhà.',
  'Chăm chỉ, hoàn thành đủ bài tập.',
  'Hiểu bài, trình bày còn vội.',
  'Có cố gắng, cần tự tin hơn.',
];

/** Enters a course's marks by the teacher's own command, all in one; `isWhole`: with nothing missing, and comments. */
async function fillCourse(
  stage: Stage,
  { schoolId, shape }: PlayedSchool,
  course: CourseToFill,
  term: 1 | 2,
  isWhole: boolean,
): Promise<void> {
  const rolls = chance(`rong/${stage.size}/marks/${shape.code}/${course.courseId}/${term}`);
  const begun = course.columns.filter(
    ({ kind, number }) =>
      isWhole || (kind === 'regular' && number <= 2) || (kind.startsWith('mid-') && rolls.percent(shape.care)),
  );
  const cells = begun.flatMap(column =>
    course.pupils.flatMap(enrolmentId =>
      isWhole || rolls.percent(Math.max(90, shape.care))
        ? [{ columnId: column.columnId, enrolmentId, value: markFor(rolls, course, column, enrolmentId), seen: 0 }]
        : [],
    ),
  );
  if (cells.length > 0) await stage.act(enterMarks, { schoolId, courseId: course.courseId, cells }, [schoolId]);
  if (isWhole && course.pupils.length > 0)
    await stage.act(
      enterComments,
      {
        schoolId,
        courseId: course.courseId,
        term,
        comments: course.pupils.map(enrolmentId => ({ enrolmentId, comment: rolls.pick(COMMENTS), seen: 0 })),
      },
      [schoolId],
    );
}

/** Courses of a year, opened by what is assigned. In every school, whether it uses them or not. */
export async function playCourses(stage: Stage, places: PlayedPlaces, schoolYear: string): Promise<void> {
  await forEachOf(places.schools.filter(hasMarks), 3, async ({ schoolId }) => {
    await stage.act(openCourses, { schoolId, schoolYear }, [schoolId]);
  });
}

async function fillTerm(
  stage: Stage,
  schools: readonly PlayedSchool[],
  schoolYear: string,
  term: 1 | 2,
  day: string,
  isWhole: boolean,
): Promise<void> {
  stage.on(day);
  const work = (
    await Promise.all(
      schools.map(async school =>
        (await coursesOf(stage, school.schoolId, schoolYear, term, day)).map(course => ({ school, course })),
      ),
    )
  ).flat();
  await forEachOf(work, 4, ({ school, course }) => fillCourse(stage, school, course, term, isWhole));
}

/** A whole term of 2022-2023 in a few schools. The small province only: in one of real size it would take an hour. */
export async function playTermOfMarks(stage: Stage, places: PlayedPlaces, term: 1 | 2): Promise<void> {
  if (stage.size !== 'small') return;
  const day = term === 1 ? ENDS.first : ENDS.second;
  await fillTerm(stage, places.schools.filter(hasWholeYear), '2022-2023', term, day, true);
}

/** The first term of 2023-2024 as far as it has come. */
export async function playMarksSoFar(stage: Stage, places: PlayedPlaces): Promise<void> {
  if (stage.size !== 'small') return;
  await fillTerm(stage, places.schools.filter(usesGradebook), '2023-2024', 1, ENDS.now, false);
}
