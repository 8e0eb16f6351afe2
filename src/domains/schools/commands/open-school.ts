import { sql } from 'kysely';
import { z } from 'zod';
import { refuse } from '#platform/refusal.ts';
import { command } from '#platform/work.ts';
import { may } from '../access.ts';
import { levels } from '../rules/levels.ts';
import { anId, reachAlso } from './fields.ts';

const schoolGiven = z.object({
  schoolId: anId,
  levels: z.array(z.enum(levels)).min(1),
  boarding: z.enum(['none', 'semi-boarding', 'boarding']).optional(),
  ownership: z.enum(['public', 'private']).optional(),
  managedBy: z.enum(['department', 'district-office', 'commune']),
});

/** Says of places that they are schools, and of what kind; said again, it corrects. Whoever opens one need not reach it yet. */
export const openSchools = command('schools', 'open-schools', {
  input: z.object({ schools: z.array(schoolGiven).min(1) }),
  async run(work, { schools }): Promise<void> {
    const ids = schools.map(school => school.schoolId);
    const { rows: places } = await sql<{
      place_id: number;
      kind: string;
    }>`select distinct p.place_id, p.kind from directory.published_place p
      where p.place_id = any (${ids}::bigint[]) and ${may(work.actor).open(sql<number>`p.place_id`)}`.execute(work.db);
    work.allowed(places.length === new Set(ids).size);
    if (places.some(place => place.kind !== 'school' && place.kind !== 'centre'))
      refuse(
        'not-a-school',
        {
          vi: 'Đơn vị này không phải là trường hoặc trung tâm: hãy lập đơn vị loại trường trước.',
          en: 'This place is no school or centre: found a place of that kind first.',
        },
        'schoolId',
      );
    await reachAlso(work, ...ids);
    await sql`insert into schools.school (school_id, levels, boarding, ownership, managed_by)
      select school_id, string_to_array(levels, ','), boarding, ownership, managed_by
      from unnest(${ids}::bigint[], ${schools.map(school => school.levels.join(','))}::text[], ${schools.map(school => school.boarding ?? 'none')}::text[],
        ${schools.map(school => school.ownership ?? 'public')}::text[], ${schools.map(school => school.managedBy)}::text[])
        as given (school_id, levels, boarding, ownership, managed_by)
      on conflict (school_id) do update set levels = excluded.levels, boarding = excluded.boarding, ownership = excluded.ownership, managed_by = excluded.managed_by`.execute(
      work.db,
    );
    for (const { schoolId, ...kind } of schools)
      work.audit({ event: 'school.opened', subject: `school:${schoolId}`, schoolId, data: kind });
  },
});
