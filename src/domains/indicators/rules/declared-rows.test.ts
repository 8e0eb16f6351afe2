import { expect, test } from 'vitest';
import { type Declared, declaredRows, type Unit, unitsExpected } from './declared-rows.ts';

// 1 department > 10 district office > 11, 12 schools; 13 school directly under the department.
const unit = (placeId: number, kind: string, within: number[], levels: string[] | null = null): Unit => ({
  placeId,
  kind,
  levels,
  within: new Set([...within, placeId]),
});
const units = [
  unit(1, 'department', []),
  unit(10, 'district-office', [1]),
  unit(11, 'school', [1, 10], ['preschool']),
  unit(12, 'school', [1, 10], ['primary']),
  unit(13, 'school', [1], ['upper-secondary']),
];
const said = (placeId: number, numerator: number, denominator: number): Declared => ({
  placeId,
  numerator,
  denominator,
  declaredAt: new Date('2023-06-01'),
});

test('who is expected: by kind, level and the place that asks', () => {
  expect(unitsExpected(units, 'schools', null, 1).map(one => one.placeId)).toEqual([11, 12, 13]);
  expect(unitsExpected(units, 'schools', ['primary', 'upper-secondary'], 1).map(one => one.placeId)).toEqual([12, 13]);
  expect(unitsExpected(units, 'units', null, 10).map(one => one.placeId)).toEqual([10, 11, 12]);
  expect(unitsExpected(units, 'department', null, 1).map(one => one.placeId)).toEqual([1]);
});

const expected = unitsExpected(units, 'schools', null, 1);

test('who says nothing is expected and not counted', () => {
  const rows = declaredRows(units, expected, [said(11, 5, 10)]);
  expect(rows.map(row => [row.placeId, row.numerator, row.denominator, row.unitsExpected, row.unitsCounted])).toEqual([
    [11, 5, 10, 1, 1],
    [12, 0, 0, 1, 0],
    [13, 0, 0, 1, 0],
  ]);
});

test('an office may speak for schools that are silent, and stands back when one of them speaks', () => {
  const forAll = declaredRows(units, expected, [said(10, 30, 40)]);
  expect(forAll.map(row => [row.placeId, row.unitsExpected, row.unitsCounted])).toEqual([
    [13, 1, 0],
    [10, 2, 2],
  ]);
  const spoken = declaredRows(units, expected, [said(10, 30, 40), said(12, 1, 2)]);
  expect(spoken.map(row => [row.placeId, row.unitsCounted])).toEqual([
    [11, 0],
    [12, 1],
    [13, 0],
  ]);
});

test('nothing is counted twice where an office and the department both speak', () => {
  const rows = declaredRows(units, expected, [said(1, 90, 100), said(10, 30, 40)]);
  expect(rows.reduce((sum, row) => sum + row.unitsExpected, 0)).toBe(expected.length);
  expect(rows.map(row => row.placeId)).toEqual([13, 10]);
});
