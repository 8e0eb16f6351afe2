import { randomBytes } from 'node:crypto';
import {
  hexOf,
  inside,
  integer,
  NotDer,
  nothing,
  octets,
  oid,
  readDer,
  sameBytes,
  sequence,
  tags,
  whole,
  yes,
} from '../der.ts';
import { SigningFault } from '../fault.ts';
import { oids } from '../oids.ts';
import type { TimeStampAuthority } from '../types.ts';
import { readTimeStamp } from './read.ts';

const WAIT_MS = 15_000;
const LARGEST_ANSWER = 256 * 1024;
/** Serial, time and ECDSA values of one authority's tokens differ by a few bytes. */
const TOKENS_DIFFER_BY = 32;

const granted = (status: Uint8Array) => hexOf(status) === '00' || hexOf(status) === '01';

/** The token in the answer (RFC 3161, 2.4.2), checked against what was asked. @throws NotDer */
function tokenIn(answer: Uint8Array, digest: Uint8Array, nonce: Uint8Array): Uint8Array {
  const [status, token] = inside(readDer(answer), tags.sequence);
  const [code] = inside(status, tags.sequence);
  if (!code || !granted(code.content) || !token) throw new NotDer();
  const stamp = readTimeStamp(token.bytes);
  if (!sameBytes(stamp.digest, digest) || stamp.nonce !== hexOf(readDer(integer(nonce)).content)) throw new NotDer();
  return token.bytes;
}

/** A time-stamp authority spoken to over HTTP (RFC 3161, 3.4). */
export function timeStampAuthority(url: string, waitMs = WAIT_MS): TimeStampAuthority {
  let longest = 0;
  const stamp = async (digest: Uint8Array) => {
    const nonce = randomBytes(8);
    const imprint = sequence(sequence(oid(oids.sha256), nothing), octets(digest));
    const body = Uint8Array.from(sequence(whole(1), imprint, integer(nonce), yes));
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/timestamp-query' },
        body,
        signal: AbortSignal.timeout(waitMs),
      });
      const bytes = new Uint8Array(await answer.arrayBuffer());
      if (!answer.ok || bytes.length > LARGEST_ANSWER) throw new NotDer();
      const token = tokenIn(bytes, digest, nonce);
      longest = Math.max(longest, token.length + TOKENS_DIFFER_BY);
      return token;
    } catch {
      throw new SigningFault('time-stamp-failed');
    }
  };
  return {
    stamp,
    async tokenBytes() {
      if (longest === 0) await stamp(new Uint8Array(32));
      return longest;
    },
  };
}
