import { createHash } from 'node:crypto';
import type { Query } from '#platform/database/database.ts';
import type { Counts } from '../importers/check-file.ts';
import type { ImportKind } from '../importers/plan.ts';

export interface ImportLine {
  importId: number;
  kind: ImportKind;
  fileName: string;
  schoolYear: string | null;
  importedAt: Date;
  counts: Counts;
}

export interface ImportWork {
  longWorkId: number;
  kind: ImportKind;
  done: number;
  total: number | null;
  begunAt: Date | null;
  outcome: 'done' | 'refused' | 'failed' | null;
  answer: { counts?: Counts; said?: { vi: string; en: string } } | null;
}

/** What was brought in, the newest first. */
export async function listImports(db: Query<'schools'>, schoolId: number): Promise<ImportLine[]> {
  const rows = await db
    .selectFrom('schools.import')
    .select(['import_id', 'kind', 'file_name', 'school_year', 'imported_at', 'counts'])
    .where('school_id', '=', schoolId)
    .orderBy('import_id', 'desc')
    .limit(30)
    .execute();
  return rows.map(row => ({
    importId: row.import_id,
    kind: row.kind,
    fileName: row.file_name,
    schoolYear: row.school_year,
    importedAt: row.imported_at,
    counts: row.counts as Counts,
  }));
}

const workPrefix = 'schools.import-';

function works(db: Query<'schools'>, schoolId: number) {
  return db
    .selectFrom('platform.long_work')
    .select(['long_work_id', 'kind', 'done', 'total', 'begun_at', 'outcome', 'answer'])
    .where('school_id', '=', schoolId)
    .where('kind', 'like', `${workPrefix}%`);
}

const workOf = (row: {
  long_work_id: number;
  kind: string;
  done: number;
  total: number | null;
  begun_at: Date | null;
  outcome: ImportWork['outcome'];
  answer: unknown;
}): ImportWork => ({
  longWorkId: row.long_work_id,
  kind: row.kind.slice(workPrefix.length) as ImportKind,
  done: row.done,
  total: row.total,
  begunAt: row.begun_at,
  outcome: row.outcome,
  answer: row.answer as ImportWork['answer'],
});

/** Imports that are still under way: left, and found again here. */
export const listImportsUnderWay = async (db: Query<'schools'>, schoolId: number): Promise<ImportWork[]> =>
  (await works(db, schoolId).where('outcome', 'is', null).orderBy('long_work_id', 'desc').limit(5).execute()).map(
    workOf,
  );

export async function findImportWork(
  db: Query<'schools'>,
  schoolId: number,
  longWorkId: number,
): Promise<ImportWork | undefined> {
  const row = await works(db, schoolId).where('long_work_id', '=', longWorkId).executeTakeFirst();
  return row && workOf(row);
}

export async function findKeptFile(
  db: Query<'schools'>,
  schoolId: number,
  keptFileId: number,
): Promise<{ name: string; sha256: string } | undefined> {
  return await db
    .selectFrom('platform.kept_file')
    .select(['name', 'sha256'])
    .where('school_id', '=', schoolId)
    .where('kept_file_id', '=', keptFileId)
    .executeTakeFirst();
}

/** Names the shape of a heading row: the same headings in the same places, whatever stands below. */
export const headingsHash = (headings: readonly { index: number; text: string }[]): string =>
  createHash('sha256')
    .update(
      JSON.stringify(headings.filter(each => each.text !== '').map(each => [each.index, each.text.toLowerCase()])),
    )
    .digest('hex');

/** What the school said of a file with these headings, once. */
export async function rememberedColumns(
  db: Query<'schools'>,
  schoolId: number,
  kind: ImportKind,
  hash: string,
): Promise<Record<string, number | null> | undefined> {
  const row = await db
    .selectFrom('schools.import_mapping')
    .select('mapping')
    .where('school_id', '=', schoolId)
    .where('kind', '=', kind)
    .where('headings_hash', '=', hash)
    .executeTakeFirst();
  return row?.mapping as Record<string, number | null> | undefined;
}
