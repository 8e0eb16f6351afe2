import { sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';
import type { DayFrame } from '../rules/school-day.ts';

/** The days on which something may be recorded of a class, and what the calendar says of one of them. */
export async function findDayFrame(
  db: Query<'schools'>,
  schoolId: number,
  classId: number,
  day: string,
  today: string,
): Promise<DayFrame | undefined> {
  const { rows } = await sql<{
    from: string;
    until: string;
    kind: string | null;
    name: string | null;
  }>`select y.from_day as from, least(y.until_day, coalesce(c.ended_on, y.until_day)) as until, d.kind, d.name
    from schools.class c join schools.school_year y on y.school_year = c.school_year left join schools.calendar_day d on d.day = ${day}
    where c.school_id = ${schoolId} and c.class_id = ${classId}`.execute(db);
  const [row] = rows;
  if (!row) return undefined;
  const calendar = row.kind === null ? undefined : { kind: row.kind, name: row.name ?? '' };
  return { from: row.from, until: row.until, today, calendar };
}
