import { type Cms, readCms } from '../cms/read.ts';
import { brokenSignature, judgeSigner, judgeTimeStamp, verdictOf } from '../judge-signature.ts';
import { oids } from '../oids.ts';
import type { Trust, Verified, VerifiedSignature, VerifyOptions } from '../types.ts';
import { changesAfter, stateAt } from './changes.ts';
import { openPdf, type PdfFile } from './file.ts';
import { isDictionary, NotPdf, type PdfDictionary, PdfReference, PdfText, textOf } from './value.ts';

/** Each signature is compared with what came after it: a file with thousands would keep everybody waiting. */
const MOST_SIGNATURES = 50;

/** The dictionaries of all signed signature fields. */
function signaturesIn(file: PdfFile): PdfDictionary[] {
  const catalog = file.follow(file.trailer.get('Root'));
  const form = file.follow(isDictionary(catalog) ? catalog.get('AcroForm') : null);
  const waiting = isDictionary(form) ? [file.follow(form.get('Fields'))].flat() : [];
  const seen = new Set<number>();
  const found = new Set<PdfDictionary>();
  for (const entry of waiting) {
    if (entry instanceof PdfReference && seen.has(entry.number)) continue;
    if (entry instanceof PdfReference) seen.add(entry.number);
    const field = file.follow(entry);
    if (!isDictionary(field)) continue;
    const kids = file.follow(field.get('Kids'));
    if (Array.isArray(kids)) waiting.push(...kids);
    const value = file.follow(field.get('V'));
    if (isDictionary(value) && value.has('Contents') && value.has('ByteRange')) found.add(value);
    if (found.size > MOST_SIGNATURES) throw new NotPdf();
  }
  return [...found];
}

/** "D:20230530143000+07'00'" */
function timeIn(value: PdfDictionary): Date | null {
  const written = textOf(value.get('M')) ?? '';
  const found = /^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:Z|([+-]\d\d)'?(\d\d)?'?)?/.exec(written);
  if (!found) return null;
  const [, year, month, day, hour, minute, second, zone = '+00', zoneMinutes = '00'] = found;
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}:${zoneMinutes}`);
  return Number.isNaN(at.getTime()) ? null : at;
}

interface Signed {
  value: PdfDictionary;
  contents: Uint8Array;
  /** The first bytes of the file over which it speaks; the hole is exactly the signature's own text. */
  end: number;
  parts: [Uint8Array, Uint8Array];
}

/** What is signed has to be all of a state of the file but the signature itself: a hole elsewhere would hide a change. */
function rangeOf(pdf: Uint8Array, value: PdfDictionary): Signed | undefined {
  const range = value.get('ByteRange');
  const contents = value.get('Contents');
  if (!(contents instanceof PdfText) || !Array.isArray(range) || range.length !== 4) return undefined;
  const [from, holeAt, holeEnd, rest] = range;
  if (from !== 0 || holeAt !== contents.from || holeEnd !== contents.until || typeof rest !== 'number')
    return undefined;
  const end = contents.until + rest;
  if (rest < 0 || end > pdf.length || pdf[contents.from] !== 0x3c) return undefined;
  const parts: Signed['parts'] = [pdf.subarray(0, contents.from), pdf.subarray(contents.until, end)];
  return { value, contents: contents.bytes, end, parts };
}

function readSignature(signed: Signed): Cms | undefined {
  try {
    const cms = readCms(signed.contents);
    // Behind the signature its place is empty: what stood there would be signed by nobody.
    const isClean = signed.contents.subarray(cms.length).every(byte => byte === 0);
    return isClean && cms.contentType === oids.data ? cms : undefined;
  } catch {
    return undefined;
  }
}

function judge(
  signed: Signed,
  isLast: boolean,
  file: PdfFile | undefined,
  pdf: Uint8Array,
  trust: Trust,
  options: VerifyOptions,
): VerifiedSignature {
  const { value, parts, end } = signed;
  const name = textOf(value.get('Name'));
  const reason = textOf(value.get('Reason'));
  const cms = readSignature(signed);
  if (!cms?.certificate) return { ...brokenSignature, name, reason };
  const { certificate, certificates } = cms;
  const claimedAt = timeIn(value) ?? cms.signingTime;
  const timeStamp = judgeTimeStamp(cms.timeStampToken, cms.signature, trust);
  const judged = judgeSigner(certificate, certificates, trust, claimedAt, timeStamp, options);
  const before = end === pdf.length ? file : stateAt(pdf, end);
  return {
    subject: certificate.subject,
    name,
    issuer: certificate.issuer,
    serial: certificate.serial,
    fingerprint: certificate.fingerprint,
    reason,
    claimedAt,
    timeStamp,
    intact: fits(cms, parts),
    coversWholeDocument: end === pdf.length,
    certificate: judged.state,
    revokedAt: judged.revokedAt,
    revocationChecked: judged.revocationChecked,
    development: judged.development,
    changedAfter: before && file ? later(before, file, isLast) : 'content',
  };
}

function fits(cms: Cms, parts: readonly Uint8Array[]): boolean {
  try {
    return cms.fits(parts);
  } catch {
    return false;
  }
}

function later(before: PdfFile, file: PdfFile, isLast: boolean): VerifiedSignature['changedAfter'] {
  try {
    return changesAfter(before, file, isLast);
  } catch {
    return 'content';
  }
}

/** The file as it is; or, where something that is no PDF was put behind it, as it was before that. */
function openWhole(pdf: Uint8Array): { file: PdfFile; isWhole: boolean } | undefined {
  try {
    return { file: openPdf(pdf), isWhole: true };
  } catch {
    const end = Buffer.from(pdf).lastIndexOf('%%EOF');
    const file = end < 0 ? undefined : stateAt(pdf, end + 5);
    return file && { file, isWhole: false };
  }
}

function readSignatures(file: PdfFile): PdfDictionary[] | undefined {
  try {
    return signaturesIn(file);
  } catch {
    return undefined;
  }
}

/** Judges every signature of a PDF, in the order of signing. Never throws over what the file holds. */
export function verifyPdf(pdf: Uint8Array, trust: Trust, options: VerifyOptions = {}): Verified {
  const opened = openWhole(pdf);
  const values = opened && readSignatures(opened.file);
  if (!opened || !values) return { signatures: [], verdict: 'unreadable', development: false };
  const signed = values.map(value => rangeOf(pdf, value));
  const whole = opened.isWhole ? opened.file : undefined;
  const signatures = signed
    .filter(each => each !== undefined)
    .sort((one, other) => one.end - other.end)
    .map((each, index, all) => judge(each, index === all.length - 1, whole, pdf, trust, options));
  for (const each of signed) if (!each) signatures.push(brokenSignature);
  return {
    signatures,
    verdict: verdictOf(signatures, options),
    development: signatures.some(each => each.development),
  };
}
