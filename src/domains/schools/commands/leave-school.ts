import { sql } from 'kysely';
import { z } from 'zod';
import { refuse } from '#platform/refusal.ts';
import { command, type Work } from '#platform/work.ts';
import { enrolPupils } from './enrol-pupils.ts';
import { aDay, anId, announceChangeOn, mayRun, personGiven } from './fields.ts';

export type LeftBy = 'transferred' | 'dropped-out' | 'graduated' | 'deceased' | 'mistaken';

/** Ends stays and the class places within them. The caller has asked the rule. @throws Refusal where someone came on that day or later */
export async function endEnrolments(
  work: Work<'schools'>,
  schoolId: number,
  enrolmentIds: number[],
  day: string,
  leftBy: LeftBy,
): Promise<void> {
  const { rows } = await sql`update schools.enrolment set until_day = ${day}, left_by = ${leftBy}
    where school_id = ${schoolId} and enrolment_id = any (${enrolmentIds}::bigint[]) and until_day = 'infinity' and from_day < ${day} returning enrolment_id`.execute(
    work.db,
  );
  if (rows.length < enrolmentIds.length)
    refuse(
      'cannot-leave-that-day',
      {
        vi: 'Học sinh đã thôi học, hoặc mới vào trường từ ngày này trở đi: hãy chọn ngày khác.',
        en: 'The pupil has left already, or came on that day or later: choose another day.',
      },
      'day',
    );
  const theirs = sql`school_id = ${schoolId} and enrolment_id = any (${enrolmentIds}::bigint[])`;
  await sql`delete from schools.class_place where ${theirs} and from_day >= ${day}`.execute(work.db);
  await sql`update schools.class_place set until_day = ${day} where ${theirs} and until_day > ${day}`.execute(work.db);
}

/** Pupils leave school other than by transfer: dropped out, finished, deceased, or enrolled by mistake. */
export const leaveSchool = command('schools', 'leave-school', {
  input: z.object({
    schoolId: anId,
    enrolmentIds: z.array(anId).min(1),
    day: aDay,
    leftBy: z.enum(['dropped-out', 'graduated', 'deceased', 'mistaken', 'transferred']),
    reason: z.string().optional(),
  }),
  async run(work, { schoolId, enrolmentIds, day, leftBy, reason }): Promise<void> {
    await mayRun(work, schoolId);
    await endEnrolments(work, schoolId, enrolmentIds, day, leftBy);
    for (const id of enrolmentIds)
      work.audit({
        event: 'pupil.left',
        subject: `enrolment:${id}`,
        schoolId,
        data: { day, leftBy, ...(reason ? { reason } : {}) },
      });
    await announceChangeOn(work, schoolId, day);
  },
});

/** A pupil who had left comes back: a new stay, with the same person and code. */
export const returnPupil = command('schools', 'return-pupil', {
  input: z.object({
    schoolId: anId,
    enrolmentId: anId,
    classId: anId,
    grade: z.number().int().min(0).max(12).optional(),
    day: aDay,
  }),
  async run(work, { schoolId, enrolmentId, classId, grade, day }): Promise<number> {
    await mayRun(work, schoolId);
    const before = work.allowed(
      await work.db
        .selectFrom('schools.enrolment')
        .selectAll()
        .where('school_id', '=', schoolId)
        .where('enrolment_id', '=', enrolmentId)
        .where('left_by', 'is not', null)
        .executeTakeFirst(),
    );
    if (day < before.until_day)
      refuse(
        'before-leaving',
        {
          vi: 'Ngày trở lại phải sau ngày thôi học: hãy chọn ngày khác.',
          en: 'The pupil comes back after having left: choose a later day.',
        },
        'day',
      );
    const person = personGiven.parse({
      personId: before.person_id,
      fullName: before.full_name,
      birthDay: before.birth_day ?? undefined,
      sex: before.sex ?? undefined,
      ethnicKey: before.ethnic_key ?? undefined,
    });
    const [id = 0] = await work.also(enrolPupils, {
      schoolId,
      pupils: [
        {
          person,
          pupilCode: before.pupil_code,
          classId,
          grade,
          fromDay: day,
          cameBy: 'returned',
          policyKeys: before.policy_keys,
        },
      ],
    });
    await sql`update schools.enrolment new set details = old.details from schools.enrolment old
      where new.school_id = ${schoolId} and new.enrolment_id = ${id} and old.school_id = ${schoolId} and old.enrolment_id = ${enrolmentId}`.execute(
      work.db,
    );
    work.audit({ event: 'pupil.returned', subject: `enrolment:${id}`, schoolId, data: { before: enrolmentId, day } });
    return id;
  },
});
