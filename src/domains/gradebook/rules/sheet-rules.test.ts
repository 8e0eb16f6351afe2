import { describe, expect, test } from 'vitest';
import { type ColumnKind, columnsNeeded, markForm } from './columns.ts';
import { lessonsAYear } from './lessons.ts';
import { type MarkReading, type MarkValue, readMark, showMark } from './read-mark.ts';
import { termResult } from './term-mean.ts';

const tenths: MarkReading = { form: 'tenths', regime: 'tt22-2021' };
const read = (typed: string, how: MarkReading) => {
  const answer = readMark(typed, how);
  return 'mark' in answer ? (answer.mark.tenths ?? answer.mark.level) : answer.fault.code;
};

describe('a mark as typed', () => {
  test.each([
    ['7,5', 75],
    ['7.5', 75],
    [' 7,5\u00a0', 75],
    ['７．５', 75],
    ['7٫5', 75],
    ['٧,٥', 75],
    ['7,', 70],
    ['7,50', 75],
    ['10', 100],
    ['10,0', 100],
    ['0', 0],
    ['07', 70],
    ['', null],
    ['  ', null],
    ['–', null],
    ['75', 'mark-range'],
    ['11', 'mark-range'],
    ['-1', 'mark-range'],
    ['10,1', 'mark-range'],
    ['8.55', 'mark-decimals'],
    ['8,55', 'mark-decimals'],
    ['tám', 'mark-number'],
    ['7,5,5', 'mark-number'],
    ['1e1', 'mark-number'],
    ['7½', 'mark-number'],
  ])('%j is %j', (typed, expected) => expect(read(typed, tenths)).toBe(expected));

  test('75 is 7,5 for who asked for it; 10 stays ten, 8 stays eight', () => {
    const how = { ...tenths, asTenths: true };
    expect(['75', '10', '8', '05', '100', '7,5'].map(typed => read(typed, how))).toEqual([
      75,
      100,
      80,
      5,
      'mark-range',
      75,
    ]);
  });

  test.each([
    ['Đ', 'passed'],
    ['đ', 'passed'],
    ['Đạt', 'passed'],
    ['CĐ', 'not-passed'],
    ['cđ', 'not-passed'],
    ['Chưa đạt', 'not-passed'],
    ['chua dat', 'not-passed'],
    ['D\u0301', 'mark-pass'],
    ['T', 'mark-pass'],
    ['7', 'mark-pass'],
  ])('a comment subject: %j is %j', (typed, expected) =>
    expect(read(typed, { form: 'pass', regime: 'tt22-2021' })).toBe(expected),
  );

  test('levels and tests of primary school', () => {
    const level: MarkReading = { form: 'level', regime: 'tt27-2020' };
    expect(['t', 'H', ' c ', 'HTT', 'hoàn thành', 'Đ'].map(typed => read(typed, level))).toEqual([
      'T',
      'H',
      'C',
      'T',
      'H',
      'mark-level',
    ]);
    const whole: MarkReading = { form: 'whole', regime: 'tt27-2020' };
    expect(['9', '9,0', '0', '10', '9,5', '11', '-1'].map(typed => read(typed, whole))).toEqual([
      90,
      90,
      0,
      100,
      'mark-whole',
      'mark-whole',
      'mark-whole',
    ]);
    expect(read('0', { form: 'whole', regime: 'tt30-2014' })).toBe('mark-whole');
  });

  test('what is shown reads as itself', () => {
    for (let value = 0; value <= 100; value++)
      expect(read(showMark({ tenths: value, level: null }), tenths)).toBe(value);
  });
});

const kindsOf = (course: Parameters<typeof columnsNeeded>[0]) =>
  columnsNeeded(course)
    .filter(column => column.term === 1)
    .map(column => column.kind);
const scored = { regime: 'tt22-2021', kind: 'scored', grade: 7, subjectKey: 'maths' } as const;

