import { sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';

/** The satellite sites of a school on a day. */
export async function sitesOfSchool(
  db: Query<'schools'>,
  schoolId: number,
  today: string,
): Promise<{ placeId: number; name: string }[]> {
  const { rows } = await sql<{
    placeId: number;
    name: string;
  }>`select place_id as "placeId", name from directory.published_place
    where kind = 'site' and parent_id = ${schoolId} and from_day <= ${today} and ${today} < until_day order by name`.execute(
    db,
  );
  return rows;
}
