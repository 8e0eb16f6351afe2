import { sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';

/** Who led a class last, by name. */
export async function homeroomOf(
  db: Query<'gradebook'>,
  { schoolId, classId }: { schoolId: number; classId: number },
): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`select f.full_name as name from schools.published_homeroom h
    join schools.published_staff f on f.school_id = h.school_id and f.staff_position_id = h.staff_position_id
    where h.school_id = ${schoolId} and h.class_id = ${classId} order by h.from_day desc limit 1`.execute(db);
  return rows[0]?.name;
}
