import { sql } from 'kysely';
import { z } from 'zod';
import { refuse } from '#platform/refusal.ts';
import { command } from '#platform/work.ts';
import { may } from '../access.ts';
import { columnKinds } from '../rules/columns.ts';
import { aDay, anId, aSchoolYear, aTerm, holds } from './fields.ts';

/** Until when columns of a kind are to be filled in, by term; an empty day takes a deadline away. */
export const setDeadlines = command('gradebook', 'set-deadlines', {
  input: z.object({
    schoolId: anId,
    schoolYear: aSchoolYear,
    deadlines: z
      .array(z.object({ term: aTerm, kind: z.enum(columnKinds), dueOn: aDay.nullable() }))
      .min(1)
      .max(2 * columnKinds.length),
  }),
  async run(work, { schoolId, schoolYear, deadlines }): Promise<void> {
    work.allowed(await holds(work.db, may(work.actor).oversee(schoolId)));
    const { rows } = await sql<{ from: string; until: string }>`select from_day as from, (until_day + 92) as until
      from schools.published_school_year where school_year = ${schoolYear}`.execute(work.db);
    const year = work.allowed(rows[0]);
    for (const { term, kind, dueOn } of deadlines)
      if (dueOn !== null && (dueOn < year.from || dueOn > year.until))
        refuse(
          'outside-year',
          { vi: `Hạn nhập phải nằm trong năm học ${schoolYear}.`, en: `The day must lie in ${schoolYear}.` },
          `due-${term}-${kind}`,
        );
    const given = sql`unnest(${deadlines.map(each => each.term)}::int[], ${deadlines.map(each => each.kind)}::text[], ${deadlines.map(each => each.dueOn)}::date[]) as given (term, kind, due_on)`;
    await sql`delete from gradebook.entry_deadline d using ${given} where d.school_id = ${schoolId} and d.school_year = ${schoolYear}
      and d.term = given.term and d.kind = given.kind and given.due_on is null`.execute(work.db);
    await sql`insert into gradebook.entry_deadline as d (school_id, school_year, term, kind, due_on, set_by, set_at)
      select ${schoolId}, ${schoolYear}, given.term, given.kind, given.due_on, ${work.actor.name}, ${work.now} from ${given} where given.due_on is not null
      on conflict (school_id, school_year, term, kind) do update set due_on = excluded.due_on, set_by = excluded.set_by, set_at = excluded.set_at where d.due_on <> excluded.due_on`.execute(
      work.db,
    );
    work.audit({
      event: 'deadlines.set',
      subject: `school:${schoolId}`,
      schoolId,
      data: { schoolYear, deadlines: deadlines.map(each => [each.term, each.kind, each.dueOn]) },
    });
  },
});
