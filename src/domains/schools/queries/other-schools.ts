import { sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';

/** Schools that a pupil may go to. Places are public within the sector; which of them are schools here, the wall does not say. */
export async function otherSchools(
  db: Query<'schools'>,
  schoolId: number,
  today: string,
): Promise<{ placeId: number; name: string }[]> {
  const { rows } = await sql<{
    placeId: number;
    name: string;
  }>`select place_id as "placeId", name from directory.published_place
    where kind in ('school', 'centre') and place_id <> ${schoolId} and from_day <= ${today} and ${today} < until_day order by name collate "vi-x-icu"`.execute(
    db,
  );
  return rows;
}
