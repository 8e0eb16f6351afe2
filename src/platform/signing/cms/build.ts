import { algorithmDer } from '../algorithm.ts';
import { type Certificate, readCertificate, sha256 } from '../certificates/read.ts';
import { der, nothing, octets, oid, sameBytes, sequence, setOf, whole } from '../der.ts';
import { oids } from '../oids.ts';
import type { Identity } from '../types.ts';

const attribute = (type: string, value: Uint8Array) => sequence(oid(type), setOf(value));
const sha256Algorithm = sequence(oid(oids.sha256), nothing);

/** The certificate that the identity signs with. @throws where it has none or it cannot be read */
export function certificateOf(identity: Identity): Certificate {
  const [own] = identity.chain;
  if (!own) throw new Error('An identity has a certificate.');
  return readCertificate(own);
}

/**
 * What a signature is over (CAdES baseline, EN 319 122-1): the kind and hash of the content, and the certificate itself
 * (signing-certificate-v2), so that no other can be put in its place. The time stands in the PDF's own entry (EN 319 142-1).
 */
export function signedAttributes(certificate: Certificate, contentDigest: Uint8Array): Uint8Array {
  return setOf(
    attribute(oids.contentType, oid(oids.data)),
    attribute(oids.messageDigest, octets(contentDigest)),
    attribute(oids.signingCertificateV2, sequence(sequence(sequence(octets(sha256(certificate.der)))))),
  );
}

const retagged = (set: Uint8Array, tag: number) => Buffer.concat([Uint8Array.of(tag), set.subarray(1)]);

/**
 * The certificates that go along: all but a root, which whoever checks has to know by itself. (With the root inside, NSS, and so
 * pdfsig, calls the certificate of whoever signs a file twice an "unknown issue" the second time.)
 */
export function sentAlong(identity: Identity): Uint8Array[] {
  return identity.chain.filter((bytes, index) => {
    if (index === 0) return true;
    const { issuerDer, subjectDer } = readCertificate(bytes);
    return !sameBytes(issuerDer, subjectDer);
  });
}

/** The finished signature (CMS SignedData without the content), with a time-stamp over its value where there is one. */
export function buildCms(
  identity: Identity,
  certificate: Certificate,
  attributes: Uint8Array,
  signature: Uint8Array,
  timeStampToken?: Uint8Array,
): Uint8Array {
  const signerInfo = sequence(
    whole(1),
    sequence(certificate.issuerDer, certificate.serialDer),
    sha256Algorithm,
    retagged(attributes, 0xa0),
    algorithmDer(identity.algorithm),
    octets(signature),
    ...(timeStampToken ? [der(0xa1, attribute(oids.timeStampToken, timeStampToken))] : []),
  );
  const signedData = sequence(
    whole(1),
    setOf(sha256Algorithm),
    sequence(oid(oids.data)),
    retagged(setOf(...sentAlong(identity)), 0xa0),
    setOf(signerInfo),
  );
  return sequence(oid(oids.signedData), der(0xa0, signedData));
}

/** An ECDSA signature in DER is at most this long for P-256. */
const LONGEST_P256 = 72;
/** Lengths of the boxes around a time-stamp: an attribute, its set, and longer length fields of everything above. */
const AROUND_TIME_STAMP = 64;

/** How many bytes the finished signature takes at most. Computed from its parts, never guessed. */
export function bytesNeeded(
  identity: Identity,
  certificate: Certificate,
  attributes: Uint8Array,
  timeStampBytes: number,
): number {
  const bits = certificate.x509.publicKey.asymmetricKeyDetails?.modulusLength;
  const longest = new Uint8Array(bits ? Math.ceil(bits / 8) : LONGEST_P256);
  const without = buildCms(identity, certificate, attributes, longest).length;
  return timeStampBytes > 0 ? without + timeStampBytes + AROUND_TIME_STAMP : without;
}
