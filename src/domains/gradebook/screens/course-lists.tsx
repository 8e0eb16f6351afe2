import { count, percent } from '#platform/format.ts';
import { Bar, type Column, DataTable, Icon, RowTitle } from '#ui';
import type { CourseLine, MissingLine } from '../queries/courses.ts';
import type { GradebookWords } from '../words/index.ts';
import type { SchoolSeen } from './school-page.tsx';

type Words = GradebookWords['sheet'];

/** The school's gradebook as a page shows it: in which year, in which term. */
export interface GradebookSeen {
  school: SchoolSeen;
  term: 1 | 2;
}

const sheetOf = (seen: GradebookSeen, courseId: number, hash = '') =>
  `/schools/${seen.school.schoolId}/courses/${courseId}?term=${seen.term}${hash}`;

/** The share filled in, rounded down: a hundred only when nothing is open. */
const shareOf = ({ filled, cells }: { filled: number; cells: number }): number | null =>
  cells === 0 ? null : Math.floor((filled * 100) / cells);

interface Line {
  classId: number;
  klass: string;
  grade: number;
  courses: CourseLine[];
}

/** Classes down, subjects across: each cell opens its sheet. */
export function Matrix({ seen, courses, words }: { seen: GradebookSeen; courses: CourseLine[]; words: Words }) {
  const lines = new Map<string, Line>();
  for (const course of courses) {
    const key = `${course.classId} ${course.grade}`;
    const line = lines.get(key) ?? {
      classId: course.classId,
      klass: course.isCombined ? `${course.klass} · ${words.grade(course.grade)}` : course.klass,
      grade: course.grade,
      courses: [],
    };
    line.courses.push(course);
    lines.set(key, line);
  }
  const subjects = new Map(courses.map(course => [course.subjectKey, course.subject]));
  const columns: Column<Line>[] = [
    {
      key: 'class',
      head: words.overview.klass,
      rowHead: true,
      render: line => <a href={`/schools/${seen.school.schoolId}/classes/${line.classId}`}>{line.klass}</a>,
    },
    ...[...subjects].map(
      ([key, name]): Column<Line> => ({
        key,
        head: name,
        align: 'center',
        width: 'figure',
        render: line => {
          const course = line.courses.find(each => each.subjectKey === key);
          return course ? <CourseCell seen={seen} course={course} words={words} /> : '';
        },
      }),
    ),
  ];
  return (
    <div class="course-matrix">
      <DataTable
        caption={words.overview.caption}
        columns={columns}
        rows={[...lines.values()]}
        dense
        tall
        empty={{ text: words.overview.empty }}
      />
    </div>
  );
}

function CourseCell({ seen, course, words }: { seen: GradebookSeen; course: CourseLine; words: Words }) {
  return (
    <div class="course-cell">
      <a
        href={sheetOf(seen, course.courseId)}
        title={`${course.subject} ${course.klass} · ${course.teachers.join(', ') || words.overview.nobody}`}
      >
        {percent(shareOf(course), 0)}
      </a>
      {course.missing > 0 && <small class="missing">{words.overview.missingCount(count(course.missing))}</small>}
      {course.columns > 0 && course.closed === course.columns && (
        <small>
          <Icon name="lock" size={12} /> {words.overview.allClosed}
        </small>
      )}
    </div>
  );
}

/** What one teaches, and after it the other subjects of the class one leads. */
export const ownFirst = (courses: readonly CourseLine[]): CourseLine[] => [
  ...courses.filter(course => course.mayEnter),
  ...courses.filter(course => !course.mayEnter),
];

/** A teacher's courses, one a line. */
export function OwnCourses({ seen, courses, words }: { seen: GradebookSeen; courses: CourseLine[]; words: Words }) {
  return (
    <DataTable
      caption={words.overview.own}
      rows={courses}
      empty={{ text: words.overview.emptyOwn }}
      columns={[
        {
          key: 'course',
          head: words.overview.subject,
          rowHead: true,
          width: 'wide',
          fold: 'full',
          render: course => (
            <RowTitle
              href={sheetOf(seen, course.courseId)}
              facts={[
                course.isCombined ? words.grade(course.grade) : undefined,
                course.mayEnter ? undefined : course.teachers.join(', '),
                course.closed > 0 ? words.overview.closed(count(course.closed), count(course.columns)) : undefined,
              ]}
            >
              {`${course.subject} · ${course.klass}`}
            </RowTitle>
          ),
        },
        {
          key: 'share',
          head: words.overview.filled,
          align: 'end',
          fold: 'start',
          render: course => percent(shareOf(course), 0),
        },
        {
          key: 'bar',
          head: '',
          width: 'bar',
          fold: 'full',
          render: course => <Bar value={shareOf(course)} state={course.missing > 0 ? 'near' : 'ok'} />,
        },
        {
          key: 'missing',
          head: words.overview.missing,
          align: 'end',
          fold: 'end',
          render: course => (course.missing > 0 ? words.overview.missingCount(count(course.missing)) : '–'),
        },
      ]}
    />
  );
}

/** Columns of the list of what is missing: the column of marks, how many, and who. */
export const missingColumns = (seen: GradebookSeen, words: Words): Column<MissingLine>[] => [
  {
    key: 'course',
    head: words.overview.subject,
    rowHead: true,
    width: 'wide',
    fold: 'full',
    render: line => (
      <RowTitle href={sheetOf(seen, line.courseId)} facts={[words.columnName(line.kind, line.number)]}>
        {`${line.subject} · ${line.klass}`}
      </RowTitle>
    ),
  },
  {
    key: 'count',
    head: words.overview.count,
    align: 'end',
    fold: 'start',
    foldHead: true,
    render: line => count(line.missing),
  },
  {
    key: 'names',
    head: words.overview.pupils,
    fold: 'full',
    render: line =>
      line.names.join(', ') +
      (line.missing > line.names.length ? ` ${words.more(count(line.missing - line.names.length))}` : ''),
  },
];
