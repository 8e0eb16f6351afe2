import { sql } from 'kysely';
import { z } from 'zod';
import { none } from '#platform/format.ts';
import { refuse } from '#platform/refusal.ts';
import { command, type Work } from '#platform/work.ts';
import { may } from '../access.ts';
import { isSameMark, type MarkLevel, showMark } from '../rules/read-mark.ts';
import { anId, holds } from './fields.ts';
import { tellChanged } from './tell-changed.ts';
import { writeMarks } from './write-marks.ts';

const correctionSteps = ['confirmed', 'approved', 'refused', 'withdrawn'] as const;
export type CorrectionStep = (typeof correctionSteps)[number];

interface Standing {
  columnId: number;
  enrolmentId: number;
  classId: number;
  courseId: number;
  oldTenths: number | null;
  oldLevel: MarkLevel | null;
  newTenths: number | null;
  newLevel: MarkLevel | null;
  askedBy: string;
  steps: { step: CorrectionStep; by: string }[];
  hasHomeroom: boolean;
}

/**
 * The correction, locked: two answers to it wait for one another. Locked first and read after: a statement that waits would still
 * see the steps as they were when it began.
 */
async function lockCorrection(work: Work<'gradebook'>, schoolId: number, correctionId: number): Promise<Standing> {
  await sql`select from gradebook.correction where school_id = ${schoolId} and correction_id = ${correctionId} for update`.execute(
    work.db,
  );
  const { rows } = await sql<Standing>`
    select r.mark_column_id as "columnId", r.enrolment_id as "enrolmentId", c.class_id as "classId", c.course_id as "courseId", r.old_tenths as "oldTenths",
      r.old_level as "oldLevel", r.new_tenths as "newTenths", r.new_level as "newLevel", r.asked_by as "askedBy",
      coalesce((select json_agg(json_build_object('step', s.step, 'by', s.by)) from gradebook.correction_step s where s.school_id = r.school_id and s.correction_id = r.correction_id), '[]') as steps,
      exists (select from schools.published_homeroom h where h.school_id = c.school_id and h.class_id = c.class_id and h.from_day <= ${work.today} and ${work.today} < h.until_day) as "hasHomeroom"
    from gradebook.correction r join gradebook.mark_column k on k.school_id = r.school_id and k.mark_column_id = r.mark_column_id
    join gradebook.course c on c.school_id = k.school_id and c.course_id = k.course_id
    where r.school_id = ${schoolId} and r.correction_id = ${correctionId}`.execute(work.db);
  return work.allowed(rows[0]);
}

/** Whose step it is: the homeroom teacher confirms, the principal approves, both may refuse, the one who asked may withdraw. */
function ruleOf(work: Work<'gradebook'>, schoolId: number, one: Standing, step: CorrectionStep) {
  const rule = may(work.actor);
  const [lead, oversee] = [rule.lead(schoolId, one.classId), rule.oversee(schoolId)];
  if (step === 'confirmed') return lead;
  if (step === 'approved') return oversee;
  if (step === 'withdrawn') return sql<boolean>`${one.askedBy === work.actor.name}::boolean`;
  return one.steps.some(each => each.step === 'confirmed') ? oversee : sql<boolean>`(${lead} or ${oversee})`;
}

const endedAlready = () =>
  refuse('answered', {
    vi: 'Đề nghị này đã có người xử lý: hãy tải lại trang.',
    en: 'Someone has answered this already: reload the page.',
  });

/**
 * One step of a correction. Approved, the mark changes in the same transaction, but only where it still stands as it was when the correction
 * was asked. One person takes two steps only by holding both posts, and the row says so.
 */
export const answerCorrection = command('gradebook', 'answer-correction', {
  input: z.object({
    schoolId: anId,
    correctionId: anId,
    step: z.enum(correctionSteps),
    note: z.string().trim().max(500),
  }),
  async run(work, { schoolId, correctionId, step, note }): Promise<{ samePerson: boolean }> {
    const one = await lockCorrection(work, schoolId, correctionId);
    work.allowed(await holds(work.db, ruleOf(work, schoolId, one, step)));
    const isConfirmed = one.steps.some(each => each.step === 'confirmed');
    if (one.steps.some(each => each.step !== 'confirmed') || (step === 'confirmed' && isConfirmed)) endedAlready();
    if (step === 'refused' && note === '')
      refuse('empty', { vi: 'Hãy ghi vì sao không đồng ý.', en: 'Say why not.' }, 'note');
    if (step === 'approved') {
      if (!isConfirmed && one.hasHomeroom)
        refuse('not-confirmed', {
          vi: 'Giáo viên chủ nhiệm chưa xác nhận đề nghị này.',
          en: 'The homeroom teacher has not confirmed this yet.',
        });
      await correct(work, schoolId, one);
    }
    const samePerson =
      [one.askedBy, ...one.steps.map(each => each.by)].includes(work.actor.name) && step !== 'withdrawn';
    await sql`insert into gradebook.correction_step (school_id, correction_id, step, note, by, at, same_person)
      values (${schoolId}, ${correctionId}, ${step}, nullif(${note}, ''), ${work.actor.name}, ${work.now}, ${samePerson})`.execute(
      work.db,
    );
    work.audit({
      event: `correction.${step}`,
      subject: `correction:${correctionId}`,
      schoolId,
      data: {
        columnId: one.columnId,
        enrolmentId: one.enrolmentId,
        old: showMark({ tenths: one.oldTenths, level: one.oldLevel }),
        new: showMark({ tenths: one.newTenths, level: one.newLevel }),
        samePerson,
      },
    });
    if (step !== 'confirmed' && step !== 'withdrawn')
      work.later('gradebook.tell-correction', { schoolId, correctionId });
    return { samePerson };
  },
});

async function correct(work: Work<'gradebook'>, schoolId: number, one: Standing): Promise<void> {
  const { columnId, enrolmentId } = one;
  const { rows } = await sql<{
    tenths: number | null;
    level: MarkLevel | null;
    revision: number;
  }>`select tenths, level, revision from gradebook.mark
    where school_id = ${schoolId} and mark_column_id = ${columnId} and enrolment_id = ${enrolmentId} for update`.execute(
    work.db,
  );
  const now = rows[0] ?? { tenths: null, level: null, revision: 0 };
  const before = { tenths: one.oldTenths, level: one.oldLevel };
  const mark = { tenths: one.newTenths, level: one.newLevel };
  const written = isSameMark(now, before)
    ? await writeMarks(work, schoolId, [{ columnId, enrolmentId, mark, before, revision: now.revision }])
    : () => undefined;
  if (written({ columnId, enrolmentId }) === undefined) {
    const stands = showMark(now) || none;
    refuse('changed-meanwhile', {
      vi: `Điểm đã được sửa sau khi có đề nghị (nay là ${stands}): không ghi đè. Hãy từ chối, để giáo viên đề nghị lại.`,
      en: `The mark was changed after this was asked (it is ${stands} now) and is not overwritten. Refuse this, so that the teacher asks anew.`,
    });
  }
  tellChanged(work, schoolId, one.classId);
}
