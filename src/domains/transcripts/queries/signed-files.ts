import { sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';
import type { System } from '#platform/system.ts';
import { qrSvg } from '../paper/qr-code.ts';
import { transcriptPdf } from '../paper/transcript-pdf.ts';
import { sha256 } from '../rules/canonical.ts';
import { type SigningRole, signingRoles } from '../rules/signing-order.ts';
import { type Issue, TranscriptFacts } from '../rules/transcript-facts.ts';
import { transcriptXml } from '../rules/transcript-xml.ts';
import { readCourseStandings } from './course-confirmations.ts';

/** A transcript with what its files are made from, and the newest files where someone signed. */
export interface Kept {
  transcriptId: number;
  enrolmentId: number;
  classId: number;
  facts: TranscriptFacts;
  issue: Issue;
  xmlSha256: string;
  qr: string;
  signed: SigningRole[];
  /** Of the newest signature: it holds the earlier ones. */
  newest: { pdfSha256: string; xmlSha256: string } | undefined;
}

interface Row {
  transcript_id: number;
  enrolment_id: number;
  class_id: number;
  facts: unknown;
  public_id: string;
  version: number;
  supersedes: string | null;
  why: string | null;
  made_at: Date;
  xml_sha256: string;
  qr: string;
  signatures: { role: SigningRole; pdf: string; xml: string }[] | null;
}

/** Several at once, in the order of their ids; the caller has asked who may. One statement. */
export async function readKept(
  db: Query<'transcripts'>,
  schoolId: number,
  transcriptIds: readonly number[],
): Promise<Kept[]> {
  const { rows } =
    await sql<Row>`select t.transcript_id, t.enrolment_id, t.class_id, t.facts, t.public_id, t.version, t.why, t.made_at, t.xml_sha256, t.qr,
      (select o.public_id from transcripts.transcript o where o.school_id = t.school_id and o.transcript_id = t.supersedes_id) as supersedes,
      (select json_agg(json_build_object('role', s.role, 'pdf', s.pdf_sha256, 'xml', s.xml_sha256)) from transcripts.signature s
        where s.school_id = t.school_id and s.transcript_id = t.transcript_id) as signatures
    from transcripts.transcript t where t.school_id = ${schoolId} and t.transcript_id = any (${transcriptIds}::bigint[]) order by t.transcript_id`.execute(
      db,
    );
  return rows.map(row => {
    const signatures = [...(row.signatures ?? [])].sort(
      (a, b) => signingRoles.indexOf(a.role) - signingRoles.indexOf(b.role),
    );
    const last = signatures.at(-1);
    return {
      transcriptId: row.transcript_id,
      enrolmentId: row.enrolment_id,
      classId: row.class_id,
      facts: TranscriptFacts.parse(row.facts),
      issue: {
        publicId: row.public_id,
        version: row.version,
        supersedes: row.supersedes,
        why: row.why,
        madeAt: row.made_at,
      },
      xmlSha256: row.xml_sha256,
      qr: row.qr,
      signed: signatures.map(each => each.role),
      newest: last && { pdfSha256: last.pdf, xmlSha256: last.xml },
    };
  });
}

export interface Confirmations {
  /** By grade and subject: "7 maths". */
  readonly [gradeAndSubject: string]: { by: string; at: Date };
}

/** Who confirmed which subject of a class, for the page; those that still hold. */
export async function readConfirmations(
  db: Query<'transcripts'>,
  schoolId: number,
  classId: number,
): Promise<Confirmations> {
  const courses = await readCourseStandings(db, schoolId, { classId });
  return Object.fromEntries(
    courses.flatMap(course =>
      course.state === 'confirmed' && course.confirmedAt
        ? [[`${course.grade} ${course.subjectKey}`, { by: course.confirmedBy ?? '', at: course.confirmedAt }]]
        : [],
    ),
  );
}

/** The XML as made. @throws where it is no longer what was made: a fault of ours that must not be signed. */
function xmlAsMade(kept: Kept): string {
  const xml = transcriptXml(kept.facts, kept.issue);
  if (sha256(xml) !== kept.xmlSha256)
    throw new Error(`Transcript ${kept.transcriptId} does not come to the XML it was made with.`);
  return xml;
}

export interface HowToPrint {
  confirmations: Confirmations;
  state: 'preview' | 'to-sign';
  isDevelopment: boolean;
  at: Date;
}

/** The page before any signature, set anew from the facts: always the same bytes for the same moment. */
export async function printTranscript(
  system: System,
  kept: Kept,
  how: HowToPrint,
): Promise<{ pdf: Uint8Array; xml: string }> {
  const xml = xmlAsMade(kept);
  const { grade, subjects } = kept.facts;
  const confirmations = Object.fromEntries(
    subjects.flatMap(({ key }) => {
      const found = how.confirmations[`${grade} ${key}`];
      return found ? [[key, found]] : [];
    }),
  );
  const pdf = transcriptPdf(kept.facts, kept.issue, xml, {
    ...how,
    confirmations,
    qrSvg: await qrSvg(kept.qr),
    checkUrl: `${system.settings.publicUrl}/check`,
  });
  return { pdf, xml };
}

/** The files as last signed. */
export async function readSigned(
  system: System,
  newest: NonNullable<Kept['newest']>,
): Promise<{ pdf: Uint8Array; xml: string }> {
  const [pdf, xml] = await Promise.all([system.files.get(newest.pdfSha256), system.files.get(newest.xmlSha256)]);
  return { pdf, xml: new TextDecoder().decode(xml) };
}
