import { sql } from 'kysely';
import { z } from 'zod';
import type { Said } from '#platform/words.ts';
import { command } from '#platform/work.ts';
import { readHeight, readWeight } from '../rules/measures.ts';
import { anId } from './fields.ts';
import { ledClass, pupilsOf } from './of-class.ts';

const aRow = z.object({ enrolmentId: anId, height: z.string(), weight: z.string(), note: z.string() });

export interface HealthFault {
  enrolmentId: number;
  field: 'height' | 'weight' | 'note';
  said: Said;
}

const longestNote = 300;
const said = {
  height: {
    vi: 'Chiều cao ghi bằng xăng-ti-mét, ví dụ 142 hoặc 1,42 m.',
    en: 'Write the height in centimetres, like 142 or 1,42 m.',
  },
  weight: {
    vi: 'Cân nặng ghi bằng ki-lô-gam, ví dụ 35,5.',
    en: 'Write the weight in kilograms, like 35,5.',
  },
  note: { vi: `Ghi chú dài quá ${longestNote} ký tự.`, en: `The note is longer than ${longestNote} letters.` },
};

/** Height, weight and what else of health the transcript shows, for a class at once. A row with a fault is left as it was, the others are kept. */
export const recordHealth = command('gradebook', 'record-health', {
  input: z.object({ schoolId: anId, classId: anId, rows: z.array(aRow).min(1).max(200) }),
  async run(work, { schoolId, classId, rows }): Promise<{ saved: number; faults: HealthFault[] }> {
    const { schoolYear } = await ledClass(work, { schoolId, classId }, 'oversee');
    await pupilsOf(
      work,
      { schoolId, classId, schoolYear },
      rows.map(row => row.enrolmentId),
    );
    const faults: HealthFault[] = [];
    const good = rows.flatMap(({ enrolmentId, ...typed }) => {
      const height = typed.height.trim() === '' ? null : readHeight(typed.height);
      const weight = typed.weight.trim() === '' ? null : readWeight(typed.weight);
      const note = typed.note.normalize('NFC').trim();
      const bad = (
        [
          ['height', height === undefined],
          ['weight', weight === undefined],
          ['note', note.length > longestNote],
        ] as const
      ).filter(([, isBad]) => isBad);
      faults.push(...bad.map(([field]) => ({ enrolmentId, field, said: said[field] })));
      return bad.length === 0 ? [{ enrolmentId, height: height ?? null, weight: weight ?? null, note }] : [];
    });
    const { numAffectedRows } = await sql`
      insert into gradebook.health_record as h (school_id, enrolment_id, school_year, height_millimetres, weight_grams, note, recorded_by, recorded_at)
      select ${schoolId}, given.enrolment_id, ${schoolYear}, given.height, given.weight, nullif(given.note, ''), ${work.actor.name}, ${work.now}
      from unnest(${good.map(row => row.enrolmentId)}::bigint[], ${good.map(row => row.height)}::int[], ${good.map(row => row.weight)}::int[], ${good.map(row => row.note)}::text[]) as given (enrolment_id, height, weight, note)
      where num_nonnulls(given.height, given.weight, nullif(given.note, '')) > 0
        or exists (select from gradebook.health_record x where x.school_id = ${schoolId} and x.enrolment_id = given.enrolment_id and x.school_year = ${schoolYear})
      on conflict (school_id, enrolment_id, school_year) do update set height_millimetres = excluded.height_millimetres, weight_grams = excluded.weight_grams,
        note = excluded.note, recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at
        where (h.height_millimetres, h.weight_grams, h.note) is distinct from (excluded.height_millimetres, excluded.weight_grams, excluded.note)`.execute(
      work.db,
    );
    const saved = Number(numAffectedRows ?? 0);
    work.audit({ event: 'health.recorded', subject: `class:${classId}`, schoolId, data: { saved } });
    return { saved, faults };
  },
});
