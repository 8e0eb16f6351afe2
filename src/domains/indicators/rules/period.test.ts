import { expect, test } from 'vitest';
import { monthEnds, periodAt, periodOfDays, schoolYearAt } from './period.ts';

const years = [
  { school_year: '2022-2023', from_day: '2022-09-05', until_day: '2023-06-01' },
  { school_year: '2023-2024', from_day: '2023-09-05', until_day: '2024-06-01' },
];

test('in the summer the year that ended last still stands', () => {
  expect(schoolYearAt(years, '2023-03-01')?.school_year).toBe('2022-2023');
  expect(schoolYearAt(years, '2023-07-15')?.school_year).toBe('2022-2023');
  expect(schoolYearAt(years, '2023-09-05')?.school_year).toBe('2023-2024');
  expect(schoolYearAt(years, '2021-01-01')).toBeUndefined();
});

test('an indicator is read for its kind of period', () => {
  expect(periodAt('calendar-year', years, '2023-11-24')).toEqual({
    key: '2023',
    fromDay: '2023-01-01',
    untilDay: '2024-01-01',
  });
  expect(periodAt('school-year', years, '2023-11-24')?.key).toBe('2023-2024');
  expect(periodAt('school-year', [], '2023-11-24')).toBeUndefined();
});

test('the days of a target name their period', () => {
  expect(periodOfDays('2023-01-01', '2024-01-01').key).toBe('2023');
  expect(periodOfDays('2022-09-05', '2023-06-01').key).toBe('2022-2023');
});

test('a trend has the ends of the months gone by, and the day itself', () => {
  expect(monthEnds('2023-01-10', '2024-01-01', '2023-03-15')).toEqual(['2023-01-31', '2023-02-28', '2023-03-15']);
  expect(monthEnds('2023-01-01', '2024-01-01', '2023-01-31')).toEqual(['2023-01-31']);
  expect(monthEnds('2023-01-01', '2024-01-01', '2023-12-31')).toHaveLength(12);
});
