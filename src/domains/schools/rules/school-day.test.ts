import { expect, test } from 'vitest';
import { absenceState } from './absences.ts';
import { addMonths, daysOfMonth, mondayOfWeek, weekdayOf, weekOf, whyNoSchool } from './school-day.ts';
import { slotFault, weekdaysShown } from './timetable.ts';

const frame = { from: '2023-08-21', until: '2024-05-31', today: '2024-05-10', calendar: undefined };
const off = (kind: string) => ({ ...frame, calendar: { kind, name: 'Ngày Chiến thắng' } });

test('a day without school says why; a Sunday made a working day is a day of school', () => {
  expect(whyNoSchool('2023-11-24', frame)).toBeUndefined();
  expect(whyNoSchool('2023-11-26', frame)).toEqual({ why: 'sunday' });
  expect(whyNoSchool('2024-05-11', frame)).toEqual({ why: 'future' });
  expect(whyNoSchool('2023-08-20', frame)).toEqual({ why: 'outside-year' });
  expect(whyNoSchool('2024-05-31', { ...frame, today: '2024-08-01' })).toEqual({ why: 'outside-year' });
  expect(whyNoSchool('2024-04-29', off('swap-off'))).toEqual({ why: 'holiday', name: 'Ngày Chiến thắng' });
  expect(whyNoSchool('2024-05-05', off('swap-work'))).toBeUndefined();
});

test('weeks are those of ISO 8601, also where the year turns', () => {
  expect(weekdayOf('2023-11-26')).toBe(7);
  expect(weekOf('2023-11-24')).toBe('2023-W47');
  expect(mondayOfWeek('2023-W47')).toBe('2023-11-20');
  expect(weekOf('2023-01-01')).toBe('2022-W52');
  expect(mondayOfWeek('2020-W53')).toBe('2020-12-28');
  expect(mondayOfWeek('2023-W53')).toBeUndefined();
  expect(mondayOfWeek('next')).toBeUndefined();
});

test('months have all their days, and go over the year', () => {
  expect(daysOfMonth('2024-02')).toMatchObject({ until: '2024-03-01', days: { length: 29 } });
  expect(addMonths('2023-12', 1)).toBe('2024-01');
  expect(addMonths('2024-01', -1)).toBe('2023-12');
});

test('thirty absences are near, forty-five are the last that a year bears', () => {
  expect([29, 30, 44, 45, 46].map(absenceState)).toEqual(['ok', 'near', 'near', 'behind', 'behind']);
});

test('a lesson set twice is found; a Sunday is shown where there is school on it', () => {
  const slot = (weekday: number) => ({ weekday, session: 'morning' as const, lesson: 1 });
  expect(slotFault([slot(1), slot(2), slot(1)])).toEqual(slot(1));
  expect(slotFault([slot(1), slot(2)])).toBeUndefined();
  expect(weekdaysShown([slot(1)])).toHaveLength(6);
  expect(weekdaysShown([slot(7)])).toHaveLength(7);
});
