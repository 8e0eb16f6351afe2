import { describe, expect, test } from 'vitest';
import { commentTermResult, commentYearResult, regularMarksNeeded, termMean, yearMean } from './means.ts';
import {
  isPromoted,
  isPromoted2014,
  primaryAward,
  primaryResult,
  readTestMark,
  type SubjectLevel,
  type TraitLevel,
} from './primary.ts';
import { regimeFor } from './regime.ts';
import { academicRank, baseRank, decide2011, overallMean, title2011 } from './secondary-2011.ts';
import {
  academicLevel,
  afterReassessment,
  award,
  baseLevel,
  decide,
  decideAfterSummer,
  type Level,
  subjectsToReassess,
  yearConduct,
} from './secondary-2021.ts';

const tenths = (mark: number) => Math.round(mark * 10);
const times = <T>(count: number, value: T): T[] => Array<T>(count).fill(value);
const named = <T>(values: readonly T[]): Record<string, T> =>
  Object.fromEntries(values.map((value, at) => [`subject-${at}`, value]));
const year = (marks: number[], failedComments = 0, comments = 4) => ({
  scored: named(marks.map(tenths)),
  comment: named(
    times(comments, 0).map((_, at) => (at < failedComments ? ('not-passed' as const) : ('passed' as const))),
  ),
});

describe('which circular', () => {
  test.each([
    ['2022-2023', 6, 'tt22-2021'],
    ['2022-2023', 8, 'tt58-2011'],
    ['2022-2023', 10, 'tt22-2021'],
    ['2022-2023', 4, 'tt30-2014'],
    ['2023-2024', 9, 'tt58-2011'],
    ['2023-2024', 11, 'tt22-2021'],
    ['2023-2024', 5, 'tt30-2014'],
    ['2023-2024', 4, 'tt27-2020'],
    ['2024-2025', 12, 'tt22-2021'],
    ['2024-2025', 5, 'tt27-2020'],
    ['2020-2021', 1, 'tt27-2020'],
    ['2021-2022', 7, 'tt58-2011'],
  ])('%s, grade %i: %s', (schoolYear, grade, regime) => expect(regimeFor(schoolYear, grade)).toBe(regime));
  test('preschool has none', () => expect(regimeFor('2023-2024', 0)).toBeUndefined());
});

describe('means', () => {
  test.each([
    ['A1', [8, 7, 9, 6.5], 7.5, 8, 7.7],
    ['A2', [7, 7, 7], 8, 7, 7.3],
    ['A3', [8, 8.4, 8.4], 9, 8, 8.4],
    ['A4', [5, 6], 4, 3, 4.0],
    ['A5', [6, 0], 5, 6, 4.9],
    ['A6', [9, 9, 9, 9, 10], 9.5, 9, 9.2],
    ['A7', [6.5, 6.5, 6.5, 6.5], 6.4, 6.4, 6.4],
    ['A8', [3, 4, 3.5], 3, 3.5, 3.4],
    ['A9', [10, 10, 10, 10], 10, 10, 10],
  ])('%s term', (_id, regular, midTerm, final, expected) => {
    expect(termMean({ regular: regular.map(tenths), midTerm: tenths(midTerm), final: tenths(final) })).toBe(
      tenths(expected),
    );
  });
  test.each([
    ['Y1', 7.7, 8.1, 8.0],
    ['Y2', 8.0, 7.9, 7.9],
    ['Y3', 6.0, 6.7, 6.5],
    ['Y4', 8.9, 9.0, 9.0],
    ['Y5', 9.0, 8.8, 8.9],
    ['Y6', 5.2, 4.8, 4.9],
    ['Y7', 5.3, 4.8, 5.0],
    ['Y8', 3.0, 3.7, 3.5],
  ])('%s year', (_id, first, second, expected) =>
    expect(yearMean(tenths(first), tenths(second))).toBe(tenths(expected)),
  );
  test.each([
    [35, 2],
    [36, 3],
    [52, 3],
    [70, 3],
    [71, 4],
    [140, 4],
  ])('%i lessons a year need %i regular marks', (lessons, needed) => expect(regularMarksNeeded(lessons)).toBe(needed));
  test('P12 and P13: a comment subject', () => {
    expect(commentYearResult('not-passed', 'passed')).toBe('passed');
    expect(commentTermResult(4, ['passed', null, 'passed', 'passed'])).toBe('not-passed');
    expect(commentTermResult(4, ['passed', 'passed', 'passed'])).toBe('not-passed');
    expect(commentTermResult(4, times(4, 'passed' as const))).toBe('passed');
  });
});

