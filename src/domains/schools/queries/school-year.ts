import { sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';
import type { ImportKind } from '../importers/plan.ts';

export interface SchoolYear {
  schoolYear: string;
  fromDay: string;
  untilDay: string;
}

/** The frame that a day falls into; the summer belongs to the year before. Undefined before the first and a year after the last. */
export async function findSchoolYearOn(db: Query<'schools'>, day: string): Promise<string | undefined> {
  const { rows } = await sql<{ school_year: string }>`select school_year from schools.published_school_year
    where from_day <= ${day} and ${day} < from_day + interval '1 year' order by from_day desc limit 1`.execute(db);
  return rows[0]?.school_year;
}

/** The year that a school's pages open with: the newest one begun in which it has classes, else that of the day, else the newest begun. */
export async function findYearOfSchool(
  db: Query<'schools'>,
  schoolId: number,
  day: string,
): Promise<string | undefined> {
  const { rows } = await sql<{
    school_year: string;
  }>`select y.school_year from schools.published_school_year y where y.from_day <= ${day}
    order by exists (select from schools.class c where c.school_id = ${schoolId} and c.school_year = y.school_year) desc, y.from_day desc limit 1`.execute(
    db,
  );
  return rows[0]?.school_year;
}

/** The year a file is taken to be of where nobody says: a list of classes may open a new year, all else belongs to classes there are. */
export async function findYearForImport(
  db: Query<'schools'>,
  schoolId: number,
  kind: ImportKind,
  day: string,
): Promise<string | undefined> {
  return (
    (kind === 'classes' ? await findSchoolYearOn(db, day) : undefined) ?? (await findYearOfSchool(db, schoolId, day))
  );
}
