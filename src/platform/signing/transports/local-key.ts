import { constants, createPrivateKey, type KeyObject, privateEncrypt } from 'node:crypto';
import { p256 } from '@noble/curves/nist.js';
import { algorithmOf } from '../algorithm.ts';
import { nothing, octets, oid, sequence } from '../der.ts';
import { oids } from '../oids.ts';
import type { Signer } from '../types.ts';

/** DigestInfo (PKCS #1): which hash it is, and the hash. */
export const digestInfo = (digest: Uint8Array) => sequence(sequence(oid(oids.sha256), nothing), octets(digest));

const signRsa = (key: KeyObject) => (digest: Uint8Array) =>
  privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, digestInfo(digest));

/** node signs only what it hashes itself; a signer sees nothing but hashes. The value needed follows from key and hash (RFC 6979). */
function signP256(key: KeyObject): (digest: Uint8Array) => Uint8Array {
  const secret = Buffer.from(key.export({ format: 'jwk' }).d ?? '', 'base64url');
  return digest => p256.sign(digest, secret, { prehash: false, format: 'der' });
}

/** A signer whose key lies here: for development, and for seals where no token is to be had. The key is PKCS #8 in DER. */
export function localKeySigner(chain: readonly Uint8Array[], pkcs8: Uint8Array): Signer {
  const key = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
  const algorithm = algorithmOf(key);
  const sign = algorithm === 'rsa-sha256' ? signRsa(key) : signP256(key);
  return { chain, algorithm, signDigests: async digests => digests.map(sign) };
}
