import type { CompactRead } from '#platform/signing/compact/verify.ts';
import type { Judged } from './judge.ts';
import { type QrFacts, readQrPayload } from './qr-payload.ts';
import { ageInDays, LIST_IS_OLD_AFTER_DAYS, type RevocationList } from './revocation-list.ts';

/** Why a code is answered as it is; beside the reasons that a file may have. */
export type CodeWhy =
  | 'code-whole'
  /** Whole; but the list of those revoked is so old, or missing, that it says little about today. */
  | 'list-old'
  | 'list-missing'
  | 'superseded'
  | 'revoked'
  | 'code-forged'
  | 'code-unknown-key'
  | 'code-malformed';

export interface CodeJudged {
  state: Judged['state'];
  why: CodeWhy;
  /** What the code itself says; only of a code that was really signed. */
  facts?: QrFacts;
}

/** What a code says, once its signature was looked at; undefined facts where nothing of it is to be believed. */
export function openCode(read: CompactRead): { why: CodeWhy } | { facts: QrFacts } {
  if (read.state !== 'valid') return { why: `code-${read.state}` };
  const facts = readQrPayload(read.payload);
  return facts ? { facts } : { why: 'code-malformed' };
}

/**
 * Judges a code without a network, with the list at hand.
 * @param key how the list names this transcript (keyInList)
 */
export function judgeCode(facts: QrFacts, key: string, list: RevocationList | undefined, now: Date): CodeJudged {
  const ended = list?.ended.get(key);
  if (ended) return { state: ended, why: ended, facts };
  if (!list) return { state: 'unknown', why: 'list-missing', facts };
  if (ageInDays(list.madeAt, now) > LIST_IS_OLD_AFTER_DAYS) return { state: 'unknown', why: 'list-old', facts };
  return { state: 'valid', why: 'code-whole', facts };
}
