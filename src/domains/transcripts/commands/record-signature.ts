import { sql } from 'kysely';
import { z } from 'zod';
import { refuse } from '#platform/refusal.ts';
import { type Trust, type Verified, verifyPdf, verifyXml } from '#platform/signing/index.ts';
import { command, type Work } from '#platform/work.ts';
import { getSigner, type SignerSeen } from '../queries/signers.ts';
import { findSigningOrder } from '../queries/signing-order.ts';
import { type SigningRole, signingRoles, whyNotYet } from '../rules/signing-order.ts';
import { notVerified, whyNotYetWords } from '../words/refusals.ts';
import { maySign } from './ask-signing.ts';
import { anId, announceChange } from './fields.ts';

/**
 * Takes the signed files of one transcript in: verified once more as they are, stored, and only then counted as signed. Done once
 * however often it is sent: a signature of a role stands or does not. Answers which files the newer ones hold within them.
 */
export const recordSignature = command('transcripts', 'record-signature', {
  input: z.object({
    schoolId: anId,
    signingOrderId: anId,
    transcriptId: anId,
    pdf: z.instanceof(Uint8Array),
    xml: z.string(),
    /** Whom this house believes, read once for the batch. */
    trust: z.custom<Trust>(),
  }),
  async run(
    work,
    { schoolId, signingOrderId, transcriptId, pdf, xml, trust },
  ): Promise<{ state: 'signed' | 'same'; outgrown: string[] }> {
    const order = work.allowed(await findSigningOrder(work.db, schoolId, signingOrderId));
    const { role } = order;
    const found = work.allowed(await findTranscript(work, schoolId, transcriptId));
    work.allowed(order.classIds.includes(found.class_id));
    await maySign(work, schoolId, found.school_year, role, [found.class_id]);
    const signed = found.signatures.map(each => each.role);
    const why = whyNotYet(role, {
      isNewest: found.is_newest,
      isRevoked: found.is_revoked,
      signed,
      coursesConfirmed: found.courses_confirmed,
    });
    work.audit({
      event: why === 'signed' ? 'transcript.found-signed' : 'transcript.signed',
      subject: `transcript:${transcriptId}`,
      schoolId,
      data: { role, signingOrderId },
    });
    if (why === 'signed') return { state: 'same', outgrown: [] };
    if (why) refuse(`not-yet-${why}`, whyNotYetWords[why]);
    const signer = await getSigner(work.db, order.signerId);
    const expected = signed.length + 1;
    const [ofPdf, ofXml] = [verifyPdf(pdf, trust, { expected }), verifyXml(xml, trust, { expected })];
    if (!isWhole(ofPdf, expected, signer) || !isWhole(ofXml, expected, signer))
      refuse('not-verified', notVerified(ofPdf.verdict === 'valid' ? ofXml.verdict : ofPdf.verdict));
    const [keptPdf, keptXml] = [
      await work.system.files.put(pdf),
      await work.system.files.put(new TextEncoder().encode(xml)),
    ];
    await work.db
      .insertInto('transcripts.signature')
      .values({
        school_id: schoolId,
        transcript_id: transcriptId,
        role,
        signer_id: signer.signerId,
        signed_by: order.askedBy,
        signer_name: signer.name,
        certificate_sha256: signer.fingerprint,
        is_development: ofPdf.development,
        signed_at: ofPdf.signatures.at(-1)?.claimedAt ?? work.now,
        time_stamped_at: ofPdf.signatures.at(-1)?.timeStamp?.at ?? null,
        pdf_sha256: keptPdf.sha256,
        pdf_bytes: keptPdf.bytes,
        xml_sha256: keptXml.sha256,
        verified_at: work.now,
      })
      .execute();
    announceChange(work, schoolId, found.school_year);
    return { state: 'signed', outgrown: found.signatures.flatMap(each => [each.pdf, each.xml]) };
  },
});

/** As many signatures as there should be, all whole and believed, and the newest made with the order's own certificate. */
const isWhole = (verified: Verified, expected: number, signer: SignerSeen) =>
  verified.verdict === 'valid' &&
  verified.signatures.length === expected &&
  verified.signatures.at(-1)?.fingerprint === signer.fingerprint;

interface Found {
  class_id: number;
  school_year: string;
  is_newest: boolean;
  is_revoked: boolean;
  courses_confirmed: boolean;
  signatures: { role: SigningRole; pdf: string; xml: string }[];
}

/** Whether confirmations still fit the results was asked when the order's batch was read, a moment ago: here only that they are there. */
async function findTranscript(
  work: Work<'transcripts'>,
  schoolId: number,
  transcriptId: number,
): Promise<Found | undefined> {
  const { rows } = await sql<Found>`select t.class_id, t.school_year,
      not exists (select from transcripts.transcript n where n.school_id = t.school_id and n.supersedes_id = t.transcript_id) as is_newest,
      exists (select from transcripts.revocation r where r.school_id = t.school_id and r.transcript_id = t.transcript_id) as is_revoked,
      not exists (select from gradebook.published_course c where c.school_id = t.school_id and c.class_id = t.class_id and c.grade = t.grade
        and exists (select from gradebook.published_subject_result s where s.school_id = t.school_id and s.enrolment_id = t.enrolment_id
          and s.school_year = t.school_year and s.period = 3 and s.subject_key = c.subject_key)
        and not exists (select from transcripts.course_confirmation k where k.school_id = t.school_id and k.course_id = c.course_id)) as courses_confirmed,
      coalesce((select json_agg(json_build_object('role', s.role, 'pdf', s.pdf_sha256, 'xml', s.xml_sha256)) from transcripts.signature s
        where s.school_id = t.school_id and s.transcript_id = t.transcript_id), '[]') as signatures
    from transcripts.transcript t where t.school_id = ${schoolId} and t.transcript_id = ${transcriptId}`.execute(
    work.db,
  );
  const [found] = rows;
  found?.signatures.sort((a, b) => signingRoles.indexOf(a.role) - signingRoles.indexOf(b.role));
  return found;
}
