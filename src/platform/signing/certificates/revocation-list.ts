import { verify } from 'node:crypto';
import { hexOf, inside, NotDer, oidOf, readDer, sameBytes, tags, timeOf } from '../der.ts';
import { hashes, signatureAlgorithms } from '../oids.ts';
import type { Certificate } from './read.ts';

export interface RevocationList {
  issuerDer: Uint8Array;
  from: Date;
  until: Date | null;
  /** Serial (hexadecimal) and since when. */
  revoked: ReadonlyMap<string, Date>;
  /** Signed by this authority. */
  isOf(authority: Certificate): boolean;
}

const isTime = (tag: number | undefined) => tag === tags.utcTime || tag === tags.generalizedTime;

/** @throws NotDer */
export function readRevocationList(bytes: Uint8Array): RevocationList {
  const [toBeSigned, algorithm, signature] = inside(readDer(bytes), tags.sequence);
  if (!toBeSigned || !signature) throw new NotDer();
  const all = inside(toBeSigned, tags.sequence);
  const rest = all[0]?.tag === tags.integer ? all.slice(1) : all;
  const [, issuer, from, next] = rest;
  if (!issuer) throw new NotDer();
  const until = isTime(next?.tag) ? timeOf(next) : null;
  const listed = rest.slice(until ? 4 : 3).find(part => part.tag === tags.sequence);
  const revoked = new Map<string, Date>();
  for (const entry of listed ? inside(listed) : []) {
    const [serial, since] = inside(entry, tags.sequence);
    if (!serial) throw new NotDer();
    revoked.set(hexOf(serial.content).replace(/^00(?=..)/, ''), timeOf(since));
  }
  const { hash } = signatureAlgorithms[oidOf(inside(algorithm)[0])] ?? {};
  return {
    issuerDer: issuer.bytes,
    from: timeOf(from),
    until,
    revoked,
    isOf: authority =>
      hash !== undefined &&
      Object.values(hashes).includes(hash) &&
      sameBytes(authority.subjectDer, issuer.bytes) &&
      verify(hash, toBeSigned.bytes, authority.x509.publicKey, signature.content.subarray(1)),
  };
}
