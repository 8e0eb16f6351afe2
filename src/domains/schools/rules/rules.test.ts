import { expect, test } from 'vitest';
import { calendarDays } from './calendar.ts';
import { groupDays } from './group-days.ts';
import { gradesOf, isLastGradeOfLevel, mostPupils } from './levels.ts';
import { nextSchoolYear, schoolYearFrames } from './school-years.ts';
import { subjects } from './subjects.ts';

test('a school teaches the grades of its levels', () => {
  expect(gradesOf(['primary', 'lower-secondary'])).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(gradesOf(['upper-secondary', 'continuing'])).toEqual([6, 7, 8, 9, 10, 11, 12]);
  expect([0, 1, 5, 9, 11, 12].filter(isLastGradeOfLevel)).toEqual([0, 5, 9, 12]);
});

test('a class may have 35 pupils in primary, 15 where it is combined, 45 in secondary', () => {
  expect([[3], [1, 2], [6], [12], [0]].map(mostPupils)).toEqual([35, 15, 45, 45, undefined]);
});

test('the frames follow each other, each in order within itself', () => {
  for (const frame of schoolYearFrames) {
    const days = [
      frame.fromDay,
      frame.firstTermFrom,
      frame.firstTermUntil,
      frame.secondTermFrom,
      frame.secondTermUntil,
      frame.untilDay,
    ];
    expect([...days].sort()).toEqual(days);
  }
  expect(schoolYearFrames.slice(1).map(frame => frame.schoolYear)).toEqual(
    schoolYearFrames.slice(0, -1).map(frame => nextSchoolYear(frame.schoolYear)),
  );
});

test('no day of the calendar stands there twice, and swapped work is on a Saturday', () => {
  expect(new Set(calendarDays.map(each => each.day)).size).toBe(calendarDays.length);
  const worked = calendarDays.filter(each => each.kind === 'swap-work');
  expect(worked.map(each => new Date(each.day).getUTCDay())).toEqual(worked.map(() => 6));
});

test('days of one occasion are read as one span', () => {
  const day = (at: string, name: string) => ({ day: at, kind: 'holiday', name, document: 'd' });
  expect(
    groupDays([
      day('2023-01-20', 'Tết'),
      day('2023-01-21', 'Tết'),
      day('2023-01-22', 'khác'),
      day('2023-02-01', 'Tết'),
    ]),
  ).toMatchObject([
    { from: '2023-02-01', to: '2023-02-01' },
    { from: '2023-01-22', to: '2023-01-22', name: 'khác' },
    { from: '2023-01-20', to: '2023-01-21' },
  ]);
});

test('a subject has one key, and levels where it is taught', () => {
  expect(new Set(subjects.map(each => each.key)).size).toBe(subjects.length);
  expect(subjects.every(each => each.levels.length > 0)).toBe(true);
});
