import { sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';

/** A school as it was called and where it lay on a day. */
export interface SchoolOn {
  name: string;
  code: string | null;
  commune: string | null;
  district: string | null;
  province: string | null;
  principal: string | null;
}

/** Places carry dates: an old transcript still knows its district, a new one has none. One statement. */
export async function findSchoolOn(db: Query<'transcripts'>, schoolId: number, day: string): Promise<SchoolOn> {
  const { rows } = await sql<SchoolOn>`
    with recursive here as (
      select name, moet_code, commune_id from directory.published_place where place_id = ${schoolId}
      order by (from_day <= ${day}::date and ${day}::date < until_day) desc, abs(from_day - ${day}::date) limit 1),
    above as (
      select p.kind, p.name, p.parent_id from directory.published_place p join here on p.place_id = here.commune_id
        where p.from_day <= ${day}::date and ${day}::date < p.until_day
      union all
      select p.kind, p.name, p.parent_id from above join directory.published_place p on p.place_id = above.parent_id
        where p.from_day <= ${day}::date and ${day}::date < p.until_day)
    select here.name, here.moet_code as code,
      (select name from above where kind = 'commune' limit 1) as commune, (select name from above where kind = 'district' limit 1) as district,
      (select name from above where kind = 'province' limit 1) as province,
      (select f.full_name from schools.published_staff f where f.school_id = ${schoolId} and f.job = 'principal'
        order by (f.from_day <= ${day}::date and ${day}::date < f.until_day) desc, f.from_day desc limit 1) as principal
    from here`.execute(db);
  const [found] = rows;
  if (!found) throw new Error(`School ${schoolId} has no name.`);
  return found;
}
