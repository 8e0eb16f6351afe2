import { type CompactKey, verifyCompact } from '#platform/signing/compact/verify.ts';

/*
 * The list of transcripts that no longer hold, small enough for a phone. Version 1, in bytes:
 *
 *   1   version (1)
 *   4   number of the list, counting up: an older one does not replace a newer one
 *   4   made at, seconds since 1970, big-endian
 *   then for each transcript: 8 bytes, the first of the SHA-256 of its public id, and 1 byte, 1 superseded or 2 revoked
 *
 * Ids are hashed, so that the list tells nothing to whoever has not the transcript before them.
 *
 * It is given out as two base64url texts with a dot between: these bytes, and the compact signature over "rong-revoked-1", a zero
 * byte and their SHA-256. Runs in browsers too.
 */

export type Ended = 'superseded' | 'revoked';

export interface RevocationList {
  number: number;
  madeAt: Date;
  /** By the first eight bytes of the SHA-256 of the public id, hexadecimal. */
  ended: ReadonlyMap<string, Ended>;
}

const VERSION = 1;
const HEAD_BYTES = 9;
const ENTRY_BYTES = 9;
const kinds: readonly Ended[] = ['superseded', 'revoked'];

export function writeRevocationList({ number, madeAt, ended }: RevocationList): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEAD_BYTES + ENTRY_BYTES * ended.size);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, VERSION);
  view.setUint32(1, number);
  view.setUint32(5, Math.floor(madeAt.getTime() / 1000));
  const sorted = [...ended].sort(([one], [other]) => (one < other ? -1 : 1));
  for (const [index, [key, kind]] of sorted.entries()) {
    const at = HEAD_BYTES + ENTRY_BYTES * index;
    for (let byte = 0; byte < 8; byte++)
      view.setUint8(at + byte, Number.parseInt(key.slice(2 * byte, 2 * byte + 2), 16));
    view.setUint8(at + 8, kinds.indexOf(kind) + 1);
  }
  return bytes;
}

/** Undefined where the bytes are no list that this version of us knows. */
export function readRevocationList(bytes: Uint8Array): RevocationList | undefined {
  if (bytes[0] !== VERSION || bytes.length < HEAD_BYTES || (bytes.length - HEAD_BYTES) % ENTRY_BYTES !== 0)
    return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const ended = new Map<string, Ended>();
  for (let at = HEAD_BYTES; at < bytes.length; at += ENTRY_BYTES) {
    const kind = kinds[view.getUint8(at + 8) - 1];
    if (!kind) return undefined;
    ended.set(hexOf(bytes.subarray(at, at + 8)), kind);
  }
  return { number: view.getUint32(1), madeAt: new Date(view.getUint32(5) * 1000), ended };
}

/** How the list names a transcript. */
export async function keyInList(publicId: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(publicId));
  return hexOf(new Uint8Array(hash, 0, 8));
}

/** From this age on a list says little about today. */
export const LIST_IS_OLD_AFTER_DAYS = 7;

export const ageInDays = (madeAt: Date, now: Date): number =>
  Math.max(0, Math.floor((now.getTime() - madeAt.getTime()) / 86_400_000));

const hexOf = (bytes: Uint8Array): string => Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');

const PURPOSE = 'rong-revoked-1\0';

/** What the house signs of a list. */
export async function listDigest(list: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const purpose = new TextEncoder().encode(PURPOSE);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', list));
  const signed = new Uint8Array(purpose.length + digest.length);
  signed.set(purpose);
  signed.set(digest, purpose.length);
  return signed;
}

/** A list as it is given out, opened; undefined where it is not ours. */
export async function openSignedList(signed: string, keys: readonly CompactKey[]): Promise<RevocationList | undefined> {
  const [packed = '', signature = ''] = signed.trim().split('.');
  const list = bytesOf(packed);
  const read = await verifyCompact(signature, keys);
  if (!list || read.state !== 'valid') return undefined;
  const wanted = await listDigest(list);
  return hexOf(wanted) === hexOf(read.payload) ? readRevocationList(list) : undefined;
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[\w-]+$/.test(text)) return undefined;
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), letter => letter.charCodeAt(0));
  } catch {
    return undefined;
  }
}
