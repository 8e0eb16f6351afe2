import { describe, expect, test } from 'vitest';
import { conductLevelsOf } from './conduct.ts';
import { readHeight, readWeight } from './measures.ts';
import { identicalColumns, isAllAtOnce, isAllEqual, isApart, isJump } from './signals.ts';
import { readTraitLevel, traitsOf } from './traits.ts';

test('levels and traits follow the circular', () => {
  expect(conductLevelsOf('tt22-2021')).toEqual(['good', 'fair', 'passed', 'not-passed']);
  expect(conductLevelsOf('tt58-2011')).toEqual(['good', 'fair', 'average', 'weak']);
  expect(conductLevelsOf('tt27-2020')).toEqual([]);
  const groups = (regime: 'tt27-2020' | 'tt30-2014') => {
    const traits = traitsOf(regime);
    return [traits.filter(each => each.group === 'quality').length, traits.length];
  };
  expect(groups('tt27-2020')).toEqual([5, 15]);
  expect(groups('tt30-2014')).toEqual([4, 7]);
  expect(traitsOf('tt22-2021')).toEqual([]);
  expect(new Set(traitsOf('tt27-2020').map(each => each.key)).size).toBe(15);
});

test.each([
  ['', null],
  [' t ', 'T'],
  ['d', 'Đ'],
  ['đ', 'Đ'],
  ['Đạt', 'Đ'],
  ['C', 'C'],
  ['H', undefined],
  ['TĐ', undefined],
])('a level typed %j is %j', (typed, level) => expect(readTraitLevel(typed)).toBe(level));

test.each([
  ['142', 1420],
  ['142,5 cm', 1425],
  ['1,42 m', 1420],
  ['1.42', 1420],
  ['1m42', 1420],
  ['1m4', 1400],
  ['1,4', 1400],
  ['14', undefined],
  ['300', undefined],
  ['-142', undefined],
  ['một mét', undefined],
  ['1,42 cm', undefined],
])('a height typed %j is %j millimetres', (typed, height) => expect(readHeight(typed)).toBe(height));

test.each([
  ['35', 35_000],
  ['35,5', 35_500],
  ['35.25 kg', 35_250],
  ['350', undefined],
  ['3', undefined],
  ['ba mươi', undefined],
])('a weight typed %j is %j grams', (typed, weight) => expect(readWeight(typed)).toBe(weight));

describe('signals', () => {
  const column = (columnId: number, more: object = {}) => ({
    columnId,
    courseId: 1,
    term: 1,
    marks: 10,
    lowest: 40,
    highest: 90,
    fingerprint: 'a',
    ...more,
  });

  test('columns of one course with the same marks, from ten pupils on', () => {
    const pairs = (columns: ReturnType<typeof column>[]) =>
      identicalColumns(columns).map(([first, copy]) => [first.columnId, copy.columnId]);
    expect(pairs([column(1), column(2), column(3, { fingerprint: 'b' })])).toEqual([[1, 2]]);
    expect(pairs([column(1), column(2), column(3)])).toEqual([
      [1, 2],
      [1, 3],
    ]);
    expect(pairs([column(1), column(2, { courseId: 2 })])).toEqual([]);
    expect(pairs([column(1, { marks: 9 }), column(2, { marks: 9 })])).toEqual([]);
    // Everyone at 8,0 twice is told of as that, twice.
    expect(pairs([column(1, { lowest: 80, highest: 80 }), column(2, { lowest: 80, highest: 80 })])).toEqual([]);
  });

  test('one mark for everyone', () => {
    expect(isAllEqual({ marks: 10, lowest: 80, highest: 80 })).toBe(true);
    expect(isAllEqual({ marks: 9, lowest: 80, highest: 80 })).toBe(false);
    expect(isAllEqual({ marks: 10, lowest: null, highest: null })).toBe(false);
  });

  test('4,0 from the mean of the regular marks, 3,0 between the terms', () => {
    expect([isJump([50, 50], 90), isJump([50, 51], 90), isJump([90, 90], 50), isJump([], 90)]).toEqual([
      true,
      false,
      true,
      false,
    ]);
    expect([isApart(50, 80), isApart(80, 50), isApart(50, 79)]).toEqual([true, true, false]);
  });

  test('a column entered within a minute, a week after it was due', () => {
    expect(isAllAtOnce({ marks: 10, seconds: 59, daysLate: 7 })).toBe(true);
    expect(isAllAtOnce({ marks: 10, seconds: 60, daysLate: 7 })).toBe(false);
    expect(isAllAtOnce({ marks: 10, seconds: 5, daysLate: 6 })).toBe(false);
    expect(isAllAtOnce({ marks: 10, seconds: 5, daysLate: null })).toBe(false);
  });
});
