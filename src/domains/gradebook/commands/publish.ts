import { sql } from 'kysely';
import { z } from 'zod';
import { refuse } from '#platform/refusal.ts';
import { command, type Work } from '#platform/work.ts';
import { may } from '../access.ts';
import { anId, aTerm, holds } from './fields.ts';
import { ledClass } from './of-class.ts';

type Doing = Work<'gradebook'>;

interface Publishing {
  schoolId: number;
  classId: number;
  schoolYear: string;
  term: 1 | 2;
}

async function overseenClass(work: Doing, of: { schoolId: number; classId: number }): Promise<string> {
  work.allowed(await holds(work.db, may(work.actor).oversee(of.schoolId)));
  return (await ledClass(work, of, 'oversee')).schoolYear;
}

/** Families are told by letter that there is something new, in the background. */
async function keep(
  work: Doing,
  of: Publishing,
  what: 'marks' | 'results',
  columnIds: readonly number[],
): Promise<number> {
  const { rows } = await sql<{
    id: number;
  }>`insert into gradebook.publication (school_id, class_id, school_year, term, what, mark_column_ids, by, at)
    values (${of.schoolId}, ${of.classId}, ${of.schoolYear}, ${of.term}, ${what}, ${columnIds}::bigint[], ${work.actor.name}, ${work.now})
    returning publication_id as id`.execute(work.db);
  const publicationId = rows[0]?.id ?? 0;
  work.audit({
    event: `${what}.published`,
    subject: `class:${of.classId}`,
    schoolId: of.schoolId,
    data: { publicationId, term: of.term, columns: columnIds.length },
  });
  work.later('gradebook.tell-families', { schoolId: of.schoolId, publicationId });
  return publicationId;
}

/**
 * Shows families the marks of a class's term: of the columns that are closed, or of all in which marks stand. Later marks of these columns show
 * as they come; other columns wait for the next publication.
 */
export const publishMarks = command('gradebook', 'publish-marks', {
  input: z.object({ schoolId: anId, classId: anId, term: aTerm, which: z.enum(['closed', 'filled']) }),
  async run(work, { schoolId, classId, term, which }): Promise<{ publicationId: number; columns: number }> {
    const schoolYear = await overseenClass(work, { schoolId, classId });
    await sql`select pg_advisory_xact_lock(7240104, ${classId}::int)`.execute(work.db);
    const { rows } = await sql<{ columnId: number; isNew: boolean }>`
      select k.mark_column_id as "columnId", not exists (select from gradebook.publication u where u.school_id = k.school_id and u.class_id = k.class_id
          and u.what = 'marks' and k.mark_column_id = any (u.mark_column_ids)) as "isNew"
      from gradebook.published_column k where k.school_id = ${schoolId} and k.class_id = ${classId} and k.term = ${term}
        and exists (select from gradebook.mark m where m.school_id = k.school_id and m.mark_column_id = k.mark_column_id and num_nonnulls(m.tenths, m.level) = 1)
        and (${which === 'filled'}::boolean or k.is_closed) order by 1`.execute(work.db);
    if (rows.length === 0)
      refuse('nothing', {
        vi: which === 'closed' ? 'Chưa có cột nào đã khóa và có điểm.' : 'Chưa có cột nào có điểm.',
        en: which === 'closed' ? 'No column with marks is closed yet.' : 'There are no marks yet.',
      });
    if (!rows.some(row => row.isNew))
      refuse('published-already', {
        vi: 'Các cột này đã công bố cho phụ huynh rồi; chưa có cột mới.',
        en: 'Families see these columns already; there is no new one.',
      });
    const ids = rows.map(row => row.columnId);
    const publicationId = await keep(work, { schoolId, classId, schoolYear, term }, 'marks', ids);
    return { publicationId, columns: ids.length };
  },
});

/** Shows families the results of a class's term (means, comments, conduct), and with the second term those of the year. */
export const publishResults = command('gradebook', 'publish-results', {
  input: z.object({ schoolId: anId, classId: anId, term: aTerm }),
  async run(work, { schoolId, classId, term }): Promise<number> {
    const schoolYear = await overseenClass(work, { schoolId, classId });
    await sql`select pg_advisory_xact_lock(7240104, ${classId}::int)`.execute(work.db);
    const { rows } = await sql<{ computed: boolean; published: boolean }>`select
      exists (select from gradebook.result r where r.school_id = ${schoolId} and r.class_id = ${classId} and r.period = ${term}) as computed,
      exists (select from gradebook.publication u where u.school_id = ${schoolId} and u.class_id = ${classId} and u.term = ${term} and u.what = 'results') as published`.execute(
      work.db,
    );
    if (!rows[0]?.computed)
      refuse('nothing', {
        vi: 'Kết quả học kỳ của lớp chưa được tính: hãy nhập đủ điểm trước.',
        en: 'The class’s results of the term are not computed yet: enter the marks first.',
      });
    if (rows[0]?.published)
      refuse('published-already', {
        vi: 'Kết quả học kỳ này đã công bố cho phụ huynh; thay đổi về sau tự hiện.',
        en: 'Families see the results of this term already; changes show by themselves.',
      });
    return await keep(work, { schoolId, classId, schoolYear, term }, 'results', []);
  },
});
