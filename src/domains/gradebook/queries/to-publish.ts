import { sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';

/** What families can be shown: marks of closed columns, marks of all columns in which some stand, or the term's results. */
export const publishable = ['closed', 'filled', 'results'] as const;
export type Publishable = (typeof publishable)[number];

/** Why there is nothing to show of a class. */
export type NothingNew = 'none-closed' | 'no-marks' | 'not-computed' | 'seen-already';

/** What there is to show of a class's term. */
export interface ClassToPublish {
  classId: number;
  name: string;
  /** Columns with marks that would be shown, and how many of them families do not see yet. */
  columnIds: number[];
  fresh: number;
  /** Pupils with a result of the term, and of how many of them something is missing. */
  pupils: number;
  notWhole: number;
  isTermClosed: boolean;
  nothing: NothingNew | null;
}

interface Row extends Omit<ClassToPublish, 'nothing'> {
  resultsSeen: boolean;
}

/** The classes of a school's year (or those asked for), with what there is to show of a term. One query, however many. */
export async function classesToPublish(
  db: Query<'gradebook'>,
  of: { schoolId: number; schoolYear: string; term: 1 | 2; what: Publishable; classIds?: readonly number[] },
): Promise<ClassToPublish[]> {
  const { schoolId, schoolYear, term, what, classIds } = of;
  const { rows } = await sql<Row>`
    with shown as materialized (select class_id, what, mark_column_ids, term from gradebook.publication where school_id = ${schoolId} and school_year = ${schoolYear}),
      cols as materialized (select k.class_id, k.mark_column_id, k.mark_column_id = any (array(select unnest(mark_column_ids) from shown)) as seen
        from gradebook.published_column k where k.school_id = ${schoolId} and k.school_year = ${schoolYear} and k.term = ${term}
          and (${classIds ?? null}::bigint[] is null or k.class_id = any (${classIds ?? null}::bigint[]))
          and exists (select from gradebook.mark m where m.school_id = k.school_id and m.mark_column_id = k.mark_column_id and num_nonnulls(m.tenths, m.level) = 1)
          and (${what === 'filled'}::boolean or k.is_closed)),
      last as materialized (select distinct on (class_id) class_id, what from gradebook.closing
        where school_id = ${schoolId} and school_year = ${schoolYear} and term = ${term} and mark_column_id is null order by class_id, closing_id desc),
      made as materialized (select class_id, count(*)::int as pupils, count(*) filter (where not is_whole)::int as not_whole from gradebook.result
        where school_id = ${schoolId} and school_year = ${schoolYear} and period = ${term} group by class_id)
    select g.class_id as "classId", g.name,
      array(select mark_column_id from cols where cols.class_id = g.class_id order by 1) as "columnIds",
      (select count(*)::int from cols where cols.class_id = g.class_id and not seen) as fresh,
      coalesce(made.pupils, 0) as pupils, coalesce(made.not_whole, 0) as "notWhole",
      exists (select from last where (last.class_id = g.class_id or last.class_id is null) and last.what = 'closed') as "isTermClosed",
      exists (select from shown where shown.class_id = g.class_id and shown.what = 'results' and shown.term = ${term}) as "resultsSeen"
    from schools.published_class g left join made on made.class_id = g.class_id
    where g.school_id = ${schoolId} and g.school_year = ${schoolYear} and g.grades[1] >= 1
      and (${classIds ?? null}::bigint[] is null or g.class_id = any (${classIds ?? null}::bigint[]))
    order by g.grades, g.name`.execute(db);
  return rows.map(({ resultsSeen, ...row }) => ({ ...row, nothing: nothingNew(what, row, resultsSeen) }));
}

function nothingNew(
  what: Publishable,
  { columnIds, fresh, pupils }: Pick<Row, 'columnIds' | 'fresh' | 'pupils'>,
  resultsSeen: boolean,
): NothingNew | null {
  if (what === 'results') return pupils === 0 ? 'not-computed' : resultsSeen ? 'seen-already' : null;
  if (columnIds.length === 0) return what === 'closed' ? 'none-closed' : 'no-marks';
  return fresh === 0 ? 'seen-already' : null;
}
