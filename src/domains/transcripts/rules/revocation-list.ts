/*
 * The list of transcripts that no longer hold, small enough for a phone, signed in the compact form. Version 1, in bytes:
 *
 *   1   version (1)
 *   4   number of the list, counting up: an older one does not replace a newer one
 *   4   made at, seconds since 1970, big-endian
 *   then for each transcript: 8 bytes, the first of the SHA-256 of its public id, and 1 byte, 1 superseded or 2 revoked
 *
 * Ids are hashed, so that the list tells nothing to whoever has not the transcript before them. Runs in browsers too.
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

export function writeRevocationList({ number, madeAt, ended }: RevocationList): Uint8Array {
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
