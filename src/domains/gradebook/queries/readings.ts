import { sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';
import { type Readings, withReadings } from '../rules/readings.ts';

/** How the open places of the circulars are read for a school year: the newest row of each holds, else the default. */
export async function readingsIn(db: Query<'gradebook'>, schoolYear: string): Promise<Readings> {
  const { rows } = await sql<{ name: string; value: unknown }>`
    select distinct on (name) name, value from gradebook.reading where from_school_year <= ${schoolYear} order by name, reading_id desc`.execute(
    db,
  );
  return withReadings(rows);
}
