import type { Query } from '#platform/database/database.ts';

export interface YearLine {
  schoolYear: string;
  fromDay: string;
  untilDay: string;
  firstTermFrom: string;
  firstTermUntil: string;
  secondTermFrom: string;
  secondTermUntil: string;
  weeks: number;
  document: string;
}

export interface CalendarLine {
  day: string;
  kind: string;
  name: string;
  document: string;
}

/** The frames of the school years, the newest first. */
export const listYears = (db: Query<'schools'>): Promise<YearLine[]> =>
  db
    .selectFrom('schools.school_year')
    .select([
      'school_year as schoolYear',
      'from_day as fromDay',
      'until_day as untilDay',
      'first_term_from as firstTermFrom',
      'first_term_until as firstTermUntil',
      'second_term_from as secondTermFrom',
      'second_term_until as secondTermUntil',
      'weeks',
      'document',
    ])
    .orderBy('school_year', 'desc')
    .execute();

export const listCalendar = (db: Query<'schools'>): Promise<CalendarLine[]> =>
  db.selectFrom('schools.calendar_day').select(['day', 'kind', 'name', 'document']).orderBy('day', 'desc').execute();
