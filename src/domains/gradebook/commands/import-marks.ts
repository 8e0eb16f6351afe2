import { sql } from 'kysely';
import { z } from 'zod';
import type { Actor } from '#platform/access.ts';
import type { Query } from '#platform/database/database.ts';
import { json } from '#platform/database/types.ts';
import { keepFile } from '#platform/files/keep.ts';
import { refuse } from '#platform/refusal.ts';
import type { System } from '#platform/system.ts';
import { command } from '#platform/work.ts';
import { may } from '../access.ts';
import { type MarksPlan, planMarks } from '../importers/plan-marks.ts';
import { type MarksFileRead, readMarksFile } from '../importers/read-marks-file.ts';
import { findEntryCourse } from '../queries/course-entry.ts';
import { getMarkSheet, type MarkSheet } from '../queries/mark-sheet.ts';
import type { HeadingRole } from '../rules/mark-headings.ts';
import { isPrimary } from '../rules/regime.ts';
import { writeComments } from './enter-comments.ts';
import { anId, aTerm } from './fields.ts';
import { keepOpen } from './lock-closing.ts';
import { auditMarks, writeMarks } from './write-marks.ts';

/** Keeps a file of marks, to be looked at before anything is done. Overseers may bring marks in on a teacher's behalf. */
export const keepMarksFile = command('gradebook', 'keep-marks-file', {
  input: z.object({
    schoolId: anId,
    courseId: anId,
    fileName: z.string().trim().min(1).max(255),
    bytes: z.instanceof(Uint8Array),
  }),
  async run(work, { schoolId, courseId, fileName, bytes }): Promise<number> {
    work.allowed(await findEntryCourse(work.db, schoolId, courseId, may(work.actor).bring));
    const { keptFileId, sha256 } = await keepFile(work, schoolId, {
      name: fileName,
      mediaType: 'application/octet-stream',
      content: bytes,
    });
    work.audit({ event: 'marks-file.kept', subject: `course:${courseId}`, schoolId, data: { keptFileId, sha256 } });
    return keptFileId;
  },
});

const aRole = z.custom<HeadingRole>(
  role =>
    typeof role === 'string' &&
    /^(?:none|code|name|family-name|given-name|birth|comment|(?:regular|topic|mid-term|final|mid-level|mid-test|end-level|end-test)\.\d{1,2})$/.test(
      role,
    ),
);

/** Remembers what the headings of such a file mean, as matched by hand: the next file with them is read alike. */
export const rememberMarkColumns = command('gradebook', 'remember-mark-columns', {
  input: z.object({
    schoolId: anId,
    courseId: anId,
    headingsHash: z.string().regex(/^[\da-f]{64}$/),
    roles: z.array(aRole).max(200),
  }),
  async run(work, { schoolId, courseId, headingsHash, roles }): Promise<void> {
    work.allowed(await findEntryCourse(work.db, schoolId, courseId, may(work.actor).bring));
    const said = roles.filter(role => role !== 'none');
    if (new Set(said).size < said.length)
      refuse('role-twice', {
        vi: 'Hai cột của tệp cùng ghép với một cột điểm: hãy bỏ một.',
        en: 'Two columns of the file are matched with the same one: leave one out.',
      });
    await sql`insert into gradebook.sheet_mapping (school_id, headings_hash, mapping) values (${schoolId}, ${headingsHash}, ${json(roles)}::jsonb)
      on conflict (school_id, headings_hash) do update set mapping = excluded.mapping`.execute(work.db);
    work.audit({
      event: 'mark-columns.matched',
      subject: `school:${schoolId}`,
      schoolId,
      data: { headingsHash, roles },
    });
  },
});

/** What was matched by hand for such headings. */
const rememberedRoles = (db: Query<'gradebook'>, schoolId: number) => async (hash: string) => {
  const { rows } = await sql<{ mapping: unknown }>`select mapping from gradebook.sheet_mapping
    where school_id = ${schoolId} and headings_hash = ${hash}`.execute(db);
  return z.array(aRole).safeParse(rows[0]?.mapping).data;
};

export interface LookedAt {
  sheet: MarkSheet;
  fileName: string;
  sha256: string;
  read: MarksFileRead;
  plan: MarksPlan | undefined;
}

/** Reads a kept file beside the sheet as it stands now. Only who kept the file may: it is theirs until it is brought in. */
export async function lookAtMarksFile(
  system: System,
  db: Query<'gradebook'>,
  actor: Actor,
  of: { schoolId: number; courseId: number; term: 1 | 2 | undefined; keptFileId: number; asTenths: boolean },
): Promise<LookedAt | undefined> {
  const sheet = await getMarkSheet(db, actor, of.schoolId, of.courseId, system.today(), of.term);
  const { rows } = await sql<{ name: string; sha256: string }>`select name, sha256 from platform.kept_file
    where school_id = ${of.schoolId} and kept_file_id = ${of.keptFileId} and kept_by = ${actor.name}`.execute(db);
  const [file] = rows;
  if (!sheet.head.mayBring || !file) return undefined;
  const read = await readMarksFile(await system.files.get(file.sha256), file.name, {
    klass: sheet.head.klass,
    isPrimary: isPrimary(sheet.head.regime),
    chosen: rememberedRoles(db, of.schoolId),
  });
  const plan = read.ok ? planMarks(sheet, read.file, of.asTenths) : undefined;
  return { sheet, fileName: file.name, sha256: file.sha256, read, plan };
}

/**
 * Brings in what a kept file says and is in order, read again beside the sheet as it stands at this moment. Faults stay out, and were
 * shown before; a mark that someone changes in the same moment stays theirs.
 */
export const importMarks = command('gradebook', 'import-marks', {
  input: z.object({ schoolId: anId, courseId: anId, term: aTerm, keptFileId: anId, asTenths: z.boolean() }),
  async run(work, input): Promise<{ marks: number; comments: number; faults: number }> {
    await keepOpen(work, input.schoolId);
    const { schoolId, courseId, term } = input;
    const looked = work.allowed(await lookAtMarksFile(work.system, work.db, work.actor, input));
    const { plan, sheet } = looked;
    if (!plan) refuse('file-unreadable', { vi: 'Không đọc được tệp này.', en: 'This file cannot be read.' });
    const revisionOf = await writeMarks(work, schoolId, plan.marks);
    const written = plan.marks.filter(each => revisionOf(each) !== undefined);
    const comments = plan.comments.map(each => ({ ...each, revision: each.revision + 1 }));
    await writeComments(work, { schoolId, courseId, term }, comments);
    auditMarks(work, 'marks.imported', schoolId, sheet.head, written, {
      term,
      keptFileId: input.keptFileId,
      sha256: looked.sha256,
      comments: comments.map(each => [each.enrolmentId, each.before, each.value]),
      faults: plan.faults.length,
    });
    return { marks: written.length, comments: comments.length, faults: plan.faults.length };
  },
});
