import { readFileSync } from 'node:fs';
import path from 'node:path';
import { dayTime, fromTenths } from '#platform/format.ts';
import type { Ask } from '#platform/http/env.ts';
import { fileOut } from '#platform/http/file-out.ts';
import { makePdf } from '#platform/paper/paper.ts';
import { classRecord, type RecordedCourse } from '../queries/class-record.ts';
import { type ClassResults, classResults } from '../queries/class-results.ts';
import { homeroomOf } from '../queries/homeroom-of.ts';
import { type GradebookWords, t } from '../words/index.ts';
import { onClass } from './gradebook-page.tsx';
import { mustRead } from './must-read.ts';
import { saySubject } from './say-result.ts';

const template = readFileSync(path.join(import.meta.dirname, '..', 'paper', 'class-record.typ'), 'utf8');

const isMark = (letter: string): letter is keyof GradebookWords['levels']['mark'] =>
  ['passed', 'not-passed', 'T', 'H', 'C'].includes(letter);

function sayMark(mark: number | string | undefined, kind: string, text: GradebookWords): string {
  if (mark === undefined) return '';
  if (typeof mark === 'string') return isMark(mark) ? text.levels.mark[mark] : mark;
  return kind.endsWith('-test') ? String(mark / 10) : fromTenths(mark);
}

function sayColumn({ kind, number }: RecordedCourse['columns'][number], text: GradebookWords): string {
  const { columns } = text.summary;
  return kind === 'regular' || kind === 'topic' ? `${columns[kind]} ${number}` : columns[kind];
}

/** One subject as a table: the columns of each term, the term's result and comment, the year's result. */
function partOf(
  course: RecordedCourse,
  pupils: ClassResults['pupils'],
  results: Record<1 | 2 | 3, ClassResults>,
  text: GradebookWords,
) {
  const words = text.summary;
  const of = (term: 1 | 2) => course.columns.filter(column => column.term === term);
  const subject = results[3].heads.find(head => head.name === course.subject);
  const resultIn = (period: 1 | 2 | 3, enrolmentId: number) =>
    saySubject(
      results[period].pupils.find(each => each.enrolmentId === enrolmentId)?.subjects[subject?.subjectKey ?? ''],
      course.kind,
      text,
    );
  return {
    title: words.recordSubject(course.subject),
    teacher: course.teachers ? words.teacher(course.teachers) : '',
    terms: [
      { title: text.levels.periods[1], span: of(1).length + 2 },
      { title: text.levels.periods[2], span: of(2).length + 2 },
      { title: text.levels.periods[3], span: 1 },
    ],
    widths: [...of(1).map(() => 'mark'), 'mark', 'wide', ...of(2).map(() => 'mark'), 'mark', 'wide', 'mark'],
    heads: [
      ...of(1).map(column => sayColumn(column, text)),
      words.heads.mean,
      words.comment,
      ...of(2).map(column => sayColumn(column, text)),
      words.heads.mean,
      words.comment,
      words.heads.mean,
    ],
    rows: pupils.map(({ enrolmentId, fullName }, at) => [
      String(at + 1),
      fullName,
      ...([1, 2] as const).flatMap(term => [
        ...of(term).map(column => sayMark(course.marks[enrolmentId]?.[column.columnId], column.kind, text)),
        resultIn(term, enrolmentId),
        course.comments[enrolmentId]?.[term] ?? '',
      ]),
      resultIn(3, enrolmentId),
    ]),
  };
}

/** The class record on paper: what TT 32/2020 art. 21 calls sổ theo dõi và đánh giá học sinh (theo lớp học). */
export async function classRecordPaper(ask: Ask): Promise<Response> {
  const { language, system } = ask.var;
  const text = t(language);
  const words = text.summary;
  const { seen, courses, results, homeroom } = await onClass(ask, async (db, seen) => {
    mustRead(seen);
    const results = {
      1: await classResults(db, seen, 1),
      2: await classResults(db, seen, 2),
      3: await classResults(db, seen, 3),
    };
    return {
      seen,
      courses: await classRecord(db, seen.schoolId, seen.classId),
      results,
      homeroom: await homeroomOf(db, seen),
    };
  });
  const pdf = makePdf(
    template,
    {
      language,
      title: words.recordTitle,
      school: seen.school,
      class: text.summary.classNamed(seen.klass),
      year: seen.schoolYear,
      homeroom: homeroom ? words.homeroom(homeroom) : '',
      printed: dayTime(system.clock.now(), language),
      number: words.heads.number,
      name: words.heads.name,
      courses: courses.map(course => partOf(course, results[3].pupils, results, text)),
    },
    system.clock.now(),
  );
  return fileOut(ask, pdf, 'pdf', `so theo doi ${seen.klass} ${seen.schoolYear}`);
}
