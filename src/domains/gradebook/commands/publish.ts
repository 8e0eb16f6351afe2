import { sql } from 'kysely';
import { z } from 'zod';
import { json } from '#platform/database/types.ts';
import { refuse } from '#platform/refusal.ts';
import type { Said } from '#platform/words.ts';
import { command, type Work } from '#platform/work.ts';
import { may } from '../access.ts';
import {
  type ClassToPublish,
  classesToPublish,
  type NothingNew,
  type Publishable,
  publishable,
} from '../queries/to-publish.ts';
import { anId, aSchoolYear, aTerm, holds } from './fields.ts';
import { ledClass } from './of-class.ts';

type Doing = Work<'gradebook'>;

interface Publishing {
  schoolId: number;
  schoolYear: string;
  term: 1 | 2;
  what: Publishable;
}

const noNews: Readonly<Record<NothingNew, { code: string; said: Said }>> = {
  'none-closed': {
    code: 'nothing',
    said: { vi: 'Chưa có cột nào đã khóa và có điểm.', en: 'No column with marks is closed yet.' },
  },
  'no-marks': { code: 'nothing', said: { vi: 'Chưa có cột nào có điểm.', en: 'There are no marks yet.' } },
  'not-computed': {
    code: 'nothing',
    said: {
      vi: 'Kết quả học kỳ của lớp chưa được tính: hãy nhập đủ điểm trước.',
      en: 'The class’s results of the term are not computed yet: enter the marks first.',
    },
  },
  'seen-already': {
    code: 'published-already',
    said: {
      vi: 'Phụ huynh đã thấy rồi; chưa có gì mới để công bố.',
      en: 'Families see this already; there is nothing new to publish.',
    },
  },
};

/** What each class has to show. Two who publish at once wait for one another, so that the second finds nothing new. */
async function lockedClasses(work: Doing, of: Publishing, classIds: readonly number[]): Promise<ClassToPublish[]> {
  const ordered = [...new Set(classIds)].sort((a, b) => a - b);
  await sql`select pg_advisory_xact_lock(7240104, id::int) from unnest(${ordered}::bigint[]) id`.execute(work.db);
  const classes = await classesToPublish(work.db, { ...of, classIds: ordered });
  work.allowed(classes.length === ordered.length);
  return classes;
}

/** Shows it, each class an entry of its own. Families are told by letter that there is something new, in the background. */
async function show(work: Doing, of: Publishing, classes: readonly ClassToPublish[]): Promise<number[]> {
  const what = of.what === 'results' ? 'results' : 'marks';
  const shown = classes.map(({ classId, columnIds }) => ({ id: classId, columns: what === 'marks' ? columnIds : [] }));
  const { rows } = await sql<{ publicationId: number; classId: number; columns: number }>`
    insert into gradebook.publication (school_id, class_id, school_year, term, what, mark_column_ids, by, at)
    select ${of.schoolId}, c.id, ${of.schoolYear}, ${of.term}, ${what}, array(select jsonb_array_elements_text(c.columns)::bigint), ${work.actor.name}, ${work.now}
    from jsonb_to_recordset(${json(shown)}::jsonb) as c (id bigint, columns jsonb)
    returning publication_id as "publicationId", class_id as "classId", cardinality(mark_column_ids) as columns`.execute(
    work.db,
  );
  for (const { publicationId, classId, columns } of rows) {
    work.audit({
      event: `${what}.published`,
      subject: `class:${classId}`,
      schoolId: of.schoolId,
      data: { publicationId, term: of.term, columns },
    });
    work.later('gradebook.tell-families', { schoolId: of.schoolId, publicationId });
  }
  return rows.map(row => row.publicationId);
}

async function publishClass(
  work: Doing,
  { classId, ...of }: Omit<Publishing, 'schoolYear'> & { classId: number },
): Promise<{ publicationId: number; columns: number }> {
  work.allowed(await holds(work.db, may(work.actor).oversee(of.schoolId)));
  const { schoolYear } = await ledClass(work, { schoolId: of.schoolId, classId }, 'oversee');
  const [own] = await lockedClasses(work, { ...of, schoolYear }, [classId]);
  const klass = work.allowed(own);
  if (klass.nothing) refuse(noNews[klass.nothing].code, noNews[klass.nothing].said);
  const [publicationId = 0] = await show(work, { ...of, schoolYear }, [klass]);
  return { publicationId, columns: klass.columnIds.length };
}

/**
 * Shows families the marks of a class's term: of the columns that are closed, or of all in which marks stand. Later marks of these columns show
 * as they come; other columns wait for the next publication.
 */
export const publishMarks = command('gradebook', 'publish-marks', {
  input: z.object({ schoolId: anId, classId: anId, term: aTerm, which: z.enum(['closed', 'filled']) }),
  run: (work, { which, ...of }): Promise<{ publicationId: number; columns: number }> =>
    publishClass(work, { ...of, what: which }),
});

/** Shows families the results of a class's term (means, comments, conduct), and with the second term those of the year. */
export const publishResults = command('gradebook', 'publish-results', {
  input: z.object({ schoolId: anId, classId: anId, term: aTerm }),
  run: async (work, of): Promise<number> => (await publishClass(work, { ...of, what: 'results' })).publicationId,
});

/**
 * The same for many classes of a school at once, each an entry of its own. Classes with nothing new are passed over: the page has
 * said so, or someone published them meanwhile.
 */
export const publishClasses = command('gradebook', 'publish-classes', {
  input: z.object({
    schoolId: anId,
    schoolYear: aSchoolYear,
    term: aTerm,
    what: z.enum(publishable),
    classIds: z.array(anId).max(500),
  }),
  async run(work, { classIds, ...of }): Promise<{ published: number; passedOver: number }> {
    work.allowed(await holds(work.db, may(work.actor).oversee(of.schoolId)));
    if (classIds.length === 0)
      refuse('empty', { vi: 'Hãy chọn ít nhất một lớp.', en: 'Choose at least one class.' }, 'class');
    const classes = await lockedClasses(work, of, classIds);
    const fresh = classes.filter(klass => klass.nothing === null);
    if (fresh.length === 0) refuse(noNews['seen-already'].code, noNews['seen-already'].said);
    await show(work, of, fresh);
    return { published: fresh.length, passedOver: classes.length - fresh.length };
  },
});
