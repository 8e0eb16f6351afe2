import { sql } from 'kysely';
import { z } from 'zod';
import { count } from '#platform/format.ts';
import { refuse } from '#platform/refusal.ts';
import { command, type Work } from '#platform/work.ts';
import { may } from '../access.ts';
import { missingByClass, missingMarks, unjudgedPupils } from '../queries/missing.ts';
import { anId, aSchoolYear, aTerm, holds } from './fields.ts';
import { lockClosing } from './lock-closing.ts';
import { ledClass } from './of-class.ts';
import { tellChanged } from './tell-changed.ts';

type Doing = Work<'gradebook'>;
interface TermOf {
  schoolId: number;
  schoolYear: string;
  term: 1 | 2;
  /** null: the whole school. */
  classId: number | null;
}

const why = z.string().trim().max(500);

async function lastWord(work: Doing, { schoolId, schoolYear, term, classId }: TermOf): Promise<string | undefined> {
  const { rows } = await sql<{
    what: string;
  }>`select what from gradebook.closing where school_id = ${schoolId} and school_year = ${schoolYear}
    and term = ${term} and class_id is not distinct from ${classId} and mark_column_id is null order by closing_id desc limit 1`.execute(
    work.db,
  );
  return rows[0]?.what;
}

async function write(work: Doing, of: TermOf, what: 'closed' | 'reopened', reason: string | null): Promise<void> {
  await sql`insert into gradebook.closing (school_id, school_year, term, class_id, what, reason, at, by)
    values (${of.schoolId}, ${of.schoolYear}, ${of.term}, ${of.classId}, ${what}, ${reason}, ${work.now}, ${work.actor.name})`.execute(
    work.db,
  );
  const { rows } = await sql<{ classId: number }>`select class_id as "classId" from schools.published_class
    where school_id = ${of.schoolId} and school_year = ${of.schoolYear} and (${of.classId}::bigint is null or class_id = ${of.classId})`.execute(
    work.db,
  );
  for (const { classId } of rows) tellChanged(work, of.schoolId, classId);
}

const stillMissing = (marks: number, pupils: number): never =>
  refuse('still-missing', {
    vi: `Còn thiếu ${count(marks)} điểm${pupils > 0 ? ` và đánh giá của ${count(pupils)} học sinh` : ''}.`,
    en: `${count(marks)} marks${pupils > 0 ? ` and the assessment of ${count(pupils)} pupils` : ''} are missing.`,
  });

/** The homeroom teacher or the principal closes a class's term. What is missing is said, and asked about once. Closing again changes nothing. */
export const closeTerm = command('gradebook', 'close-term', {
  input: z.object({ schoolId: anId, classId: anId, term: aTerm, sure: z.boolean() }),
  async run(work, { schoolId, classId, term, sure }): Promise<void> {
    const { schoolYear } = await ledClass(work, { schoolId, classId }, 'oversee');
    const of = { schoolId, schoolYear, term, classId };
    await lockClosing(work, schoolId);
    if (!sure) {
      const columns = await missingMarks(work.db, of, work.today);
      const pupils = await unjudgedPupils(work.db, of, work.today);
      const marks = columns.reduce((all, each) => all + each.missing, 0);
      if (marks + pupils.length > 0) stillMissing(marks, pupils.length);
    }
    const again = (await lastWord(work, of)) === 'closed';
    if (!again) await write(work, of, 'closed', null);
    work.audit({ event: 'term.closed', subject: `class:${classId}`, schoolId, data: { schoolYear, term, again } });
  },
});

/** The principal closes a term of the whole school. */
export const closeSchoolTerm = command('gradebook', 'close-school-term', {
  input: z.object({ schoolId: anId, schoolYear: aSchoolYear, term: aTerm, sure: z.boolean() }),
  async run(work, { schoolId, schoolYear, term, sure }): Promise<void> {
    work.allowed(await holds(work.db, may(work.actor).oversee(schoolId)));
    const of = { schoolId, schoolYear, term, classId: null };
    await lockClosing(work, schoolId);
    if (!sure) {
      const classes = await missingByClass(work.db, of, work.today);
      const marks = [...classes.values()].reduce((all, each) => all + each.missing, 0);
      if (marks > 0) stillMissing(marks, 0);
    }
    const again = (await lastWord(work, of)) === 'closed';
    if (!again) await write(work, of, 'closed', null);
    work.audit({ event: 'term.closed', subject: `school:${schoolId}`, schoolId, data: { schoolYear, term, again } });
  },
});

const mustHaveReason = (reason: string) =>
  reason === '' && refuse('empty', { vi: 'Hãy ghi lý do mở lại.', en: 'Say why it is opened again.' }, 'reason');

/** The principal opens a class's term again, and says why. While the whole school's term is closed, that is what is to be opened. */
export const reopenTerm = command('gradebook', 'reopen-term', {
  input: z.object({ schoolId: anId, classId: anId, term: aTerm, reason: why }),
  async run(work, { schoolId, classId, term, reason }): Promise<void> {
    const { rows } = await sql<{ schoolYear: string }>`select school_year as "schoolYear" from schools.published_class c
      where c.school_id = ${schoolId} and c.class_id = ${classId} and ${may(work.actor).oversee(sql<number>`c.school_id`)}`.execute(
      work.db,
    );
    const { schoolYear } = work.allowed(rows[0]);
    mustHaveReason(reason);
    await lockClosing(work, schoolId);
    const of = { schoolId, schoolYear, term, classId };
    if ((await lastWord(work, { ...of, classId: null })) === 'closed')
      refuse('school-closed', {
        vi: 'Học kỳ đã khóa cho toàn trường: hãy mở lại học kỳ của toàn trường trước.',
        en: 'The term is closed for the whole school: open that first.',
      });
    if ((await lastWord(work, of)) !== 'closed')
      refuse('not-closed', { vi: 'Học kỳ của lớp đang mở.', en: 'The class’s term is open.' });
    await write(work, of, 'reopened', reason);
    work.audit({ event: 'term.reopened', subject: `class:${classId}`, schoolId, data: { schoolYear, term, reason } });
  },
});

export const reopenSchoolTerm = command('gradebook', 'reopen-school-term', {
  input: z.object({ schoolId: anId, schoolYear: aSchoolYear, term: aTerm, reason: why }),
  async run(work, { schoolId, schoolYear, term, reason }): Promise<void> {
    work.allowed(await holds(work.db, may(work.actor).oversee(schoolId)));
    mustHaveReason(reason);
    await lockClosing(work, schoolId);
    const of = { schoolId, schoolYear, term, classId: null };
    if ((await lastWord(work, of)) !== 'closed')
      refuse('not-closed', { vi: 'Học kỳ của toàn trường đang mở.', en: 'The school’s term is open.' });
    await write(work, of, 'reopened', reason);
    work.audit({ event: 'term.reopened', subject: `school:${schoolId}`, schoolId, data: { schoolYear, term, reason } });
  },
});
