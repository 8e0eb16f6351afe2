import type { Actor } from '#platform/access.ts';
import {
  finishPdf,
  finishXml,
  type PdfState,
  type Prepared,
  preparePdf,
  prepareXml,
  type Signer,
  SigningFault,
  type Trust,
  timeStampAuthority,
  type XmlState,
} from '#platform/signing/index.ts';
import type { System } from '#platform/system.ts';
import { perform, read } from '#platform/work.ts';
import { recordSignature } from '../commands/record-signature.ts';
import {
  type Confirmations,
  type Kept,
  printTranscript,
  readConfirmations,
  readKept,
  readSigned,
} from '../queries/signed-files.ts';
import type { SignerSeen } from '../queries/signers.ts';
import type { SigningOrder } from '../queries/signing-order.ts';
import { signingReason } from '../rules/signing-order.ts';

/** Few enough that memory stays flat, many enough for one authorisation to be worth its while. */
export const BATCH = 15;

/** A transcript whose files have their place for the order's signature, and the two hashes to sign. */
export interface PreparedTranscript {
  transcriptId: number;
  pdf: Prepared<PdfState>;
  xml: Prepared<XmlState>;
}

export interface HashesToSign {
  transcriptId: number;
  pdf: Uint8Array;
  xml: Uint8Array;
}

export interface SignedValues {
  pdf: Uint8Array;
  xml: Uint8Array;
}

/** What an order signs with: read once, used for every batch. */
export interface OrderAtWork {
  order: SigningOrder;
  signer: SignerSeen;
  /** The page carries the note that a development certificate signs. */
  isDevelopment: boolean;
  /** Who confirmed the subjects, by class: read when the order comes to it, and once. */
  confirmed: Map<number, Confirmations>;
}

/**
 * Readies files for the order's signature. The order's own moment is the time of signing, and nothing else varies: prepared
 * again the hashes are the same, so that a village school sends back signed hashes and no file ever waits in between.
 */
export async function prepareBatch(
  system: System,
  actor: Actor,
  { order, signer, isDevelopment, confirmed }: OrderAtWork,
  transcriptIds: readonly number[],
): Promise<PreparedTranscript[]> {
  const all = await read(system, actor, 'transcripts', async db => {
    const kept = await readKept(db, order.schoolId, transcriptIds);
    for (const { classId, newest } of kept) {
      if (!newest && !confirmed.has(classId))
        confirmed.set(classId, await readConfirmations(db, order.schoolId, classId));
    }
    return kept;
  });
  const { identity, name } = signer;
  const { role, reason } = signingReason[order.role];
  const { TSA_URL } = system.settings;
  const timeStamp = TSA_URL ? { timeStamp: timeStampAuthority(TSA_URL) } : {};
  const prepared: PreparedTranscript[] = [];
  for (const kept of all) {
    const { pdf, xml } = await filesToSign(
      system,
      kept,
      confirmed.get(kept.classId) ?? {},
      isDevelopment,
      order.askedAt,
    );
    const place = kept.facts.school.commune ?? kept.facts.school.province;
    prepared.push({
      transcriptId: kept.transcriptId,
      pdf: await preparePdf(pdf, {
        name,
        reason,
        at: order.askedAt,
        identity,
        ...timeStamp,
        ...(place ? { place } : {}),
      }),
      xml: prepareXml(xml, { at: order.askedAt, identity, role, ...(place ? { place } : {}) }),
    });
  }
  return prepared;
}

const filesToSign = (system: System, kept: Kept, confirmations: Confirmations, isDevelopment: boolean, at: Date) =>
  kept.newest
    ? readSigned(system, kept.newest)
    : printTranscript(system, kept, { confirmations, state: 'to-sign', isDevelopment, at });

/** The hashes of an order alone, batch by batch: what is prepared is forgotten again, and memory stays flat. */
export async function hashBatches(
  system: System,
  actor: Actor,
  work: OrderAtWork,
  transcriptIds: readonly number[],
): Promise<HashesToSign[]> {
  const hashes: HashesToSign[] = [];
  for (let at = 0; at < transcriptIds.length; at += BATCH) {
    const prepared = await prepareBatch(system, actor, work, transcriptIds.slice(at, at + BATCH));
    hashes.push(...prepared.map(({ transcriptId, pdf, xml }) => ({ transcriptId, pdf: pdf.toSign, xml: xml.toSign })));
  }
  return hashes;
}

/** Signs them all under one authorisation, in their order. */
export async function signHashes(signer: Signer, hashes: readonly HashesToSign[]): Promise<SignedValues[]> {
  const values = await signer.signDigests(hashes.flatMap(({ pdf, xml }) => [pdf, xml]));
  if (values.length !== 2 * hashes.length) throw new SigningFault('service-answer');
  return hashes.map((_, at) => ({
    pdf: values[2 * at] ?? new Uint8Array(),
    xml: values[2 * at + 1] ?? new Uint8Array(),
  }));
}

/**
 * Puts the signed hashes into one transcript's files and records them, once verified, in a transaction of their own. What the new
 * files hold within them (each signature is appended, nothing before it moves) is then let go.
 * @throws SigningFault "signature-wrong" where a value was not made by the order's key over these hashes
 */
export async function finishOne(
  system: System,
  actor: Actor,
  order: SigningOrder,
  trust: Trust,
  prepared: PreparedTranscript,
  values: SignedValues,
): Promise<'signed' | 'same'> {
  const pdf = await finishPdf(prepared.pdf.state, values.pdf);
  const xml = finishXml(prepared.xml.state, values.xml);
  const { schoolId, signingOrderId } = order;
  const done = await perform(system, actor, recordSignature, {
    schoolId,
    signingOrderId,
    transcriptId: prepared.transcriptId,
    pdf,
    xml,
    trust,
  });
  for (const sha256 of done.outgrown) await system.files.remove(sha256);
  return done.state;
}