describe('columns by the circular', () => {
  test('regular marks by lessons a year: 35 asks two, 36 to 70 three, more four', () => {
    const regular = (lessons: number) =>
      kindsOf({ ...scored, lessonsAYear: lessons }).filter(kind => kind === 'regular').length;
    expect([35, 36, 70, 71, 140].map(regular)).toEqual([2, 3, 3, 4, 4]);
  });

  test('a comment subject has two of TT 22, by lessons of TT 26, and both terms alike', () => {
    const of = (regime: 'tt22-2021' | 'tt58-2011') =>
      columnsNeeded({ ...scored, regime, kind: 'comment', lessonsAYear: 70 });
    expect(of('tt22-2021')).toHaveLength(8);
    expect(of('tt58-2011')).toHaveLength(10);
  });

  test('primary: levels everywhere, tests by grade and subject', () => {
    const of = (grade: number, subjectKey: string, regime: 'tt27-2020' | 'tt30-2014' = 'tt27-2020') =>
      kindsOf({ regime, kind: 'levels', grade, subjectKey, lessonsAYear: 0 }).join(' ');
    expect(of(1, 'maths')).toBe('mid-level end-level end-test');
    expect(of(1, 'arts')).toBe('mid-level end-level');
    expect(of(3, 'foreign-language')).toBe('mid-level end-level end-test');
    expect(of(2, 'foreign-language')).toBe('mid-level end-level');
    expect(of(4, 'vietnamese')).toBe('mid-level mid-test end-level end-test');
    expect(of(4, 'science')).toBe('mid-level end-level end-test');
    expect(of(5, 'ethnic-language', 'tt30-2014')).toBe('mid-level end-level end-test');
    expect(of(4, 'ethnic-language')).toBe('mid-level end-level');
  });

  test('lessons as assigned, else as the programme has them', () => {
    expect(lessonsAYear([{ term: null, tenthsAWeek: 40 }], 35, 7, 'maths')).toBe(140);
    expect(
      lessonsAYear(
        [
          { term: 1, tenthsAWeek: 10 },
          { term: 2, tenthsAWeek: 20 },
        ],
        35,
        7,
        'civics',
      ),
    ).toBe(52);
    expect(lessonsAYear([{ term: null, tenthsAWeek: null }], 35, 10, 'history')).toBe(52);
    expect(lessonsAYear([], 35, 8, 'technology')).toBe(52);
    expect(lessonsAYear([{ term: null, tenthsAWeek: 0 }], 35, 3, 'maths')).toBe(0);
  });

  test('what a column takes', () => {
    expect(markForm('regular', 'scored')).toBe('tenths');
    expect(markForm('final', 'comment')).toBe('pass');
    expect(markForm('end-test', 'levels')).toBe('whole');
    expect(markForm('end-level', 'levels')).toBe('level');
  });
});

describe('the result of a term', () => {
  const cells = (marks: [ColumnKind, number | MarkValue['level'] | null][]) =>
    marks.map(([kind, mark]) => ({
      kind,
      mark: typeof mark === 'number' ? { tenths: mark, level: null } : { tenths: null, level: mark },
    }));
  const course = { kind: 'scored', regime: 'tt22-2021' } as const;

  test('the weights are 1, 2, 3; with a mark missing there is none', () => {
    const whole: [ColumnKind, number][] = [
      ['regular', 80],
      ['regular', 70],
      ['mid-term', 75],
      ['final', 90],
    ];
    expect(termResult(course, cells(whole)).tenths).toBe(81);
    expect(termResult(course, cells([...whole.slice(0, 3), ['final', null]])).tenths).toBe(null);
    expect(termResult(course, [])).toEqual({ tenths: null, level: null });
  });

  test('topics count as one regular mark, the best; an empty one does not hold the mean back', () => {
    const marks: [ColumnKind, number | null][] = [
      ['regular', 80],
      ['topic', 60],
      ['topic', 100],
      ['topic', null],
      ['mid-term', 80],
      ['final', 80],
    ];
    expect(termResult(course, cells(marks)).tenths).toBe(83);
  });

  test('a comment subject, and a primary one', () => {
    const comment = { kind: 'comment', regime: 'tt22-2021' } as const;
    const marks = (last: MarkValue['level']): [ColumnKind, MarkValue['level']][] => [
      ['regular', 'passed'],
      ['mid-term', 'passed'],
      ['final', last],
    ];
    expect(termResult(comment, cells(marks('passed'))).level).toBe('passed');
    expect(termResult(comment, cells(marks('not-passed'))).level).toBe('not-passed');
    expect(termResult(comment, cells(marks(null))).level).toBe(null);
    const primary = { kind: 'levels', regime: 'tt27-2020' } as const;
    expect(
      termResult(
        primary,
        cells([
          ['mid-level', 'H'],
          ['end-level', 'T'],
          ['end-test', 90],
        ]),
      ).level,
    ).toBe('T');
  });
});
