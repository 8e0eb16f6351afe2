import { sql } from 'kysely';
import { z } from 'zod';
import { refuse } from '#platform/refusal.ts';
import { command, type Work } from '#platform/work.ts';
import { may } from '../access.ts';
import type { CourseKind } from '../rules/columns.ts';
import { isMark, type MarkValue, readMark, showMark } from '../rules/read-mark.ts';
import type { Regime } from '../rules/regime.ts';
import { aDay, anId, aSchoolYear, aTerm, holds } from './fields.ts';
import { pupilOfYear } from './of-class.ts';
import { tellChanged } from './tell-changed.ts';

type Doing = Work<'gradebook'>;
interface OfPupil {
  schoolId: number;
  enrolmentId: number;
  schoolYear: string;
}

const forms = { scored: 'tenths', comment: 'pass', levels: 'level' } as const;

/** How a subject is judged in the pupil's class. Its own words where the class does not have it. */
async function courseOf(
  work: Doing,
  schoolId: number,
  pupil: { classId: number; grade: number },
  subjectKey: string,
): Promise<{ kind: CourseKind; regime: Regime }> {
  const { rows } = await sql<{ kind: CourseKind; regime: Regime }>`select kind, regime from gradebook.course
    where school_id = ${schoolId} and class_id = ${pupil.classId} and grade = ${pupil.grade} and subject_key = ${subjectKey}`.execute(
    work.db,
  );
  return (
    rows[0] ??
    refuse(
      'subject',
      { vi: 'Lớp của học sinh không học môn này.', en: 'The pupil’s class does not have this subject.' },
      'subjectKey',
    )
  );
}

function readResult(typed: string, course: { kind: CourseKind; regime: Regime }): MarkValue {
  const read = readMark(typed, { form: forms[course.kind], regime: course.regime });
  if ('fault' in read) refuse(read.fault.code, read.fault, 'value');
  if (!isMark(read.mark)) refuse('empty', { vi: 'Hãy ghi kết quả.', en: 'Write the result.' }, 'value');
  return read.mark;
}

/** The result of a term that a pupil brought from another school, by subject; recorded again, the last word holds and the audit keeps the old one. */
export const recordOutsideResult = command('gradebook', 'record-outside-result', {
  input: z.object({
    schoolId: anId,
    enrolmentId: anId,
    schoolYear: aSchoolYear,
    term: aTerm,
    subjectKey: z.string(),
    value: z.string().max(100),
    source: z.string().trim().max(300),
  }),
  async run(work, { subjectKey, term, value, source, ...of }): Promise<void> {
    const { schoolId, enrolmentId, schoolYear } = of;
    const pupil = await pupilOfYear(work, of, 'either');
    const mark = readResult(value, await courseOf(work, schoolId, pupil, subjectKey));
    if (source === '')
      refuse(
        'empty',
        { vi: 'Hãy ghi trường cũ và giấy tờ, ví dụ “Học bạ Trường THCS …”.', en: 'Name the school and the paper.' },
        'source',
      );
    const before = await oldOf(
      work,
      sql`select tenths, level from gradebook.outside_result where school_id = ${schoolId} and enrolment_id = ${enrolmentId} and school_year = ${schoolYear}
        and term = ${term} and subject_key = ${subjectKey} for update`,
    );
    await sql`insert into gradebook.outside_result (school_id, enrolment_id, school_year, term, subject_key, tenths, level, source, recorded_by, recorded_at)
      values (${schoolId}, ${enrolmentId}, ${schoolYear}, ${term}, ${subjectKey}, ${mark.tenths}, ${mark.level}, ${source}, ${work.actor.name}, ${work.now})
      on conflict (school_id, enrolment_id, school_year, term, subject_key) do update set tenths = excluded.tenths, level = excluded.level, source = excluded.source,
        recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at`.execute(work.db);
    tell(work, 'outside-result.recorded', of, pupil.classId, { term, subjectKey, old: before, new: showMark(mark) });
  },
});

