import { sql } from 'kysely';
import { z } from 'zod';
import { count } from '#platform/format.ts';
import { refuse } from '#platform/refusal.ts';
import { command, type Work } from '#platform/work.ts';
import { may } from '../access.ts';
import { classYears, lackingOf } from '../queries/year-end.ts';
import type { YearClosing } from '../tables.ts';
import { anId, aSchoolYear, holds } from './fields.ts';
import { ledClass } from './of-class.ts';

type Doing = Work<'gradebook'>;
type What = YearClosing['what'];

/** Who closes and reopens years of one school waits for one another. */
export const lockYears = (work: Doing, schoolId: number) =>
  sql`select pg_advisory_xact_lock(7240104, ${schoolId}::int)`.execute(work.db);

export async function writeSteps(
  work: Doing,
  schoolId: number,
  schoolYear: string,
  classIds: readonly number[],
  what: What,
  reason: string | null = null,
): Promise<void> {
  await sql`insert into gradebook.year_closing (school_id, class_id, school_year, what, reason, by, at)
    select ${schoolId}, class_id, ${schoolYear}, ${what}, ${reason}, ${work.actor.name}, ${work.now} from unnest(${[...classIds]}::bigint[]) class_id`.execute(
    work.db,
  );
  for (const classId of classIds)
    work.audit({
      event: `year.${what}`,
      subject: `class:${classId}`,
      schoolId,
      data: { schoolYear, ...(reason === null ? {} : { reason }) },
    });
  work.announce('gradebook.year-step', { schoolId, schoolYear, classIds, what });
}

/**
 * The homeroom teacher hands the class's year in (TT 22/2021 art. 20: consolidates results, lists who is promoted, re-assessed,
 * trained in summer, kept, rewarded). Nothing may be missing of anyone who sits there at the year's end.
 */
export const handInYear = command('gradebook', 'hand-in-year', {
  input: z.object({ schoolId: anId, classId: anId }),
  async run(work, { schoolId, classId }): Promise<void> {
    const { schoolYear } = await ledClass(work, { schoolId, classId }, 'oversee');
    await lockYears(work, schoolId);
    const lacking = await lackingOf(work.db, { schoolId, classId, schoolYear });
    const years = await classYears(work.db, schoolId, schoolYear);
    const own = years.find(each => each.classId === classId);
    if (!own || own.pupils === 0)
      refuse('no-pupils', {
        vi: 'Lớp không có học sinh nào ở cuối năm.',
        en: 'No pupil sits in the class at the year’s end.',
      });
    if (lacking.length > 0)
      refuse('still-missing', {
        vi: `Còn ${count(lacking.length)} học sinh thiếu kết quả: hãy bổ sung rồi nộp lại.`,
        en: `${count(lacking.length)} pupils lack results: complete them and hand in again.`,
      });
    if (own.step === 'handed-in' || own.step === 'approved' || own.step === 'promoted')
      refuse('handed-in', { vi: 'Lớp đã nộp tổng kết năm học.', en: 'The class’s year is handed in already.' });
    await writeSteps(work, schoolId, schoolYear, [classId], 'handed-in');
  },
});

/** The principal approves the years of classes that were handed in (TT 22/2021 art. 18). Those approved already are left as they are. */
export const approveYears = command('gradebook', 'approve-years', {
  input: z.object({ schoolId: anId, schoolYear: aSchoolYear, classIds: z.array(anId).min(1) }),
  async run(work, { schoolId, schoolYear, classIds }): Promise<number> {
    work.allowed(await holds(work.db, may(work.actor).oversee(schoolId)));
    await lockYears(work, schoolId);
    const years = await classYears(work.db, schoolId, schoolYear);
    const asked = years.filter(each => classIds.includes(each.classId));
    work.allowed(asked.length === new Set(classIds).size);
    const early = asked.filter(each => each.step === null || each.step === 'reopened');
    if (early.length > 0)
      refuse('not-handed-in', {
        vi: `Lớp ${early.map(each => each.klass).join(', ')} chưa nộp tổng kết: chờ giáo viên chủ nhiệm.`,
        en: `Class ${early.map(each => each.klass).join(', ')} has not been handed in: the homeroom teacher comes first.`,
      });
    const due = asked.filter(each => each.step === 'handed-in').map(each => each.classId);
    if (due.length === 0)
      work.audit({ event: 'year.approved-again', subject: `school:${schoolId}`, schoolId, data: { schoolYear } });
    else await writeSteps(work, schoolId, schoolYear, due, 'approved');
    return due.length;
  },
});

/** The principal opens a class's year again, and says why. Transcripts made meanwhile are superseded, never changed. */
export const reopenYear = command('gradebook', 'reopen-year', {
  input: z.object({ schoolId: anId, classId: anId, reason: z.string().trim().max(500) }),
  async run(work, { schoolId, classId, reason }): Promise<void> {
    const { rows } = await sql<{ schoolYear: string }>`select school_year as "schoolYear" from schools.published_class c
      where c.school_id = ${schoolId} and c.class_id = ${classId} and ${may(work.actor).oversee(sql<number>`c.school_id`)}`.execute(
      work.db,
    );
    const { schoolYear } = work.allowed(rows[0]);
    if (reason === '') refuse('empty', { vi: 'Hãy ghi lý do mở lại.', en: 'Say why it is opened again.' }, 'reason');
    await lockYears(work, schoolId);
    const own = (await classYears(work.db, schoolId, schoolYear)).find(each => each.classId === classId);
    if (!own?.step || own.step === 'reopened')
      refuse('not-handed-in', { vi: 'Tổng kết của lớp đang mở.', en: 'The class’s year is open.' });
    if (own.step === 'promoted')
      refuse('promoted', {
        vi: 'Học sinh của lớp đã lên lớp ở năm học mới: không mở lại được nữa, hãy sửa từng em bằng học bạ thay thế.',
        en: 'The class’s pupils were led into the new year: it cannot be opened any more; mend single pupils by a superseding transcript.',
      });
    await writeSteps(work, schoolId, schoolYear, [classId], 'reopened', reason);
  },
});
