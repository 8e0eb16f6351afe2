import { sql } from 'kysely';
import { z } from 'zod';
import { command } from '#platform/work.ts';
import { anId } from './fields.ts';

/**
 * Brings what a school recorded of people (name, birth day, sex, whether there is a citizen number) in line with the directory,
 * after someone else mended it there. Former stays keep what they said at the time.
 */
export const followPeople = command('schools', 'follow-people', {
  input: z.object({ schoolId: anId, personIds: z.array(anId).min(1) }),
  async run(work, { schoolId, personIds }): Promise<number> {
    work.allowed(work.actor.kind === 'system');
    const news = sql`full_name = p.full_name, sort_key = p.sort_key, search_key = p.search_key, birth_day = coalesce(p.birth_day, r.birth_day),
      sex = coalesce(p.sex, r.sex), has_citizen_number = p.citizen_number is not null`;
    const differs = sql`(r.full_name, r.birth_day, r.sex, r.has_citizen_number)
      is distinct from (p.full_name, coalesce(p.birth_day, r.birth_day), coalesce(p.sex, r.sex), p.citizen_number is not null)`;
    let changed = 0;
    for (const [table, subject] of [
      [sql`schools.enrolment`, 'enrolment'],
      [sql`schools.staff_position`, 'staff-position'],
    ] as const) {
      const id = sql.ref(`r.${subject.replace('-', '_')}_id`);
      const { rows } = await sql<{ id: number }>`update ${table} r set ${news} from directory.published_person p
        where r.school_id = ${schoolId} and r.person_id = any (${personIds}::bigint[]) and p.person_id = r.person_id and r.until_day = 'infinity' and ${differs}
        returning ${id} as id`.execute(work.db);
      for (const row of rows) work.audit({ event: 'person.followed', subject: `${subject}:${row.id}`, schoolId });
      changed += rows.length;
    }
    if (changed === 0)
      work.audit({ event: 'people.followed', subject: 'people', schoolId, data: { people: personIds.length } });
    return changed;
  },
});
