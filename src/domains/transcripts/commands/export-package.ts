import { sql } from 'kysely';
import { z } from 'zod';
import { json } from '#platform/database/types.ts';
import { keepFile, readKept } from '#platform/files/keep.ts';
import { refuse } from '#platform/refusal.ts';
import { signCompact } from '#platform/signing/index.ts';
import { command, type Work } from '#platform/work.ts';
import { checkPackage } from '../queries/check-package.ts';
import { getPupil, resultsUnderWay, type TranscriptHeld, transcriptsOf } from '../queries/handover.ts';
import { valueWord } from '../rules/form-words.ts';
import {
  type BroughtResult,
  describePackage,
  manifestDigest,
  type PackageData,
  type PackageFile,
  zipPackage,
} from '../rules/package.ts';
import { anId } from './fields.ts';

export interface Exported {
  handoverId: number;
  keptFileId: number;
  sha256: string;
}

/**
 * Makes the package that goes with a pupil to another school (TT 28/2020, art. 36; QĐ 51/2002 with TT 50/2021): the signed
 * transcripts of each year, the results of the year under way, and the manifest that says what belongs to it.
 */
export const exportPackage = command('transcripts', 'export-package', {
  input: z.object({
    schoolId: anId,
    enrolmentId: anId,
    toWhom: z.string().trim().min(1).max(200),
    why: z.string().trim().max(500).optional(),
  }),
  async run(work, { schoolId, enrolmentId, toWhom, why }): Promise<Exported> {
    const pupil = await getPupil(work.db, work.actor, schoolId, enrolmentId, work.today);
    work.allowed(pupil.mayIssue);
    const held = await transcriptsOf(work.db, schoolId, enrolmentId);
    const results = await resultsUnderWay(
      work.db,
      schoolId,
      enrolmentId,
      held.map(each => each.schoolYear),
    );
    const own = await signedFiles(work, held);
    const earlier = await broughtEarlier(work, schoolId, enrolmentId, new Set(own.map(each => each.path)));
    const files = [...earlier.files, ...own];
    if (files.length === 0 && results.length === 0)
      refuse('nothing-to-hand-over', {
        vi: 'Chưa có học bạ nào đã ký và chưa có kết quả học kì nào của học sinh này để chuyển.',
        en: 'There is no signed transcript and no result of a term of this pupil to hand over yet.',
      });
    const { manifest, all } = describePackage(
      {
        madeAt: work.now.toISOString(),
        from: { code: pupil.schoolCode, name: pupil.school },
        to: toWhom,
        pupil: { name: pupil.name, code: pupil.code, birthDay: pupil.birthDay },
      },
      {
        transcripts: [
          ...earlier.transcripts,
          ...held.map(({ publicId, schoolYear, grade, version, facts }) => ({
            publicId,
            schoolYear,
            grade,
            version,
            facts,
          })),
        ],
        results: results.flatMap(asBrought),
      },
      files,
    );
    const content = zipPackage(manifest, await signCompact(work.system, manifestDigest(manifest)), all, work.now);
    const kept = await keepFile(work, schoolId, {
      name: `ho-so-${pupil.code.replaceAll(/[^\w-]/g, '')}.zip`,
      mediaType: 'application/zip',
      content,
    });
    const handoverId = await noteHandover(work, {
      schoolId,
      enrolmentId,
      kind: 'package-out',
      toWhom,
      keptFileId: kept.keptFileId,
      sha256: kept.sha256,
      manifest: { ...JSON.parse(Buffer.from(manifest).toString('utf8')), ...(why ? { why } : {}) },
    });
    work.audit({
      event: 'package.handed-out',
      subject: `enrolment:${enrolmentId}`,
      schoolId,
      data: { handoverId, toWhom, why, sha256: kept.sha256, transcripts: held.map(each => each.transcriptId) },
    });
    return { handoverId, ...kept };
  },
});

async function signedFiles(work: Work<'transcripts'>, held: readonly TranscriptHeld[]): Promise<PackageFile[]> {
  const files: PackageFile[] = [];
  for (const { schoolYear, pdfSha256, xmlSha256 } of held) {
    if (!pdfSha256 || !xmlSha256) continue;
    files.push(
      { path: `hoc-ba/${schoolYear}.pdf`, content: await work.system.files.get(pdfSha256) },
      { path: `hoc-ba/${schoolYear}.xml`, content: await work.system.files.get(xmlSha256) },
    );
  }
  return files;
}

/** What the pupil brought from earlier schools travels on, where it still holds and this school has no such year of its own. */
async function broughtEarlier(work: Work<'transcripts'>, schoolId: number, enrolmentId: number, taken: Set<string>) {
  const files: PackageFile[] = [];
  const transcripts: PackageData['transcripts'] = [];
  const { rows } = await sql<{
    id: number;
  }>`select h.kept_file_id as id from transcripts.handover h where h.school_id = ${schoolId}
    and h.enrolment_id = ${enrolmentId} and h.kind = 'package-in' and h.kept_file_id is not null order by h.at desc, h.handover_id desc`.execute(
    work.db,
  );
  for (const { id } of rows) {
    const checked = await checkPackage(work.system, (await readKept(work.system, work.db, schoolId, id)).content);
    if ('fault' in checked) continue;
    const holding = checked.transcripts.filter(
      ({ path, checked: { judged } }) =>
        !taken.has(path) && judged.state !== 'revoked' && judged.state !== 'superseded',
    );
    for (const { path, content } of holding) {
      files.push({ path, content });
      taken.add(path);
    }
    const years = new Set(holding.map(({ path }) => path.slice('hoc-ba/'.length).replace(/\.\w+$/, '')));
    transcripts.push(...checked.data.transcripts.filter(each => years.has(each.schoolYear)));
  }
  return { files, transcripts };
}

function asBrought(row: Awaited<ReturnType<typeof resultsUnderWay>>[number]): BroughtResult[] {
  const level = row.level as 'passed' | 'not-passed' | 'T' | 'H' | 'C' | null;
  const value = valueWord({ tenths: row.tenths, level }, row.kind === 'scored' ? 'tenths' : 'level');
  const { schoolYear, term, subjectKey, subject } = row;
  return value ? [{ schoolYear, term, subjectKey, subject, value }] : [];
}

export interface HandoverNoted {
  schoolId: number;
  enrolmentId: number;
  kind: 'extract' | 'package-out' | 'package-in';
  toWhom: string;
  keptFileId: number;
  sha256: string;
  manifest: Record<string, unknown>;
}

export async function noteHandover(work: Work<'transcripts'>, noted: HandoverNoted): Promise<number> {
  const { rows } = await sql<{
    id: number;
  }>`insert into transcripts.handover (school_id, kind, enrolment_id, to_whom, kept_file_id, sha256, manifest, by, at)
    values (${noted.schoolId}, ${noted.kind}, ${noted.enrolmentId}, ${noted.toWhom}, ${noted.keptFileId}, ${noted.sha256}, ${json(noted.manifest)}::jsonb, ${work.actor.name}, ${work.now})
    returning handover_id as id`.execute(work.db);
  return rows[0]?.id ?? 0;
}
