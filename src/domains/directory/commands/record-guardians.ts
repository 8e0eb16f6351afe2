import { sql } from 'kysely';
import { z } from 'zod';
import { command } from '#platform/work.ts';
import { may } from '../access.ts';

const guardianInput = z.object({
  pupilPersonId: z.int().positive(),
  guardianPersonId: z.int().positive(),
  relation: z.enum(['father', 'mother', 'guardian']),
  fromDay: z.iso.date(),
  /** The first day on which it no longer holds. */
  untilDay: z.iso.date().optional(),
});

export type GuardianInput = z.input<typeof guardianInput>;

/** Records who looks after whom. A pair already known keeps its first day; only what changed is written. */
export const recordGuardians = command('directory', 'record-guardians', {
  input: z.object({ guardians: z.array(guardianInput) }),
  async run(work, { guardians }): Promise<{ changed: number }> {
    work.allowed(may(work.actor).recordPeople);
    const pairs = [
      ...new Map(guardians.map(each => [`${each.pupilPersonId} ${each.guardianPersonId}`, each])).values(),
    ];
    const { rows: strangers } =
      await sql`select from unnest(${pairs.map(each => each.pupilPersonId)}::bigint[]) as given (pupil)
      where not ${may(work.actor).recordGuardiansOf(sql.ref('given.pupil'))} limit 1`.execute(work.db);
    work.allowed(strangers.length === 0);
    const { rows } = await sql<{ pupil: number; guardian: number }>`
      insert into directory.guardian as known (pupil_person_id, guardian_person_id, relation, from_day, until_day)
      select * from unnest(${pairs.map(each => each.pupilPersonId)}::bigint[], ${pairs.map(each => each.guardianPersonId)}::bigint[],
        ${pairs.map(each => each.relation)}::text[], ${pairs.map(each => each.fromDay)}::date[], ${pairs.map(each => each.untilDay ?? 'infinity')}::date[])
      on conflict (pupil_person_id, guardian_person_id) do update set relation = excluded.relation, until_day = excluded.until_day
        where (known.relation, known.until_day) is distinct from (excluded.relation, excluded.until_day)
      returning pupil_person_id as pupil, guardian_person_id as guardian`.execute(work.db);
    for (const { pupil, guardian } of rows)
      work.audit({ event: 'guardian.recorded', subject: `person:${pupil}`, data: { guardian } });
    if (rows.length === 0)
      work.audit({ event: 'guardians.unchanged', subject: 'guardians', data: { guardians: pairs.length } });
    return { changed: rows.length };
  },
});
