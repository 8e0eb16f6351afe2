import { sql } from 'kysely';
import { refuse } from '#platform/refusal.ts';
import type { Work } from '#platform/work.ts';
import { may } from '../access.ts';
import { type Regime, regimeFor } from '../rules/regime.ts';

type Doing = Work<'gradebook'>;

/** The class that a homeroom teacher writes about, with the year it belongs to. @throws NotAllowed unless the actor leads it (or may do it otherwise: `or`) */
export async function ledClass(
  work: Doing,
  { schoolId, classId }: { schoolId: number; classId: number },
  or: 'oversee' | 'nobody' = 'nobody',
): Promise<{ name: string; schoolYear: string }> {
  const rule = may(work.actor);
  const mayToo = or === 'oversee' ? rule.oversee(schoolId) : sql<boolean>`false`;
  const { rows } = await sql<{ name: string; schoolYear: string }>`
    select name, school_year as "schoolYear" from schools.published_class c
    where c.school_id = ${schoolId} and c.class_id = ${classId} and (${rule.lead(schoolId, classId)} or ${mayToo})`.execute(
    work.db,
  );
  return work.allowed(rows[0]);
}

/** By which circular each pupil of the class is assessed; pupils of other classes do not exist here. */
export async function pupilsOf(
  work: Doing,
  klass: { schoolId: number; classId: number; schoolYear: string },
  enrolmentIds: readonly number[],
): Promise<Map<number, Regime | undefined>> {
  const { rows } = await sql<{ enrolmentId: number; grade: number }>`
    select distinct on (enrolment_id) enrolment_id as "enrolmentId", grade from schools.published_class_place
    where school_id = ${klass.schoolId} and class_id = ${klass.classId} and enrolment_id = any (${enrolmentIds}::bigint[])
    order by enrolment_id, from_day desc`.execute(work.db);
  work.allowed(rows.length === new Set(enrolmentIds).size);
  return new Map(rows.map(row => [row.enrolmentId, regimeFor(klass.schoolYear, row.grade)]));
}

/** One pupil, in the class of the year; who leads that class, or oversees the school. */
export async function pupilOfYear(
  work: Doing,
  { schoolId, enrolmentId, schoolYear }: { schoolId: number; enrolmentId: number; schoolYear: string },
  who: 'lead' | 'oversee' | 'either',
): Promise<{ classId: number; grade: number; regime: Regime | undefined }> {
  const rule = may(work.actor);
  const klass = sql<number>`seat.class_id`;
  const leads = who === 'oversee' ? sql<boolean>`false` : rule.lead(schoolId, klass);
  const oversees = who === 'lead' ? sql<boolean>`false` : rule.oversee(schoolId);
  const { rows } = await sql<{ classId: number; grade: number }>`
    select seat.class_id as "classId", seat.grade from schools.published_class_place seat
    join schools.published_class c on c.school_id = seat.school_id and c.class_id = seat.class_id and c.school_year = ${schoolYear}
    where seat.school_id = ${schoolId} and seat.enrolment_id = ${enrolmentId} and (${leads} or ${oversees})
    order by seat.from_day desc limit 1`.execute(work.db);
  const found = work.allowed(rows[0]);
  return { ...found, regime: regimeFor(schoolYear, found.grade) };
}

/** Whether the last word on a class's term, or on the whole school's, was "closed". */
export async function isTermClosed(
  work: Doing,
  { schoolId, classId, schoolYear }: { schoolId: number; classId: number; schoolYear: string },
  term: number,
): Promise<boolean> {
  const { rows } = await sql<{ closed: boolean }>`select exists (select from (
      select distinct on (class_id) class_id, what from gradebook.closing
      where school_id = ${schoolId} and school_year = ${schoolYear} and term = ${term} and mark_column_id is null and (class_id = ${classId} or class_id is null)
      order by class_id, closing_id desc) last where what = 'closed') as closed`.execute(work.db);
  return rows[0]?.closed ?? false;
}

/** What belongs to a closed term is not written any more. */
export async function mustBeOpen(
  work: Doing,
  klass: { schoolId: number; classId: number; schoolYear: string },
  term: number,
): Promise<void> {
  if (await isTermClosed(work, klass, term))
    refuse('term-closed', {
      vi: 'Học kỳ này đã khóa. Cần sửa thì nhờ hiệu trưởng mở lại học kỳ của lớp.',
      en: 'This term is closed. To change something, ask the principal to reopen the class’s term.',
    });
}
