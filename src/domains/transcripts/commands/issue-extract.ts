import { sql } from 'kysely';
import { z } from 'zod';
import { keepFile } from '#platform/files/keep.ts';
import { refuse } from '#platform/refusal.ts';
import { findSigner, type Signer, SigningFault, signPdf } from '#platform/signing/index.ts';
import { command, type Work } from '#platform/work.ts';
import { extractPdf } from '../paper/extract-pdf.ts';
import { getPupil, transcriptsOf } from '../queries/handover.ts';
import { findSchoolOn } from '../queries/school-on.ts';
import { findNewestSigner, isUsable } from '../queries/signers.ts';
import { noteHandover } from './export-package.ts';
import { anId, aSchoolYear } from './fields.ts';

/**
 * Gives an extract (trích lục) of the transcripts of chosen years, numbered in the school's book of the year, and logs to whom and
 * what for. Sealed electronically where the school has its seal here and whoever gives it may use the seal.
 */
export const issueExtract = command('transcripts', 'issue-extract', {
  input: z.object({
    schoolId: anId,
    enrolmentId: anId,
    schoolYears: z.array(aSchoolYear).min(1),
    toWhom: z.string().trim().min(1).max(200),
    why: z.string().trim().min(1).max(300),
  }),
  async run(
    work,
    { schoolId, enrolmentId, schoolYears, toWhom, why },
  ): Promise<{ number: string; isSealed: boolean; keptFileId: number }> {
    const pupil = await getPupil(work.db, work.actor, schoolId, enrolmentId, work.today);
    work.allowed(pupil.mayIssue);
    const held = (await transcriptsOf(work.db, schoolId, enrolmentId)).filter(each =>
      schoolYears.includes(each.schoolYear),
    );
    if (held.length < new Set(schoolYears).size)
      refuse(
        'no-transcript',
        {
          vi: 'Có năm học chưa có học bạ: hãy bỏ chọn năm đó.',
          en: 'One of the years has no transcript: leave it out.',
        },
        'schoolYears',
      );
    const number = await nextNumber(work, schoolId);
    const seal = pupil.maySeal ? await findSeal(work, schoolId) : undefined;
    const school = await findSchoolOn(work.db, schoolId, work.today);
    const [newest] = held.slice(-1);
    const plain = extractPdf(
      {
        number,
        on: work.today,
        school,
        pupil: {
          name: pupil.name,
          code: pupil.code,
          birthDay: pupil.birthDay,
          birthPlace: newest?.facts.pupil.birthPlace ?? null,
        },
        toWhom,
        why,
        years: held,
        isSealed: seal !== undefined,
        isDevelopment: seal?.isDevelopment ?? false,
        checkAt: `${work.system.settings.publicUrl}/check`,
      },
      work.now,
    );
    const content = seal ? await sealed(work, seal.signer, plain, { name: school.name, number }) : plain;
    const kept = await keepFile(work, schoolId, {
      name: `trich-luc-${number.replaceAll(/[^\w-]/g, '-')}.pdf`,
      mediaType: 'application/pdf',
      content,
    });
    const handoverId = await noteHandover(work, {
      schoolId,
      enrolmentId,
      kind: 'extract',
      toWhom,
      keptFileId: kept.keptFileId,
      sha256: kept.sha256,
      manifest: {
        number,
        why,
        isSealed: seal !== undefined,
        transcripts: held.map(({ publicId, schoolYear, version }) => ({ publicId, schoolYear, version })),
      },
    });
    work.audit({
      event: 'extract.given',
      subject: `enrolment:${enrolmentId}`,
      schoolId,
      data: { handoverId, number, toWhom, why, schoolYears, isSealed: seal !== undefined },
    });
    return { number, isSealed: seal !== undefined, keptFileId: kept.keptFileId };
  },
});

/** "12/2024/TLHB": counted in each school and calendar year; two who give one at once take turns. */
async function nextNumber(work: Work<'transcripts'>, schoolId: number): Promise<string> {
  await sql`select pg_advisory_xact_lock(hashtext('transcripts.extract'), ${schoolId}::int)`.execute(work.db);
  const year = work.today.slice(0, 4);
  const { rows } = await sql<{
    given: number;
  }>`select count(*)::int as given from transcripts.handover h where h.school_id = ${schoolId} and h.kind = 'extract'
    and h.manifest ->> 'number' like ${`%/${year}/TLHB`}`.execute(work.db);
  return `${(rows[0]?.given ?? 0) + 1}/${year}/TLHB`;
}

/** The school's seal, where it may be used now without asking its keeper for anything; a token or service is asked on paper. */
async function findSeal(
  work: Work<'transcripts'>,
  schoolId: number,
): Promise<{ signer: Signer; isDevelopment: boolean } | undefined> {
  const owner = { kind: 'school' as const, id: schoolId };
  const seen = await findNewestSigner(work.db, owner);
  if (!isUsable(seen, work.now)) return undefined;
  try {
    const signer = await findSigner(work.system, owner);
    return signer && { signer, isDevelopment: seen.isDevelopment };
  } catch (fault) {
    if (fault instanceof SigningFault) return undefined;
    throw fault;
  }
}

const sealed = (work: Work<'transcripts'>, seal: Signer, pdf: Uint8Array, of: { name: string; number: string }) =>
  signPdf(pdf, { name: of.name, reason: `Trích lục học bạ số ${of.number}`, at: work.now }, seal);
