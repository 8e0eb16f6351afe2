import { z } from 'zod';
import { inTransaction } from '#platform/database/database.ts';
import { json } from '#platform/database/types.ts';
import { keepFile } from '#platform/files/keep.ts';
import { refuse } from '#platform/refusal.ts';
import type { System } from '#platform/system.ts';
import { command } from '#platform/work.ts';
import { type Counts, checkFile } from '../importers/check-file.ts';
import { importKinds } from '../importers/plan.ts';
import { anId, aSchoolYear, mayRun } from './fields.ts';

/** Keeps an uploaded file, so that what is shown, what is done and what is looked up years later is the same file. */
export const keepImportFile = command('schools', 'keep-import-file', {
  input: z.object({ schoolId: anId, fileName: z.string().trim().min(1).max(255), bytes: z.instanceof(Uint8Array) }),
  async run(work, { schoolId, fileName, bytes }): Promise<number> {
    await mayRun(work, schoolId);
    const { keptFileId, sha256 } = await keepFile(work, schoolId, {
      name: fileName,
      mediaType: 'application/octet-stream',
      content: bytes,
    });
    work.audit({
      event: 'import-file.kept',
      subject: `kept-file:${keptFileId}`,
      schoolId,
      data: { sha256 },
    });
    return keptFileId;
  },
});

const columnsGiven = z.record(z.string(), z.number().int().min(0).nullable());
export const order = z.object({
  schoolId: anId,
  kind: z.enum(importKinds),
  schoolYear: aSchoolYear,
  keptFileId: anId,
  legacy: z.enum(['tcvn3', 'vni', 'none']).optional(),
  columns: columnsGiven.optional(),
});
export type ImportOrder = z.infer<typeof order>;

/**
 * Brings a kept file in: all or nothing, in one transaction, checked against the records as they are now and not as they were
 * when someone looked. Performed with a key, it is done once however often a killed job is tried again.
 * @throws Refusal "import-faults" where the file has errors
 */
export const importFile = command('schools', 'import-file', {
  input: order.extend({ longWorkId: anId.optional() }),
  async run(
    work,
    { schoolId, kind, schoolYear, keptFileId, legacy, columns, longWorkId },
  ): Promise<{ importId: number; counts: Counts }> {
    await mayRun(work, schoolId);
    const file = work.allowed(
      await work.db
        .selectFrom('platform.kept_file')
        .select(['name', 'sha256'])
        .where('school_id', '=', schoolId)
        .where('kept_file_id', '=', keptFileId)
        .executeTakeFirst(),
    );
    const bytes = await work.system.files.get(file.sha256);
    const checked = await checkFile(
      work.db,
      kind,
      { schoolId, schoolYear, today: work.today },
      { bytes, fileName: file.name, legacy, ...(columns ? { mapping: { columns } } : {}) },
    );
    const { counts } = checked;
    if (counts.errors > 0)
      refuse('import-faults', {
        vi: `Tệp còn ${counts.errors} lỗi nên chưa nhập gì: hãy sửa rồi nhập lại.`,
        en: `The file has ${counts.errors} faults, so nothing was brought in: mend them and try again.`,
      });
    const total = checked.steps.reduce((sum, step) => sum + step.rows, 0);
    let done = 0;
    for (const step of checked.steps) {
      await step.run(work);
      done += step.rows;
      if (longWorkId) await tellProgress(work.system, schoolId, longWorkId, { done, total });
    }
    const { import_id } = await work.db
      .insertInto('schools.import')
      .values({
        school_id: schoolId,
        kind,
        file_name: file.name,
        sha256: file.sha256,
        kept_file_id: keptFileId,
        school_year: schoolYear,
        counts: json(counts),
        imported_at: work.now,
        imported_by: work.actor.name,
      })
      .returning('import_id')
      .executeTakeFirstOrThrow();
    work.audit({
      event: 'file.imported',
      subject: `import:${import_id}`,
      schoolId,
      data: { kind, schoolYear, sha256: file.sha256, counts },
    });
    return { importId: import_id, counts };
  },
});

/** Asks for a file to be brought in, in the background; answers the long work whose page shows how far it is. */
export const askImport = command('schools', 'ask-import', {
  input: order,
  async run(work, asked): Promise<number> {
    await mayRun(work, asked.schoolId);
    work.allowed(
      await work.db
        .selectFrom('platform.kept_file')
        .select('kept_file_id')
        .where('school_id', '=', asked.schoolId)
        .where('kept_file_id', '=', asked.keptFileId)
        .executeTakeFirst(),
    );
    const { long_work_id } = await work.db
      .insertInto('platform.long_work')
      .values({
        school_id: asked.schoolId,
        kind: `schools.import-${asked.kind}`,
        asked_by: work.actor.name,
        asked_at: work.now,
      })
      .returning('long_work_id')
      .executeTakeFirstOrThrow();
    work.later('schools.import', { ...asked, longWorkId: long_work_id, askedBy: work.actor.personId });
    work.audit({
      event: 'import.asked',
      subject: `long-work:${long_work_id}`,
      schoolId: asked.schoolId,
      data: { kind: asked.kind, keptFileId: asked.keptFileId },
    });
    return long_work_id;
  },
});

/** Remembers which heading means what in this school's files, for the next file with the same headings. */
export const rememberMapping = command('schools', 'remember-mapping', {
  input: z.object({
    schoolId: anId,
    kind: z.enum(importKinds),
    headingsHash: z.string().min(1),
    columns: columnsGiven,
  }),
  async run(work, { schoolId, kind, headingsHash, columns }): Promise<void> {
    await mayRun(work, schoolId);
    await work.db
      .insertInto('schools.import_mapping')
      .values({ school_id: schoolId, kind, headings_hash: headingsHash, mapping: json(columns) })
      .onConflict(conflict =>
        conflict.columns(['school_id', 'kind', 'headings_hash']).doUpdateSet({ mapping: json(columns) }),
      )
      .execute();
    work.audit({ event: 'mapping.remembered', subject: `import-mapping:${kind}`, schoolId });
  },
});

/** How far long work is, and what came of it. Outside the import's own transaction, so that others see it meanwhile. */
export async function tellProgress(
  system: System,
  schoolId: number,
  longWorkId: number,
  told: {
    begun?: Date;
    done?: number;
    total?: number;
    ended?: Date;
    outcome?: 'done' | 'refused' | 'failed';
    answer?: unknown;
  },
): Promise<void> {
  await inTransaction(system.database, { schools: [schoolId] }, 'read write', async tables => {
    await tables
      .updateTable('platform.long_work')
      .set({
        ...(told.begun ? { begun_at: told.begun } : {}),
        ...(told.done === undefined ? {} : { done: told.done }),
        ...(told.total === undefined ? {} : { total: told.total }),
        ...(told.ended ? { ended_at: told.ended } : {}),
        ...(told.outcome ? { outcome: told.outcome } : {}),
        ...(told.answer === undefined ? {} : { answer: json(told.answer) }),
      })
      .where('school_id', '=', schoolId)
      .where('long_work_id', '=', longWorkId)
      .execute();
  });
}
