import { sql } from 'kysely';
import { z } from 'zod';
import { json } from '#platform/database/types.ts';
import { refuse } from '#platform/refusal.ts';
import { command, type Work } from '#platform/work.ts';
import { may } from '../access.ts';
import { enrolPupils } from './enrol-pupils.ts';
import { aDay, anId, announceChangeOn, holds, mayRun, personGiven, reachAlso } from './fields.ts';
import { endEnrolments } from './leave-school.ts';

/**
 * Transfers (TT 28/2020, art. 36; QĐ 51/2002 with TT 50/2021). The school that lets go asks; the receiving school answers. The
 * pupil belongs to the old school until the day the new one accepts: that acceptance ends the one stay and begins the other in
 * one transaction, so that a kill between the two neither loses nor doubles anyone.
 */
export const askTransfer = command('schools', 'ask-transfer', {
  input: z.object({
    schoolId: anId,
    enrolmentId: anId,
    toSchoolId: anId.optional(),
    toOutside: z.string().trim().min(1).optional(),
    reason: z.string().trim().min(1),
    day: aDay.optional(),
  }),
  async run(work, { schoolId, enrolmentId, toSchoolId, toOutside, reason, day }): Promise<number> {
    await mayRun(work, schoolId);
    const pupil = work.allowed(
      await work.db
        .selectFrom('schools.enrolment as e')
        .innerJoin('schools.class_place as p', join =>
          join.onRef('p.school_id', '=', 'e.school_id').onRef('p.enrolment_id', '=', 'e.enrolment_id'),
        )
        .select(['p.grade', 'e.full_name', 'e.birth_day'])
        .where('e.school_id', '=', schoolId)
        .where('e.enrolment_id', '=', enrolmentId)
        .where('e.until_day', '=', 'infinity')
        .where('p.until_day', '=', 'infinity')
        .executeTakeFirst(),
    );
    if ((toSchoolId === undefined) === (toOutside === undefined) || toSchoolId === schoolId)
      refuse(
        'where-to',
        {
          vi: 'Hãy chọn một trường đến khác trường này, hoặc ghi tên trường ngoài tỉnh (chỉ một trong hai).',
          en: 'Choose another school, or write the name of a school outside (one of the two).',
        },
        'toSchoolId',
      );
    await mustNotBeAskedYet(work, schoolId, enrolmentId);
    const { transfer_id } = await work.db
      .insertInto('schools.transfer')
      .values({
        school_id: schoolId,
        enrolment_id: enrolmentId,
        to_school_id: toSchoolId ?? null,
        to_outside: toOutside ?? null,
        grade: pupil.grade,
        pupil_name: pupil.full_name,
        birth_day: pupil.birth_day,
        reason,
        asked_on: work.today,
        asked_by: work.actor.name,
      })
      .returning('transfer_id')
      .executeTakeFirstOrThrow();
    // A school outside answers on paper: the stay ends with the asking.
    if (toOutside) {
      await endEnrolments(work, schoolId, [enrolmentId], day ?? work.today, 'transferred');
      await announceChangeOn(work, schoolId, day ?? work.today);
    }
    work.audit({
      event: 'transfer.asked',
      subject: `enrolment:${enrolmentId}`,
      schoolId,
      data: { transferId: transfer_id, toSchoolId, toOutside },
    });
    return transfer_id;
  },
});

async function mustNotBeAskedYet(work: Work<'schools'>, schoolId: number, enrolmentId: number): Promise<void> {
  const { rows } =
    await sql`select from schools.transfer t where t.school_id = ${schoolId} and t.enrolment_id = ${enrolmentId} and t.withdrawn_on is null
    and not exists (select from schools.transfer_answer a where a.from_school_id = t.school_id and a.transfer_id = t.transfer_id and not a.accepted)`.execute(
      work.db,
    );
  if (rows.length > 0)
    refuse('transfer-asked', {
      vi: 'Học sinh này đã có đề nghị chuyển trường đang chờ: hãy rút đề nghị cũ trước.',
      en: 'A transfer of this pupil is waiting already: withdraw it first.',
    });
}

/** Takes a transfer back while nobody has answered. */
export const withdrawTransfer = command('schools', 'withdraw-transfer', {
  input: z.object({ schoolId: anId, transferId: anId }),
  async run(work, { schoolId, transferId }): Promise<void> {
    await mayRun(work, schoolId);
    const { rows } = await sql<{
      enrolment_id: number;
    }>`update schools.transfer t set withdrawn_on = ${work.today} where school_id = ${schoolId} and transfer_id = ${transferId}
      and withdrawn_on is null and to_school_id is not null
      and not exists (select from schools.transfer_answer a where a.from_school_id = t.school_id and a.transfer_id = t.transfer_id) returning enrolment_id`.execute(
      work.db,
    );
    const [found] = rows;
    if (!found)
      refuse('transfer-answered', {
        vi: 'Trường đến đã trả lời đề nghị này: không rút được nữa.',
        en: 'The receiving school has answered: it cannot be withdrawn any more.',
      });
    work.audit({
      event: 'transfer.withdrawn',
      subject: `enrolment:${found.enrolment_id}`,
      schoolId,
      data: { transferId },
    });
  },
});

