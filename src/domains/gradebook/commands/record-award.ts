import { sql } from 'kysely';
import { z } from 'zod';
import { refuse } from '#platform/refusal.ts';
import { command } from '#platform/work.ts';
import { anId, aSchoolYear } from './fields.ts';
import { pupilOfYear } from './of-class.ts';
import { tellChanged } from './tell-changed.ts';

export const awardKinds = ['class-recognised', 'competition', 'certificate', 'letter'] as const;
export type AwardKind = (typeof awardKinds)[number];

/**
 * An award beyond the year's titles. "Class-recognised" counts for the title of a primary pupil (TT 27/2020 art. 13): the class
 * agrees that there is an achievement or clear progress.
 */
export const recordAward = command('gradebook', 'record-award', {
  input: z.object({
    schoolId: anId,
    enrolmentId: anId,
    schoolYear: aSchoolYear,
    kind: z.enum(awardKinds),
    content: z.string().trim().max(500),
    document: z.string().trim().max(200),
  }),
  async run(work, { schoolId, enrolmentId, schoolYear, kind, content, document }): Promise<number> {
    const { classId } = await pupilOfYear(work, { schoolId, enrolmentId, schoolYear }, 'either');
    if (content === '')
      refuse(
        'empty',
        { vi: 'Hãy ghi khen thưởng về việc gì, ví dụ “Giải Nhì thi kể chuyện cấp trường”.', en: 'Say what it is for.' },
        'content',
      );
    const { rows } = await sql<{
      id: number;
    }>`insert into gradebook.award_record (school_id, enrolment_id, school_year, kind, content, document, recorded_by, recorded_at)
      values (${schoolId}, ${enrolmentId}, ${schoolYear}, ${kind}, ${content}, nullif(${document}, ''), ${work.actor.name}, ${work.now}) returning award_record_id as id`.execute(
      work.db,
    );
    work.audit({ event: 'award.recorded', subject: `enrolment:${enrolmentId}`, schoolId, data: { schoolYear, kind } });
    tellChanged(work, schoolId, classId);
    return rows[0]?.id ?? 0;
  },
});

/** An award noted by mistake: it stays as a row that was taken back. */
export const withdrawAward = command('gradebook', 'withdraw-award', {
  input: z.object({ schoolId: anId, awardRecordId: anId }),
  async run(work, { schoolId, awardRecordId }): Promise<void> {
    const { rows } = await sql<{
      enrolmentId: number;
      schoolYear: string;
    }>`select enrolment_id as "enrolmentId", school_year as "schoolYear" from gradebook.award_record
      where school_id = ${schoolId} and award_record_id = ${awardRecordId} and withdrawn_at is null for update`.execute(
      work.db,
    );
    const award = work.allowed(rows[0]);
    const { classId } = await pupilOfYear(work, { schoolId, ...award }, 'either');
    await sql`update gradebook.award_record set withdrawn_at = ${work.now}, withdrawn_by = ${work.actor.name}
      where school_id = ${schoolId} and award_record_id = ${awardRecordId}`.execute(work.db);
    work.audit({
      event: 'award.withdrawn',
      subject: `enrolment:${award.enrolmentId}`,
      schoolId,
      data: { awardRecordId },
    });
    tellChanged(work, schoolId, classId);
  },
});
