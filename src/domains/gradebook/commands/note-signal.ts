import { sql } from 'kysely';
import { z } from 'zod';
import { refuse } from '#platform/refusal.ts';
import { command } from '#platform/work.ts';
import { may } from '../access.ts';
import { signalKinds } from '../rules/signals.ts';
import { anId, aSchoolYear, holds } from './fields.ts';

/** The principal looked at a signal and says what was found. */
export const noteSignal = command('gradebook', 'note-signal', {
  input: z.object({
    schoolId: anId,
    schoolYear: aSchoolYear,
    signalKey: z.string().regex(new RegExp(`^(${signalKinds.join('|')}):[\\d:-]{1,80}$`)),
    remark: z.string().trim().max(500),
  }),
  async run(work, { schoolId, schoolYear, signalKey, remark }): Promise<void> {
    work.allowed(await holds(work.db, may(work.actor).oversee(schoolId)));
    if (remark === '')
      refuse(
        'empty',
        { vi: 'Hãy ghi đã xem thấy gì, ví dụ “Đã hỏi giáo viên, bài chấm lại”.', en: 'Say what was found.' },
        'remark',
      );
    await sql`insert into gradebook.signal_note (school_id, school_year, signal_key, remark, noted_by, noted_at)
      values (${schoolId}, ${schoolYear}, ${signalKey}, ${remark}, ${work.actor.name}, ${work.now})`.execute(work.db);
    work.audit({ event: 'signal.noted', subject: `school:${schoolId}`, schoolId, data: { schoolYear, signalKey } });
  },
});
