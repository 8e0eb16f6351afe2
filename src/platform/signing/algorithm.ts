import type { KeyObject } from 'node:crypto';
import { inside, integer, nothing, oid, readDer, sequence, tags } from './der.ts';
import { oids } from './oids.ts';
import type { SignatureAlgorithm } from './types.ts';

/** Which of our two algorithms a key signs with. @throws where it is neither P-256 nor RSA of at least 2048 bits */
export function algorithmOf(key: KeyObject): SignatureAlgorithm {
  const { namedCurve, modulusLength } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'ec' && namedCurve === 'prime256v1') return 'ecdsa-p256-sha256';
  if (key.asymmetricKeyType === 'rsa' && (modulusLength ?? 0) >= 2048) return 'rsa-sha256';
  throw new Error('A key that signs is P-256 or RSA of at least 2048 bits.');
}

/** AlgorithmIdentifier, as certificates and signatures carry it. */
export const algorithmDer = (algorithm: SignatureAlgorithm): Uint8Array =>
  algorithm === 'rsa-sha256' ? sequence(oid(oids.rsaSha256), nothing) : sequence(oid(oids.ecdsaSha256));

/** r and s after one another (IEEE P1363), as XML, tokens and browsers have them. */
const P256_BYTES = 64;

/** An ECDSA signature as X.509 has it (DER), turned into r and s after one another. */
export function toPlain(signature: Uint8Array): Uint8Array {
  const out = new Uint8Array(P256_BYTES);
  inside(readDer(signature), tags.sequence).forEach((part, index) => {
    const number = part.content.subarray(Math.max(0, part.content.length - P256_BYTES / 2));
    out.set(number, ((index + 1) * P256_BYTES) / 2 - number.length);
  });
  return out;
}

/** And back. What is in DER already stays. */
export const toDer = (signature: Uint8Array): Uint8Array =>
  signature.length === P256_BYTES
    ? sequence(integer(signature.subarray(0, P256_BYTES / 2)), integer(signature.subarray(P256_BYTES / 2)))
    : signature;
