import { house } from '#platform/access.ts';
import type { Signer } from '#platform/signing/index.ts';
import { findSigner, issueSigner, signPdf, signXml } from '#platform/signing/index.ts';
import type { System } from '#platform/system.ts';
import { perform } from '#platform/work.ts';
import { qrSvg, qrText } from './paper/qr-code.ts';
import { transcriptPdf } from './paper/transcript-pdf.ts';
import { sha256 } from './rules/canonical.ts';
import { factsHash, factsText, type TranscriptFacts } from './rules/transcript-facts.ts';
import { transcriptXml } from './rules/transcript-xml.ts';
import { specimenFacts } from './specimens.ts';

/*
 * For tests and for looking at the checking pages: a transcript issued, signed in the order and written down, without a school's
 * whole year behind it.
 */

export interface Specimen {
  publicId: string;
  transcriptId: number;
  qr: string;
  /** After each signature, in their order. */
  pdfs: Uint8Array[];
  xmls: string[];
}

type Write = <T>(statement: string, values: unknown[]) => Promise<T[]>;

const roles = ['homeroom', 'principal', 'seal'] as const;

async function signers(system: System, schoolId: number): Promise<{ name: string; signer: Signer }[]> {
  const owners = [
    { owner: { kind: 'person' as const, id: 900_001 }, name: 'Cô Mẫu Chủ Nhiệm' },
    { owner: { kind: 'person' as const, id: 900_002 }, name: 'Ông Mẫu Hiệu Trưởng' },
    { owner: { kind: 'school' as const, id: schoolId }, name: 'Trường Mẫu' },
  ];
  const found: { name: string; signer: Signer }[] = [];
  for (const { owner, name } of owners) {
    if (!(await findSigner(system, owner)))
      await perform(system, house('specimen', system.today(), [schoolId]), issueSigner, { owner, name });
    const signer = await findSigner(system, owner);
    if (signer) found.push({ name, signer });
  }
  return found;
}

/** Issues and signs one for an enrolment; `asOwner` writes the rows. */
export async function issueSpecimen(
  system: System,
  asOwner: Write,
  of: {
    schoolId: number;
    classId: number;
    enrolmentId: number;
    publicId: string;
    version?: number;
    supersedesId?: number;
    facts?: TranscriptFacts;
    signed?: number;
  },
): Promise<Specimen> {
  const facts = of.facts ?? specimenFacts['tt22-2021'];
  const at = system.clock.now();
  const issue = {
    publicId: of.publicId,
    version: of.version ?? 1,
    supersedes: of.supersedesId ? 'trước' : null,
    why: of.supersedesId ? 'Sửa điểm' : null,
    madeAt: at,
  };
  const xml = transcriptXml(facts, issue);
  const qr = await qrText(system, {
    publicId: of.publicId,
    schoolCode: facts.school.code ?? '',
    pupilName: facts.pupil.name,
    birthDay: facts.pupil.birthDay,
    schoolYear: facts.schoolYear,
    grade: facts.grade,
    academic: 'Tốt',
    conduct: 'Tốt',
    outcome: `Được lên lớp ${facts.grade + 1}`,
    factsSha256: factsHash(facts),
    xmlSha256: sha256(xml),
    issuedAt: at,
  });
  const pdf = transcriptPdf(facts, issue, xml, {
    confirmations: {},
    state: 'to-sign',
    isDevelopment: true,
    at,
    qrSvg: await qrSvg(qr),
    checkUrl: `${system.settings.publicUrl}/check`,
  });
  const [made] = await asOwner<{ transcript_id: number }>(
    `insert into transcripts.transcript (school_id, public_id, enrolment_id, class_id, school_year, grade, version, supersedes_id, why, facts, facts_sha256, xml_sha256, qr, made_by, made_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'test', $14) returning transcript_id`,
    [
      of.schoolId,
      of.publicId,
      of.enrolmentId,
      of.classId,
      facts.schoolYear,
      facts.grade,
      issue.version,
      of.supersedesId ?? null,
      issue.why,
      factsText(facts),
      factsHash(facts),
      sha256(xml),
      qr,
      at,
    ],
  );
  const transcriptId = Number(made?.transcript_id);
  const specimen: Specimen = { publicId: of.publicId, transcriptId, qr, pdfs: [], xmls: [] };
  let last = { pdf, xml };
  for (const [index, { name, signer }] of (await signers(system, of.schoolId)).slice(0, of.signed ?? 3).entries()) {
    const role = roles[index] ?? 'seal';
    last = {
      pdf: await signPdf(last.pdf, { name, reason: role, at }, signer),
      xml: await signXml(last.xml, { at }, signer),
    };
    specimen.pdfs.push(last.pdf);
    specimen.xmls.push(last.xml);
    const keptPdf = await system.files.put(last.pdf);
    const keptXml = await system.files.put(new TextEncoder().encode(last.xml));
    await asOwner(
      `insert into transcripts.signature (school_id, transcript_id, role, signer_id, signed_by, signer_name, certificate_sha256, is_development, signed_at, pdf_sha256, pdf_bytes, xml_sha256, verified_at)
       values ($1, $2, $3, 1, 'test', $4, 'x', true, $5, $6, $7, $8, $5)`,
      [of.schoolId, transcriptId, role, name, at, keptPdf.sha256, keptPdf.bytes, keptXml.sha256],
    );
  }
  return specimen;
}
