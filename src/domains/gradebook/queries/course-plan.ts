import { sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';
import { type ColumnKind, type CourseKind, columnsNeeded, courseKind } from '../rules/columns.ts';
import { type LessonsAssigned, lessonsAYear } from '../rules/lessons.ts';
import { type Regime, regimeFor } from '../rules/regime.ts';

export interface CourseWanted {
  classId: number;
  grade: number;
  subjectKey: string;
  regime: Regime;
  kind: CourseKind;
  lessonsAYear: number;
  position: number;
}

/** What stands between the assignments of a school's year and its courses. */
export interface CoursePlan {
  fresh: CourseWanted[];
  /** Courses whose lessons are other than they were. */
  changed: { courseId: number; classId: number; lessonsAYear: number }[];
  /** Columns that a course which stands already is short of. */
  columns: { courseId: number; classId: number; term: 1 | 2; kind: ColumnKind; number: number }[];
  /** Regular columns beyond what is needed, in which nothing was ever entered. */
  surplus: number[];
}

interface Assigned {
  classId: number;
  grade: number;
  subjectKey: string;
  subjectKind: 'scored' | 'comment';
  position: number;
  weeks: number;
  lessons: LessonsAssigned[];
  courseId: number | null;
  regime: Regime | null;
  kind: CourseKind | null;
  lessonsAYear: number | null;
  columns: { id: number; term: 1 | 2; kind: ColumnKind; number: number; isUsed: boolean }[];
}

export const isEmptyPlan = ({ fresh, changed, columns, surplus }: CoursePlan): boolean =>
  fresh.length + changed.length + columns.length + surplus.length === 0;

/**
 * Compares what is taught with the courses there are, in one query. A subject of a combined class has a course for each grade; preschool
 * has none. A course whose assignment was taken back stays: marks may stand in it.
 */
export async function planCourses(db: Query<'gradebook'>, schoolId: number, schoolYear: string): Promise<CoursePlan> {
  const { rows } = await sql<Assigned>`
    with taught as (
      select a.class_id, a.subject_key, json_agg(json_build_object('term', a.term, 'tenthsAWeek', a.lessons_a_week_tenths)) as lessons
      from schools.published_assignment a where a.school_id = ${schoolId} and a.school_year = ${schoolYear} group by 1, 2)
    select t.class_id as "classId", g.grade, t.subject_key as "subjectKey", s.kind as "subjectKind", s.position, y.weeks, t.lessons,
      c.course_id as "courseId", c.regime, c.kind, c.lessons_a_year as "lessonsAYear",
      coalesce((select json_agg(json_build_object('id', k.mark_column_id, 'term', k.term, 'kind', k.kind, 'number', k.number, 'isUsed',
          exists (select from gradebook.mark m where m.school_id = k.school_id and m.mark_column_id = k.mark_column_id)
          or exists (select from gradebook.closing x where x.school_id = k.school_id and x.mark_column_id = k.mark_column_id)
          or exists (select from gradebook.correction r where r.school_id = k.school_id and r.mark_column_id = k.mark_column_id)))
        from gradebook.mark_column k where k.school_id = c.school_id and k.course_id = c.course_id), '[]') as columns
    from taught t join schools.published_class k on k.school_id = ${schoolId} and k.class_id = t.class_id
    join schools.published_school_year y on y.school_year = k.school_year
    join schools.published_subject s on s.subject_key = t.subject_key
    cross join unnest(k.grades) as g (grade)
    left join gradebook.course c on c.school_id = ${schoolId} and c.class_id = t.class_id and c.subject_key = t.subject_key and c.grade = g.grade
    where g.grade > 0 order by k.name, s.position, g.grade`.execute(db);
  const plan: CoursePlan = { fresh: [], changed: [], columns: [], surplus: [] };
  for (const row of rows) compare(row, schoolYear, plan);
  return plan;
}

function compare(row: Assigned, schoolYear: string, plan: CoursePlan): void {
  const regime = row.regime ?? regimeFor(schoolYear, row.grade);
  if (!regime) return;
  const { classId, grade, subjectKey, position, courseId } = row;
  const kind = row.kind ?? courseKind(regime, row.subjectKind);
  const lessons = lessonsAYear(row.lessons, row.weeks, grade, subjectKey);
  if (courseId === null) {
    plan.fresh.push({ classId, grade, subjectKey, regime, kind, lessonsAYear: lessons, position });
    return;
  }
  if (lessons !== row.lessonsAYear) plan.changed.push({ courseId, classId, lessonsAYear: lessons });
  const needed = columnsNeeded({ regime, kind, grade, subjectKey, lessonsAYear: lessons });
  for (const term of [1, 2] as const) {
    const wanted = needed.filter(column => column.term === term);
    const standing = row.columns.filter(column => column.term === term);
    for (const { kind, number } of wanted.filter(column => column.kind !== 'regular'))
      if (!standing.some(each => each.kind === kind)) plan.columns.push({ courseId, classId, term, kind, number });
    balance(plan, { courseId, classId, term }, standing, wanted.filter(column => column.kind === 'regular').length);
  }
}

/** As many regular columns as are needed: those that were used stay, whatever their number; the others go from the end. */
function balance(
  plan: CoursePlan,
  at: { courseId: number; classId: number; term: 1 | 2 },
  standing: Assigned['columns'],
  needed: number,
): void {
  const regular = standing
    .filter(column => column.kind === 'regular')
    .sort((a, b) => Number(b.isUsed) - Number(a.isUsed) || a.number - b.number);
  plan.surplus.push(...regular.slice(needed).flatMap(column => (column.isUsed ? [] : [column.id])));
  const taken = new Set(regular.map(column => column.number));
  let missing = needed - regular.length;
  for (let number = 1; missing > 0; number++) {
    if (taken.has(number)) continue;
    plan.columns.push({ ...at, kind: 'regular', number });
    missing--;
  }
}