describe('TT 22/2021', () => {
  test.each<[string, number[], number, Level, Level, string | null]>([
    ['B1', [...times(6, 8), 6.5, 6.5], 0, 'good', 'good', 'good'],
    ['B2', [...times(5, 8), ...times(3, 7.9)], 0, 'fair', 'fair', null],
    ['B3', [...times(7, 8.5), 4.9], 0, 'passed', 'fair', null],
    ['B4', [...times(7, 8.5), 3.4], 0, 'not-passed', 'passed', null],
    ['B5', times(8, 8.5), 1, 'passed', 'fair', null],
    ['B6', [...times(6, 8.5), 4.9, 4.9], 0, 'passed', 'passed', null],
    ['B7', [...times(5, 5), ...times(3, 4.9)], 0, 'not-passed', 'not-passed', null],
    ['B8', [...times(6, 6.5), 5, 5], 0, 'fair', 'fair', null],
    ['B9', [...times(6, 6.5), 5, 4.9], 0, 'passed', 'passed', null],
    ['B10', [...times(6, 6.5), 5, 3.4], 0, 'not-passed', 'passed', null],
    ['B11', [...times(6, 6.5), 5, 5], 1, 'passed', 'passed', null],
    ['B12', times(8, 8.5), 2, 'not-passed', 'not-passed', null],
    ['B13', [...times(5, 8), 7, 7, 4], 0, 'passed', 'passed', null],
    ['B14', [...times(6, 9), 6.5, 6.5], 0, 'good', 'good', 'excellent'],
    ['B15', [...times(5, 9), 8.9, 8, 8], 0, 'good', 'good', 'good'],
    ['B16', [...times(7, 8.5), 6.4], 0, 'fair', 'fair', null],
    ['B17', [...times(6, 5), 3.5, 3.5], 0, 'passed', 'passed', null],
    ['B18', [...times(6, 5), 3.5, 3.4], 0, 'not-passed', 'not-passed', null],
    ['B19', [...times(7, 8.2), 7, 4], 0, 'passed', 'fair', null],
    ['B20', [...times(7, 8.5), 4.9], 1, 'passed', 'passed', null],
  ])('%s', (_id, marks, failed, base, adjusted, expected) => {
    const subjects = year(marks, failed);
    expect(baseLevel(subjects)).toBe(base);
    expect(academicLevel(subjects)).toBe(adjusted);
    expect(award('good', academicLevel(subjects), marks.map(tenths))).toBe(expected);
  });
  test('B13 by the other reading', () => {
    expect(academicLevel(year([...times(5, 8), 7, 7, 4]), { adjustment: 'replace', reassessment: 'replaces' })).toBe(
      'fair',
    );
  });
  test('B21: no award without good conduct', () => expect(award('fair', 'good', times(8, 95))).toBeNull());
  test.each<[string, Level, Level, Level]>([
    ['P1', 'not-passed', 'good', 'fair'],
    ['P2', 'good', 'passed', 'fair'],
    ['P3', 'fair', 'passed', 'passed'],
    ['P4', 'not-passed', 'fair', 'passed'],
    ['P5', 'good', 'not-passed', 'not-passed'],
    ['', 'good', 'good', 'good'],
    ['', 'fair', 'good', 'good'],
    ['', 'good', 'fair', 'fair'],
  ])('%s conduct %s then %s: %s', (_id, first, second, expected) => expect(yearConduct(first, second)).toBe(expected));
  test('P6 and P7: 45 absences are allowed, 46 are not', () => {
    expect(decide({ conduct: 'passed', academic: 'passed', absences: 45 })).toEqual({ kind: 'promoted' });
    expect(decide({ conduct: 'passed', academic: 'passed', absences: 46 })).toEqual({
      kind: 'not-promoted',
      why: 'absences',
    });
  });
  test('P8 and P9: re-assessment', () => {
    const before = year([...times(5, 5), ...times(3, 4.9)]);
    const again = subjectsToReassess(before);
    expect(again).toHaveLength(3);
    expect(decide({ conduct: 'passed', academic: academicLevel(before), absences: 0 })).toEqual({
      kind: 'reassessment',
    });
    const reassessed = (marks: number[]) =>
      academicLevel(
        afterReassessment(before, {
          scored: Object.fromEntries(again.map((subject, at) => [subject, tenths(marks[at] ?? 0)])),
        }),
      );
    expect(reassessed([5.0, 4.0, 4.5])).toBe('passed');
    expect(reassessed([5.0, 3.0, 4.9])).toBe('not-passed');
    expect(decideAfterSummer({ conduct: 'passed', academic: 'not-passed', absences: 0 })).toEqual({
      kind: 'not-promoted',
      why: 'academic',
    });
  });
  test('P5, P10 and P11: conduct', () => {
    expect(decide({ conduct: 'not-passed', academic: 'fair', absences: 0 })).toEqual({ kind: 'summer-training' });
    expect(decideAfterSummer({ conduct: 'passed', academic: 'fair', absences: 0 })).toEqual({ kind: 'promoted' });
    expect(decide({ conduct: 'not-passed', academic: 'not-passed', absences: 0 })).toEqual({
      kind: 'not-promoted',
      why: 'conduct-and-academic',
    });
  });
});

