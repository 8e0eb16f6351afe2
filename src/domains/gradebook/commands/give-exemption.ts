import { sql } from 'kysely';
import { z } from 'zod';
import { refuse } from '#platform/refusal.ts';
import { command } from '#platform/work.ts';
import { anId, aSchoolYear } from './fields.ts';
import { pupilOfYear } from './of-class.ts';
import { tellChanged } from './tell-changed.ts';

export const exemptionKinds = ['exempt', 'theory', 'disability'] as const;
export type ExemptionKind = (typeof exemptionKinds)[number];

/**
 * A pupil is not assessed in a subject, is assessed on theory instead of practice (GDTC, GDQPAN), or by an individual plan
 * (disability; no subject: in all of them). The principal gives it on the family's request and the hospital's paper.
 */
export const giveExemption = command('gradebook', 'give-exemption', {
  input: z.object({
    schoolId: anId,
    enrolmentId: anId,
    schoolYear: aSchoolYear,
    kind: z.enum(exemptionKinds),
    subjectKey: z.string().nullable(),
    reason: z.string().trim().max(500),
    document: z.string().trim().max(200),
  }),
  async run(work, { schoolId, enrolmentId, schoolYear, kind, subjectKey, reason, document }): Promise<number> {
    const { classId } = await pupilOfYear(work, { schoolId, enrolmentId, schoolYear }, 'oversee');
    if (reason === '')
      refuse('empty', { vi: 'Hãy ghi lý do, ví dụ “Bệnh tim, có hồ sơ bệnh viện”.', en: 'Give the reason.' }, 'reason');
    if (kind !== 'disability' && subjectKey === null)
      refuse('subject', { vi: 'Hãy chọn môn được miễn.', en: 'Choose the subject.' }, 'subjectKey');
    if (subjectKey !== null) {
      const { rows } = await sql`select from gradebook.course c
        where c.school_id = ${schoolId} and c.class_id = ${classId} and c.subject_key = ${subjectKey} limit 1`.execute(
        work.db,
      );
      if (rows.length === 0)
        refuse(
          'subject',
          { vi: 'Lớp của học sinh không học môn này.', en: 'The pupil’s class does not have this subject.' },
          'subjectKey',
        );
    }
    await sql`select pg_advisory_xact_lock(7240102, hashtext(${schoolId}::text || ':' || ${enrolmentId}::text))`.execute(
      work.db,
    );
    const { rows: same } =
      await sql`select from gradebook.exemption where school_id = ${schoolId} and enrolment_id = ${enrolmentId}
      and school_year = ${schoolYear} and subject_key is not distinct from ${subjectKey} and ended_at is null`.execute(
        work.db,
      );
    if (same.length > 0)
      refuse(
        'exempt-already',
        {
          vi: 'Học sinh đang được miễn môn này: hãy kết thúc lần trước rồi ghi lại.',
          en: 'The pupil is exempt here already: end that first.',
        },
        'subjectKey',
      );
    const { rows } = await sql<{
      id: number;
    }>`insert into gradebook.exemption (school_id, enrolment_id, school_year, subject_key, kind, reason, document, given_by, given_at)
      values (${schoolId}, ${enrolmentId}, ${schoolYear}, ${subjectKey}, ${kind}, ${reason}, nullif(${document}, ''), ${work.actor.name}, ${work.now}) returning exemption_id as id`.execute(
      work.db,
    );
    work.audit({
      event: 'exemption.given',
      subject: `enrolment:${enrolmentId}`,
      schoolId,
      data: { schoolYear, kind, subjectKey },
    });
    tellChanged(work, schoolId, classId);
    return rows[0]?.id ?? 0;
  },
});

/** From now on the pupil is assessed again like the others. */
export const endExemption = command('gradebook', 'end-exemption', {
  input: z.object({ schoolId: anId, exemptionId: anId }),
  async run(work, { schoolId, exemptionId }): Promise<void> {
    const { rows } = await sql<{
      enrolmentId: number;
      schoolYear: string;
    }>`select enrolment_id as "enrolmentId", school_year as "schoolYear" from gradebook.exemption
      where school_id = ${schoolId} and exemption_id = ${exemptionId} and ended_at is null for update`.execute(work.db);
    const exemption = work.allowed(rows[0]);
    const { classId } = await pupilOfYear(work, { schoolId, ...exemption }, 'oversee');
    await sql`update gradebook.exemption set ended_at = ${work.now}, ended_by = ${work.actor.name} where school_id = ${schoolId} and exemption_id = ${exemptionId}`.execute(
      work.db,
    );
    work.audit({
      event: 'exemption.ended',
      subject: `enrolment:${exemption.enrolmentId}`,
      schoolId,
      data: { exemptionId },
    });
    tellChanged(work, schoolId, classId);
  },
});
