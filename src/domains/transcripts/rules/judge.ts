import type { Verified } from '#platform/signing/index.ts';

/** The five answers that the checking page leads with. */
export type CheckState = 'valid' | 'changed' | 'superseded' | 'revoked' | 'unknown';

/** Why, in one word; the sentences stand in words/. */
export type CheckWhy =
  | 'whole'
  /** Something signed was changed, or something was added after signing. */
  | 'content-changed'
  /** It names a transcript of ours, and is none of the files that were given out for it. */
  | 'not-our-file'
  /** It names a transcript of ours, and carries no signature at all. */
  | 'signatures-stripped'
  /** An earlier state of a file that has more signatures. */
  | 'signature-missing'
  | 'superseded'
  | 'revoked'
  /** Ours and whole; the school has not finished signing. */
  | 'not-finished'
  | 'unknown-issuer'
  | 'certificate-not-valid'
  | 'certificate-revoked'
  /** Whole and trusted; but made elsewhere, so that we know nothing of what became of it. */
  | 'issued-elsewhere'
  | 'unsigned'
  | 'unreadable';

export interface Judged {
  state: CheckState;
  why: CheckWhy;
}

export type SigningRole = 'homeroom' | 'principal' | 'seal';

/** How a transcript of this house stands; nothing of what is in it. */
export interface Standing {
  isNewest: boolean;
  supersededAt: Date | null;
  revokedAt: Date | null;
  /** In the order of signing. */
  roles: SigningRole[];
  /** Which of the files that were kept this is: after which signature, or as made; null: none of them. */
  fileAfter: SigningRole | 'made' | null;
  /** Since when this very file is known here. */
  knownSince: Date | null;
}

/** What we believe of a file, from its own signatures and from what this house knows of it (undefined: nothing). */
export function judgeFile(verified: Verified, standing: Standing | undefined): Judged {
  const { verdict } = verified;
  if (verdict === 'unreadable') return { state: 'unknown', why: 'unreadable' };
  if (verdict === 'changed') return { state: 'changed', why: 'content-changed' };
  if (verdict === 'signature-missing') return { state: 'changed', why: 'signature-missing' };
  if (standing) return judgeOurs(verified, standing);
  if (verdict === 'unsigned') return { state: 'unknown', why: 'unsigned' };
  if (verdict === 'not-trusted') return { state: 'unknown', why: whyNotTrusted(verified) };
  return { state: 'unknown', why: 'issued-elsewhere' };
}

function judgeOurs(verified: Verified, standing: Standing): Judged {
  if (standing.fileAfter === null)
    return { state: 'changed', why: verified.verdict === 'unsigned' ? 'signatures-stripped' : 'not-our-file' };
  const last = standing.roles.at(-1) ?? 'made';
  if (standing.fileAfter !== last) return { state: 'changed', why: 'signature-missing' };
  const ended = judgeStanding(standing);
  if (ended.state !== 'valid') return ended;
  if (verified.verdict === 'not-trusted') return { state: 'unknown', why: whyNotTrusted(verified) };
  return ended;
}

/** The same without a file: what the number of a transcript alone tells. */
export function judgeStanding(standing: Standing): Judged {
  if (standing.revokedAt) return { state: 'revoked', why: 'revoked' };
  if (standing.supersededAt || !standing.isNewest) return { state: 'superseded', why: 'superseded' };
  if (!standing.roles.includes('seal')) return { state: 'unknown', why: 'not-finished' };
  return { state: 'valid', why: 'whole' };
}

function whyNotTrusted({ signatures }: Verified): CheckWhy {
  const states = signatures.map(each => each.certificate);
  if (states.includes('unknown-issuer')) return 'unknown-issuer';
  if (states.includes('revoked')) return 'certificate-revoked';
  return 'certificate-not-valid';
}
