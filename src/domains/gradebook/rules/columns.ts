import { regularMarksNeeded } from './means.ts';
import { isPrimary, type Regime } from './regime.ts';

/** How a course is assessed: marks of 0 to 10, Đ/CĐ, or the levels T/H/C of primary school. */
export type CourseKind = 'scored' | 'comment' | 'levels';

export const secondaryColumns = ['regular', 'topic', 'mid-term', 'final'] as const;
const primaryColumns = ['mid-level', 'mid-test', 'end-level', 'end-test'] as const;
/** In the order in which they stand on a sheet. */
export const columnKinds = [...secondaryColumns, ...primaryColumns] as const;
export type ColumnKind = (typeof columnKinds)[number];

export interface ColumnPlan {
  term: 1 | 2;
  kind: ColumnKind;
  number: number;
}

/** Learning topics (cụm chuyên đề học tập) stand in the programme of grades 10 to 12 alone (TT 32/2018). */
export const hasTopics = (regime: Regime, kind: CourseKind): boolean => regime === 'tt22-2021' && kind === 'scored';
export const firstGradeOfTopics = 10;
/** A cluster has 35 lessons in three topics a year; more than this in a term is a slip of the hand. */
export const mostTopics = 4;

/** Primary subjects are all judged by levels; above, as the programme says of the subject. */
export const courseKind = (regime: Regime, subjectKind: 'scored' | 'comment'): CourseKind =>
  isPrimary(regime) ? 'levels' : subjectKind;

const testsEverywhere = ['vietnamese', 'maths'];
const testsFromThree = [...testsEverywhere, 'foreign-language', 'informatics-technology', 'informatics', 'technology'];
const testsFromFour = [...testsFromThree, 'history-geography', 'science'];
/** TT 22/2016 names Tiếng dân tộc, and knows no Công nghệ. */
const testsOf2014 = [
  ...testsEverywhere,
  'foreign-language',
  'informatics',
  'informatics-technology',
  'history-geography',
  'science',
  'ethnic-language',
];

/** Whether a primary subject has a periodic test at the end of a term (TT 27/2020 art. 7.1; TT 30/2014 as amended, art. 10). */
function hasEndTest(regime: Regime, grade: number, subjectKey: string): boolean {
  if (regime === 'tt30-2014') return (grade >= 3 ? testsOf2014 : testsEverywhere).includes(subjectKey);
  if (grade <= 2) return testsEverywhere.includes(subjectKey);
  return (grade === 3 ? testsFromThree : testsFromFour).includes(subjectKey);
}

/** In the middle of a term only Tiếng Việt and Toán of grades 4 and 5 are tested. */
const hasMidTest = (grade: number, subjectKey: string): boolean => grade >= 4 && testsEverywhere.includes(subjectKey);

/**
 * How many regular results a course needs in a term. Scored: by its lessons a year. Judged in words: two under TT 22/2021
 * art. 6.2; under TT 58/2011 as amended the numbers by lessons hold for every subject.
 */
const regularNeeded = (regime: Regime, kind: CourseKind, lessonsAYear: number): number =>
  kind === 'comment' && regime === 'tt22-2021' ? 2 : regularMarksNeeded(lessonsAYear);

/** The columns that a course has by its circular, for both terms. Topics are added by the teacher, one by one. */
export function columnsNeeded(course: {
  regime: Regime;
  kind: CourseKind;
  grade: number;
  subjectKey: string;
  lessonsAYear: number;
}): ColumnPlan[] {
  const { regime, kind, grade, subjectKey, lessonsAYear } = course;
  const ofTerm = (term: 1 | 2): ColumnPlan[] => {
    const one = (of: ColumnKind, number = 1): ColumnPlan => ({ term, kind: of, number });
    if (isPrimary(regime))
      return [
        one('mid-level'),
        ...(hasMidTest(grade, subjectKey) ? [one('mid-test')] : []),
        one('end-level'),
        ...(hasEndTest(regime, grade, subjectKey) ? [one('end-test')] : []),
      ];
    const regular = Array.from({ length: regularNeeded(regime, kind, lessonsAYear) }, (_, at) =>
      one('regular', at + 1),
    );
    return [...regular, one('mid-term'), one('final')];
  };
  return [...ofTerm(1), ...ofTerm(2)];
}

/** What a column takes: tenths, whole marks of a test, Đ/CĐ, or T/H/C. */
export type MarkForm = 'tenths' | 'whole' | 'pass' | 'level';

export function markForm(column: ColumnKind, kind: CourseKind): MarkForm {
  if (column === 'mid-test' || column === 'end-test') return 'whole';
  if (column === 'mid-level' || column === 'end-level') return 'level';
  return kind === 'comment' ? 'pass' : 'tenths';
}
