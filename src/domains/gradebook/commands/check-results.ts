import { sql } from 'kysely';
import { z } from 'zod';
import { command } from '#platform/work.ts';
import { may } from '../access.ts';
import { anId, aSchoolYear, holds } from './fields.ts';

/**
 * Holds the stored results of a school's year against the second computation, which is written in SQL from the circulars
 * alone, and keeps every difference. Nothing is corrected: people look.
 */
export const checkResults = command('gradebook', 'check-results', {
  input: z.object({ schoolId: anId, schoolYear: aSchoolYear }),
  async run(work, { schoolId, schoolYear }): Promise<{ results: number; differences: number }> {
    work.allowed(await holds(work.db, may(work.actor).oversee(schoolId)));
    // A computation half written would look like a difference.
    await sql`select pg_advisory_xact_lock(hashtext('gradebook.compute-results'), ${schoolId}::int)`.execute(work.db);
    const { rows } = await sql<{ results: number; differences: number }>`
      with compared as materialized (select * from gradebook.second_compared(${schoolId}, ${schoolYear})),
      run as (insert into gradebook.check_run (school_id, school_year, at, results, differences)
        select ${schoolId}, ${schoolYear}, ${work.now}, count(distinct (enrolment_id, period)), count(*) filter (where stored is distinct from recomputed) from compared
        returning check_run_id, results, differences),
      kept as (insert into gradebook.check_difference (school_id, check_run_id, enrolment_id, period, what, stored, recomputed)
        select ${schoolId}, run.check_run_id, enrolment_id, period, what, stored, recomputed from compared, run where stored is distinct from recomputed)
      select results, differences from run`.execute(work.db);
    const found = rows[0] ?? { results: 0, differences: 0 };
    work.audit({ event: 'results.checked', subject: `school:${schoolId}`, schoolId, data: { schoolYear, ...found } });
    return found;
  },
});
