import { sql } from 'kysely';
import { z } from 'zod';
import { writeLetter } from '#platform/mail/letter.ts';
import { type Language, words } from '#platform/words.ts';
import { command, type Work } from '#platform/work.ts';
import { anId } from './fields.ts';

const t = words(
  {
    newMarks: 'Có điểm mới',
    newResults: 'Có kết quả học kỳ',
    published: (school: string, klass: string, term: number, results: boolean) =>
      `${school} vừa công bố ${results ? 'kết quả' : 'điểm'} học kỳ ${term === 1 ? 'I' : 'II'} của lớp ${klass}.`,
    see: (url: string) => `Mời anh chị đăng nhập để xem: ${url}/my-children`,
    corrected: 'Điểm đã được sửa',
    refused: 'Đề nghị sửa điểm không được chấp nhận',
    correction: (school: string, subject: string, klass: string, approved: boolean) =>
      approved
        ? `${school} đã sửa một điểm môn ${subject}, lớp ${klass}.`
        : `Đề nghị sửa điểm môn ${subject}, lớp ${klass} không được chấp nhận. Lý do ghi trong danh sách đề nghị.`,
  },
  {
    newMarks: 'New marks',
    newResults: 'Results of the term',
    published: (school: string, klass: string, term: number, results: boolean) =>
      `${school} has published the ${results ? 'results' : 'marks'} of term ${term === 1 ? 'I' : 'II'} of class ${klass}.`,
    see: (url: string) => `Sign in to see them: ${url}/my-children`,
    corrected: 'A mark was corrected',
    refused: 'A correction was refused',
    correction: (school: string, subject: string, klass: string, approved: boolean) =>
      approved
        ? `${school} has corrected a mark in ${subject}, class ${klass}.`
        : `The correction asked for in ${subject}, class ${klass}, was refused. The reason stands in the list of corrections.`,
  },
);

interface Reader {
  email: string;
  language: Language;
}

/** Accounts with an address that can still sign in. */
async function readersOf(work: Work<'gradebook'>, personIds: readonly number[]): Promise<Reader[]> {
  const { rows } = await sql<Reader>`select distinct email, language from platform.account
    where person_id = any (${personIds}::bigint[]) and email is not null and disabled_at is null order by email`.execute(
    work.db,
  );
  return rows;
}

/** The guardians of these pupils on the day; those without an account or address are simply not found later. */
async function guardiansOf(work: Work<'gradebook'>, pupilPersonIds: readonly number[]): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select distinct guardian_person_id as id from directory.published_guardian
    where pupil_person_id = any (${pupilPersonIds}::bigint[]) and from_day <= ${work.today} and ${work.today} < until_day`.execute(
    work.db,
  );
  return rows.map(row => row.id);
}

async function schoolNamed(work: Work<'gradebook'>, schoolId: number): Promise<string> {
  const { rows } = await sql<{ name: string }>`select name from directory.published_place where place_id = ${schoolId}
    order by (from_day <= ${work.today} and ${work.today} < until_day) desc, from_day desc limit 1`.execute(work.db);
  return rows[0]?.name ?? '';
}

const theHouseOnly = (work: Work<'gradebook'>) => work.allowed(work.actor.kind === 'system');

/** "Có điểm mới" to the guardians of a class: no mark and no child's name travels by mail. */
export const tellFamilies = command('gradebook', 'tell-families', {
  input: z.object({ schoolId: anId, publicationId: anId }),
  async run(work, { schoolId, publicationId }): Promise<{ letters: number }> {
    theHouseOnly(work);
    const { rows } = await sql<{ classId: number; klass: string; term: number; what: string }>`
      select u.class_id as "classId", c.name as klass, u.term, u.what from gradebook.publication u
      join schools.published_class c on c.school_id = u.school_id and c.class_id = u.class_id
      where u.school_id = ${schoolId} and u.publication_id = ${publicationId}`.execute(work.db);
    const one = work.allowed(rows[0]);
    const { rows: pupils } = await sql<{
      id: number;
    }>`select distinct e.person_id as id from schools.published_class_place p
      join schools.published_enrolment e on e.school_id = p.school_id and e.enrolment_id = p.enrolment_id
      where p.school_id = ${schoolId} and p.class_id = ${one.classId} and e.until_day > ${work.today}`.execute(work.db);
    const readers = await readersOf(
      work,
      await guardiansOf(
        work,
        pupils.map(pupil => pupil.id),
      ),
    );
    const school = await schoolNamed(work, schoolId);
    const isResults = one.what === 'results';
    for (const { email, language } of readers) {
      const text = t(language);
      await writeLetter(work, {
        receiver: email,
        title: isResults ? text.newResults : text.newMarks,
        body: `${text.published(school, one.klass, one.term, isResults)}\n\n${text.see(work.system.settings.publicUrl)}\n`,
      });
    }
    work.audit({
      event: 'families.told',
      subject: `class:${one.classId}`,
      schoolId,
      data: { publicationId, letters: readers.length },
    });
    return { letters: readers.length };
  },
});

/** Tells the teacher who asked what came of a correction, and the family where it saw the mark. */
export const tellCorrection = command('gradebook', 'tell-correction', {
  input: z.object({ schoolId: anId, correctionId: anId }),
  async run(work, { schoolId, correctionId }): Promise<{ letters: number }> {
    theHouseOnly(work);
    const { rows } = await sql<{
      askedBy: string;
      pupil: number;
      klass: string;
      subject: string;
      approved: boolean;
      published: boolean;
    }>`
      select r.asked_by as "askedBy", e.person_id as pupil, k.name as klass, s.name as subject,
        x.at is not null as approved,
        exists (select from gradebook.publication u where u.school_id = r.school_id and u.class_id = c.class_id and r.mark_column_id = any (u.mark_column_ids) and u.at < x.at) as published
      from gradebook.correction r join gradebook.mark_column m on m.school_id = r.school_id and m.mark_column_id = r.mark_column_id
      join gradebook.course c on c.school_id = m.school_id and c.course_id = m.course_id
      join schools.published_class k on k.school_id = c.school_id and k.class_id = c.class_id
      join schools.published_subject s on s.subject_key = c.subject_key
      join schools.published_enrolment e on e.school_id = r.school_id and e.enrolment_id = r.enrolment_id
      left join gradebook.correction_step x on x.school_id = r.school_id and x.correction_id = r.correction_id and x.step = 'approved'
      where r.school_id = ${schoolId} and r.correction_id = ${correctionId}`.execute(work.db);
    const one = work.allowed(rows[0]);
    const teacher = Number(one.askedBy.replace('person:', ''));
    const family = one.approved && one.published ? await guardiansOf(work, [one.pupil]) : [];
    const readers = await readersOf(work, [...(Number.isInteger(teacher) ? [teacher] : []), ...family]);
    const school = await schoolNamed(work, schoolId);
    for (const { email, language } of readers) {
      const text = t(language);
      await writeLetter(work, {
        receiver: email,
        title: one.approved ? text.corrected : text.refused,
        body: `${text.correction(school, one.subject, one.klass, one.approved)}\n`,
      });
    }
    work.audit({
      event: 'correction.told',
      subject: `correction:${correctionId}`,
      schoolId,
      data: { letters: readers.length },
    });
    return { letters: readers.length };
  },
});