/** A transfer to this school that nobody has answered or withdrawn. Locking the school it comes from makes withdrawing and answering wait for each other. */
async function openTransferTo(work: Work<'schools'>, schoolId: number, fromSchoolId: number, transferId: number) {
  work.allowed(await holds(work.db, may(work.actor).run(schoolId)));
  const asked = () =>
    work.db
      .selectFrom('schools.transfer')
      .select(['enrolment_id', 'grade', 'withdrawn_on'])
      .where('school_id', '=', fromSchoolId)
      .where('transfer_id', '=', transferId)
      .where('to_school_id', '=', schoolId)
      .executeTakeFirst();
  work.allowed(await asked());
  // The old school itself asked for this, of this school: that is what opens the wall to it.
  await reachAlso(work, schoolId, fromSchoolId);
  await sql`select from schools.school where school_id in (${schoolId}, ${fromSchoolId}) order by school_id for update`.execute(
    work.db,
  );
  const transfer = work.allowed(await asked());
  const { rows: answers } =
    await sql`select from schools.transfer_answer where school_id = ${schoolId} and from_school_id = ${fromSchoolId} and transfer_id = ${transferId}`.execute(
      work.db,
    );
  if (answers.length > 0 || transfer.withdrawn_on)
    refuse('transfer-settled', {
      vi: 'Đề nghị này đã được trả lời hoặc đã rút: hãy tải lại trang.',
      en: 'This transfer was answered or withdrawn meanwhile: load the page again.',
    });
  return transfer;
}

/** The receiving school takes the pupil into a class; from that day the pupil is here and no longer there, with the same person. */
export const acceptTransfer = command('schools', 'accept-transfer', {
  input: z.object({
    schoolId: anId,
    fromSchoolId: anId,
    transferId: anId,
    classId: anId,
    grade: z.number().int().min(0).max(12).optional(),
    pupilCode: z.string().trim().min(1).optional(),
    day: aDay,
  }),
  async run(work, { schoolId, fromSchoolId, transferId, classId, grade, pupilCode, day }): Promise<number> {
    const transfer = await openTransferTo(work, schoolId, fromSchoolId, transferId);
    const before = work.allowed(
      await work.db
        .selectFrom('schools.enrolment')
        .selectAll()
        .where('school_id', '=', fromSchoolId)
        .where('enrolment_id', '=', transfer.enrolment_id)
        .executeTakeFirst(),
    );
    await endEnrolments(work, fromSchoolId, [transfer.enrolment_id], day, 'transferred');
    const person = personGiven.parse({
      personId: before.person_id,
      fullName: before.full_name,
      birthDay: before.birth_day ?? undefined,
      sex: before.sex ?? undefined,
      ethnicKey: before.ethnic_key ?? undefined,
    });
    // The code goes with the pupil for life (TT 42/2021, art. 10).
    const [enrolmentId = 0] = await work.also(enrolPupils, {
      schoolId,
      pupils: [
        {
          person,
          pupilCode: pupilCode ?? before.pupil_code,
          classId,
          grade,
          fromDay: day,
          cameBy: 'transferred',
          policyKeys: before.policy_keys,
        },
      ],
    });
    await sql`update schools.enrolment set details = ${json(before.details)}::jsonb where school_id = ${schoolId} and enrolment_id = ${enrolmentId}`.execute(
      work.db,
    );
    await work.db
      .insertInto('schools.transfer_answer')
      .values({
        school_id: schoolId,
        from_school_id: fromSchoolId,
        transfer_id: transferId,
        accepted: true,
        answered_on: work.today,
        answered_by: work.actor.name,
        enrolment_id: enrolmentId,
      })
      .execute();
    work.audit({
      event: 'transfer.accepted',
      subject: `enrolment:${enrolmentId}`,
      schoolId,
      data: { fromSchoolId, transferId, day },
    });
    work.audit({
      event: 'pupil.left',
      subject: `enrolment:${transfer.enrolment_id}`,
      schoolId: fromSchoolId,
      data: { day, leftBy: 'transferred', toSchoolId: schoolId },
    });
    await announceChangeOn(work, fromSchoolId, day);
    return enrolmentId;
  },
});

/** The receiving school says no, and why. */
export const refuseTransfer = command('schools', 'refuse-transfer', {
  input: z.object({ schoolId: anId, fromSchoolId: anId, transferId: anId, reason: z.string().trim().min(1) }),
  async run(work, { schoolId, fromSchoolId, transferId, reason }): Promise<void> {
    await openTransferTo(work, schoolId, fromSchoolId, transferId);
    await work.db
      .insertInto('schools.transfer_answer')
      .values({
        school_id: schoolId,
        from_school_id: fromSchoolId,
        transfer_id: transferId,
        accepted: false,
        reason,
        answered_on: work.today,
        answered_by: work.actor.name,
      })
      .execute();
    work.audit({
      event: 'transfer.refused',
      subject: `transfer:${fromSchoolId}.${transferId}`,
      schoolId,
      data: { reason },
    });
  },
});
