import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDay, readNumber } from './index.ts';

const day = (iso: string) => ({ ok: true, day: iso });
const no = (fault: string) => ({ ok: false, fault });

test('days as people write them, day before month', () => {
  for (const written of ['5/9/2023', '05/09/2023', '05-09-2023', '5.9.2023', '5 / 9 / 2023', '2023-09-05', '05092023'])
    expect(readDay(written)).toEqual(day('2023-09-05'));
  expect(readDay('ngày 05 tháng 9 năm 2023')).toEqual(day('2023-09-05'));
  expect(readDay('2023-09-05T00:00:00.000Z')).toEqual(day('2023-09-05'));
  expect(readDay('5/9/2023 7:30')).toEqual(day('2023-09-05'));
  expect(readDay('29/2/2024')).toEqual(day('2024-02-29'));
});

test('what is no day says why', () => {
  expect(readDay('2008')).toEqual(no('yearOnly'));
  expect(readDay(2008)).toEqual(no('yearOnly'));
  expect(readDay('5/9/23')).toEqual(no('twoDigitYear'));
  expect(readDay('9/25/2023')).toEqual(no('monthFirst'));
  expect(readDay('29/2/2023')).toEqual(no('noSuchDay'));
  expect(readDay('31/13/2023')).toEqual(no('noSuchDay'));
  expect(readDay(' ')).toEqual(no('empty'));
  expect(readDay('hôm qua')).toEqual(no('notADay'));
  expect(readDay(-1)).toEqual(no('notADay'));
  expect(readDay(Number.NaN)).toEqual(no('notADay'));
});

test('counts of days of both epochs', () => {
  expect(readDay(45174)).toEqual(day('2023-09-05'));
  expect(readDay(45174.75)).toEqual(day('2023-09-05'));
  expect(readDay('45174')).toEqual(day('2023-09-05'));
  expect(readDay(43712, { epoch1904: true })).toEqual(day('2023-09-05'));
  expect(readDay(1)).toEqual(day('1900-01-01'));
  expect(readDay(59)).toEqual(day('1900-02-28'));
  expect(readDay(60)).toEqual(no('noSuchDay'));
  expect(readDay(61)).toEqual(day('1900-03-01'));
});

test('every day written the Vietnamese way is read back', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('1900-01-01'), max: new Date('2100-12-31'), noInvalidDate: true }), date => {
      const iso = date.toISOString().slice(0, 10);
      expect(readDay(iso.split('-').reverse().join('/'))).toEqual(day(iso));
    }),
  );
});

test('numbers', () => {
  for (const [written, number] of [
    ['1.234,5', 1234.5],
    ['1.234.567', 1234567],
    ['1.234', 1234],
    ['1,234', 1.234],
    ['8,5', 8.5],
    ['8.5', 8.5],
    ['-3', -3],
    ['1 234,5', 1234.5],
    ['1,234,567.8', 1234567.8],
    ['52.000 đ', 52000],
    ['52.000 đồng', 52000],
    ['12,', undefined],
    ['1.2.3', undefined],
    ['tám', undefined],
    ['', undefined],
    ['1e5', undefined],
  ] as const)
    expect(readNumber(written), written).toBe(number);
});
