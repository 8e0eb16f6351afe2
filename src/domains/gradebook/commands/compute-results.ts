import { sql } from 'kysely';
import { z } from 'zod';
import { command } from '#platform/work.ts';
import { may } from '../access.ts';
import { pupilYears } from '../queries/pupil-years.ts';
import { readingsIn } from '../queries/readings.ts';
import { resultsOf } from '../rules/pupil-year.ts';
import { anId, aSchoolYear, holds } from './fields.ts';
import { openStored } from './write-results.ts';

/**
 * Computes the results of a school's year anew, or of some of its classes or pupils, and writes what is other than it stood.
 * Reading and writing take the same few statements however many pupils; two computations of one school wait for each other.
 */
export const computeResults = command('gradebook', 'compute-results', {
  input: z.object({
    schoolId: anId,
    schoolYear: aSchoolYear,
    classIds: z.array(anId).optional(),
    enrolmentIds: z.array(anId).optional(),
  }),
  async run(work, scope): Promise<{ pupils: number; changed: number }> {
    const { schoolId, schoolYear } = scope;
    work.allowed(await holds(work.db, may(work.actor).oversee(schoolId)));
    await sql`select pg_advisory_xact_lock(hashtext('gradebook.compute-results'), ${schoolId}::int)`.execute(work.db);
    const readings = await readingsIn(work.db, schoolYear);
    const stored = await openStored(work.db, scope);
    let pupils = 0;
    for await (const { enrolmentId, pupil } of pupilYears(work.db, scope)) {
      stored.hold(enrolmentId, resultsOf(pupil, readings));
      pupils++;
    }
    const changed = await stored.write(work.now);
    work.audit({
      event: 'results.computed',
      subject: `school:${schoolId}`,
      schoolId,
      data: { schoolYear, pupils, changed },
    });
    if (changed > 0) work.announce('gradebook.results-changed', { schoolId, schoolYear });
    return { pupils, changed };
  },
});