/** A subject assessed again in summer: its result replaces the year's for promotion (TT 22/2021 art. 14; TT 58/2011 art. 16). */
export const recordReassessment = command('gradebook', 'record-reassessment', {
  input: z.object({
    schoolId: anId,
    enrolmentId: anId,
    schoolYear: aSchoolYear,
    subjectKey: z.string(),
    value: z.string().max(100),
    heldOn: aDay,
  }),
  async run(work, { subjectKey, value, heldOn, ...of }): Promise<void> {
    const { schoolId, enrolmentId, schoolYear } = of;
    const { rows } = await sql<{ classId: number; grade: number }>`
      select p.class_id as "classId", p.grade from schools.published_class_place p
      join schools.published_class c on c.school_id = p.school_id and c.class_id = p.class_id and c.school_year = ${schoolYear}
      where p.school_id = ${schoolId} and p.enrolment_id = ${enrolmentId} order by p.from_day desc limit 1`.execute(
      work.db,
    );
    const pupil = work.allowed(rows[0]);
    const rule = may(work.actor);
    work.allowed(
      await holds(
        work.db,
        sql<boolean>`(${rule.oversee(schoolId)} or ${rule.enter(schoolId, pupil.classId, subjectKey)})`,
      ),
    );
    const mark = readResult(value, await courseOf(work, schoolId, pupil, subjectKey));
    if (heldOn > work.today)
      refuse('day', { vi: 'Ngày kiểm tra lại chưa tới.', en: 'That day has not come yet.' }, 'heldOn');
    const before = await oldOf(
      work,
      sql`select tenths, level from gradebook.reassessment where school_id = ${schoolId} and enrolment_id = ${enrolmentId} and school_year = ${schoolYear}
        and subject_key = ${subjectKey} for update`,
    );
    await sql`insert into gradebook.reassessment (school_id, enrolment_id, school_year, subject_key, tenths, level, held_on, recorded_by, recorded_at)
      values (${schoolId}, ${enrolmentId}, ${schoolYear}, ${subjectKey}, ${mark.tenths}, ${mark.level}, ${heldOn}, ${work.actor.name}, ${work.now})
      on conflict (school_id, enrolment_id, school_year, subject_key) do update set tenths = excluded.tenths, level = excluded.level, held_on = excluded.held_on,
        recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at`.execute(work.db);
    tell(work, 'reassessment.recorded', of, pupil.classId, { subjectKey, old: before, new: showMark(mark) });
  },
});

/** What the principal decides of promotion where the circular leaves it to him; the last row holds (TT 22/2021 art. 12.4; TT 27/2020 art. 11). */
export const recordDecision = command('gradebook', 'record-decision', {
  input: z.object({
    schoolId: anId,
    enrolmentId: anId,
    schoolYear: aSchoolYear,
    decided: z.enum(['promoted', 'not-promoted']),
    reason: z.string().trim().max(500),
  }),
  async run(work, { decided, reason, ...of }): Promise<void> {
    const { classId } = await pupilOfYear(work, of, 'oversee');
    if (reason === '') refuse('empty', { vi: 'Hãy ghi lý do quyết định.', en: 'Give the reason.' }, 'reason');
    await sql`insert into gradebook.decision (school_id, enrolment_id, school_year, decided, reason, decided_by, decided_at)
      values (${of.schoolId}, ${of.enrolmentId}, ${of.schoolYear}, ${decided}, ${reason}, ${work.actor.name}, ${work.now})`.execute(
      work.db,
    );
    tell(work, 'promotion.decided', of, classId, { decided });
  },
});

async function oldOf(work: Doing, query: ReturnType<typeof sql>): Promise<string | null> {
  const { rows } = await query.execute(work.db);
  const [row] = rows as MarkValue[];
  return row ? showMark(row) : null;
}

function tell(work: Doing, event: string, of: OfPupil, classId: number, data: Record<string, unknown>): void {
  work.audit({
    event,
    subject: `enrolment:${of.enrolmentId}`,
    schoolId: of.schoolId,
    data: { schoolYear: of.schoolYear, ...data },
  });
  tellChanged(work, of.schoolId, classId);
}
