import { type Judged, judgeCertificate } from './certificates/judge.ts';
import type { Certificate } from './certificates/read.ts';
import { readTimeStamp, stampsSignature } from './cms/read.ts';
import type { Trust, Verdict, VerifiedSignature, VerifyOptions } from './types.ts';

/** What a time-stamp says, and whether its authority is believed. Undefined where it speaks of something else, or is broken. */
export function judgeTimeStamp(
  token: Uint8Array | null,
  signature: Uint8Array,
  trust: Trust,
): VerifiedSignature['timeStamp'] {
  if (!token) return null;
  try {
    const stamp = readTimeStamp(token);
    const { certificate, certificates } = stamp.cms;
    if (!certificate || !stampsSignature(stamp, signature)) return null;
    const judged = judgeCertificate(certificate, certificates, trust, stamp.at, null);
    return { at: stamp.at, authority: certificate.subject, trusted: judged.state === 'trusted' };
  } catch {
    return null;
  }
}

/** The certificate at the time of signing: as a believed time-stamp proves it, else as the signer claims it. */
export function judgeSigner(
  certificate: Certificate,
  others: readonly Certificate[],
  trust: Trust,
  claimedAt: Date | null,
  timeStamp: VerifiedSignature['timeStamp'],
  options: VerifyOptions,
): Judged {
  const stamped = timeStamp?.trusted ? timeStamp.at : null;
  const proven = [stamped, options.knownSince ?? null].filter(at => at !== null).sort((one, other) => +one - +other)[0];
  const at = stamped ?? claimedAt ?? proven ?? trust.now;
  const judged = judgeCertificate(certificate, others, trust, at, proven ?? null);
  return certificate.maySign ? judged : { ...judged, state: 'unknown-issuer' };
}

export function verdictOf(signatures: readonly VerifiedSignature[], options: VerifyOptions): Verdict {
  if (signatures.length === 0) return options.expected ? 'signature-missing' : 'unsigned';
  if (signatures.some(each => !each.intact || each.changedAfter === 'content')) return 'changed';
  if (signatures.length < (options.expected ?? 1)) return 'signature-missing';
  return signatures.every(each => each.certificate === 'trusted') ? 'valid' : 'not-trusted';
}

/** A signature of which nothing can be read. */
export const brokenSignature: VerifiedSignature = {
  subject: '',
  name: null,
  issuer: '',
  serial: '',
  fingerprint: '',
  reason: null,
  claimedAt: null,
  timeStamp: null,
  intact: false,
  coversWholeDocument: false,
  certificate: 'unknown-issuer',
  revokedAt: null,
  revocationChecked: false,
  development: false,
  changedAfter: 'content',
};