describe('TT 58/2011 with TT 26/2020', () => {
  const of = (marks: number[], failed = 0) => ({
    ...year(marks, failed, 3),
    core: ['subject-0', 'subject-1', 'subject-2'],
  });
  test.each([
    ['C1', [8.2, 8.0, 7.9, 8.4, 8.5, 8.1, 8.3, 7.8, 8.0, 8.6], 0, 8.2, 'good', 'good'],
    ['C2', [8.2, 8.5, 8.6, 8.4, 8.5, 8.9, 8.3, 7.8, 8.4, 6.4], 0, 8.2, 'fair', 'fair'],
    ['C3', [8.8, 8.5, 8.6, 8.4, 8.9, 8.9, 8.3, 8.8, 8.4, 4.8], 0, 8.2, 'average', 'fair'],
    ['C4', [8.8, 8.9, 8.6, 8.4, 8.9, 8.9, 8.3, 8.8, 8.9, 3.2], 0, 8.2, 'weak', 'average'],
    ['C5', [7.9, 7.8, 7.9, 8.6, 8.5, 8.9, 8.3, 8.8, 8.4, 8.6], 0, 8.4, 'fair', 'fair'],
    ['C6', [7.4, 7.0, 7.2, 7.6, 7.5, 7.9, 7.3, 7.8, 7.4, 1.9], 0, 6.9, 'poor', 'weak'],
    ['C7', [6.8, 6.5, 6.4, 7.0, 6.9, 7.2, 6.6, 6.5, 6.8, 6.0], 1, 6.7, 'weak', 'average'],
    ['C8', [4.9, 5.0, 4.5, 5.2, 5.6, 5.1, 4.9, 5.0, 5.3, 5.0], 0, 5.1, 'average', 'average'],
  ])('%s', (_id, marks, failed, mean, base, adjusted) => {
    expect(overallMean(of(marks).scored)).toBe(tenths(mean));
    expect(baseRank(of(marks, failed))).toBe(base);
    expect(academicRank(of(marks, failed))).toBe(adjusted);
  });
  test('promotion and titles', () => {
    expect(decide2011({ conduct: 'average', rank: 'average', absences: 45 })).toEqual({ kind: 'promoted' });
    expect(decide2011({ conduct: 'good', rank: 'good', absences: 46 })).toMatchObject({ kind: 'not-promoted' });
    expect(decide2011({ conduct: 'weak', rank: 'weak', absences: 0 })).toMatchObject({ kind: 'not-promoted' });
    expect(decide2011({ conduct: 'good', rank: 'weak', absences: 0 })).toEqual({ kind: 'reassessment' });
    expect(decide2011({ conduct: 'weak', rank: 'average', absences: 0 })).toEqual({ kind: 'summer-training' });
    expect([title2011('good', 'good'), title2011('fair', 'good'), title2011('average', 'good')]).toEqual([
      'good',
      'advanced',
      null,
    ]);
  });
});

describe('primary', () => {
  const subjects = (...low: SubjectLevel[]): SubjectLevel[] => [...times<SubjectLevel>(8, 'T'), ...low];
  const traits = (...low: TraitLevel[]): TraitLevel[] => [...times<TraitLevel>(15 - low.length, 'T'), ...low];
  test.each([
    ['T1', subjects(), traits(), [9, 9], 'excellent'],
    ['T2', subjects('H'), traits(), [10, 10], 'completed'],
    ['T3', subjects(), traits(), [9, 9, 9, 8], 'well'],
    ['T4', subjects(), traits('Đ'), times(6, 10), 'completed'],
    ['T5', subjects(), traits(), [7, 7, 7, 7, 7, 6], 'completed'],
    ['T6', subjects('H'), traits('Đ'), [8, 5], 'completed'],
    ['T7', subjects('H'), traits('Đ'), [4, 9], 'not-completed'],
    ['T8', subjects(), traits('C'), times(4, 10), 'not-completed'],
    ['T9', subjects(), traits(), [9, 10, 9, 9, 10, 9], 'excellent'],
  ] as const)('%s', (_id, of, and, tests, expected) => {
    const result = primaryResult({ subjects: of, traits: and, tests });
    expect(result).toBe(expected);
    expect(isPromoted(result)).toBe(expected !== 'not-completed');
  });
  test('T3: completing well needs the class’s word for an award', () => {
    expect([
      primaryAward('well', false),
      primaryAward('well', true),
      primaryAward('excellent', false),
      primaryAward('completed', true),
    ]).toEqual([null, 'model', 'excellent', null]);
  });
  test('T10: no decimals, nothing over ten; 0 only under TT 27', () => {
    expect(['8.5', '8,5', '11', '-1', 'tám', '', '0', '10'].map(text => readTestMark(text, 'tt27-2020'))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      0,
      10,
    ]);
    expect(readTestMark('0', 'tt30-2014')).toBeUndefined();
  });
  test('T11: grade 5 in 2023-2024 is still on TT 22/2016', () => {
    expect(regimeFor('2023-2024', 5)).toBe('tt30-2014');
    expect(isPromoted2014({ subjects: subjects('H'), traits: traits('Đ'), tests: [5, 6] })).toBe(true);
    expect(isPromoted2014({ subjects: subjects('C'), traits: traits(), tests: [5, 6] })).toBe(false);
  });
});
