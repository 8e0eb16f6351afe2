import type { KeyObject } from 'node:crypto';
import { nothing, oid, sequence } from './der.ts';
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
export const P256_BYTES = 64;
