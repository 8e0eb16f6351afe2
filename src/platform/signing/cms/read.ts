import { constants, createHash, verify } from 'node:crypto';
import { type Certificate, readCertificate, sha256 } from '../certificates/read.ts';
import { type Der, hexOf, inside, NotDer, octetsOf, oidOf, readDer, sameBytes, tagged, tags, timeOf } from '../der.ts';
import { hashes, oids, signatureAlgorithms } from '../oids.ts';

/** A CMS SignedData by one signer, taken apart. */
export interface Cms {
  /** How many bytes it takes. */
  length: number;
  contentType: string;
  /** The content, where it lies inside. */
  content: Uint8Array | null;
  certificates: Certificate[];
  /** The signer's own; undefined where the signature does not bring it along. */
  certificate: Certificate | undefined;
  signature: Uint8Array;
  signingTime: Date | null;
  timeStampToken: Uint8Array | null;
  /** The hash of the content is the signed one, and the signature over it is right. */
  fits(content: readonly Uint8Array[]): boolean;
}

const KEY_IDENTIFIER = 0x80;

function attributesOf(box: Der | undefined): Map<string, Der> {
  const found = new Map<string, Der>();
  for (const attribute of box ? inside(box) : []) {
    const [type, values] = inside(attribute, tags.sequence);
    const [value] = inside(values, tags.set);
    const name = oidOf(type);
    // Twice the same attribute would let two readers see two things.
    if (!value || found.has(name)) throw new NotDer();
    found.set(name, value);
  }
  return found;
}

function readAll(box: Der | undefined): Certificate[] {
  return (box ? inside(box) : []).filter(each => each.tag === tags.sequence).map(each => readCertificate(each.bytes));
}

function ownCertificate(name: Der, certificates: readonly Certificate[]): Certificate | undefined {
  if (name.tag === KEY_IDENTIFIER) return certificates.length === 1 ? certificates[0] : undefined;
  const [issuer, serial] = inside(name, tags.sequence);
  if (!issuer || !serial) throw new NotDer();
  return certificates.find(each => sameBytes(each.issuerDer, issuer.bytes) && sameBytes(each.serialDer, serial.bytes));
}

/** The certificate is the one that the signed attributes name (signing-certificate, RFC 5035), where they name any. */
function namesCertificate(attributes: Map<string, Der>, certificate: Certificate): boolean {
  const second = attributes.get(oids.signingCertificateV2);
  if (second) {
    const parts = inside(inside(inside(second)[0])[0], tags.sequence);
    const [first] = parts;
    const hash = first?.tag === tags.sequence ? hashes[oidOf(inside(first)[0])] : 'sha256';
    const wanted = octetsOf(first?.tag === tags.sequence ? parts[1] : first);
    return hash !== undefined && sameBytes(createHash(hash).update(certificate.der).digest(), wanted);
  }
  const older = attributes.get(oids.signingCertificate);
  if (!older) return true;
  const [wanted] = inside(inside(inside(older)[0])[0], tags.sequence);
  return sameBytes(createHash('sha1').update(certificate.der).digest(), octetsOf(wanted));
}

/** An algorithm by its name; only RSA-PSS has parameters that matter, others have none or NULL. */
function algorithmIn(der: Der | undefined): string {
  const [name, parameters, ...more] = inside(der, tags.sequence);
  const found = oidOf(name);
  const isPlain = parameters === undefined || (parameters.tag === tags.nothing && parameters.content.length === 0);
  if (more.length > 0 || (!isPlain && !signatureAlgorithms[found]?.pss)) throw new NotDer();
  return found;
}

/** Versions that a SignedData or a signer in it may have (RFC 5652). */
function checkVersion(der: Der | undefined, allowed: readonly number[]): void {
  if (der?.tag !== tags.integer || der.content.length !== 1 || !allowed.includes(der.content[0] ?? 0))
    throw new NotDer();
}

/**
 * Also what no signature covers has to be as the standard writes it, so that no byte of ours changes unseen.
 * @throws NotDer where it is no SignedData of exactly one signer
 */
export function readCms(bytes: Uint8Array): Cms {
  const whole = readDer(bytes);
  const [type, box] = inside(whole, tags.sequence);
  if (oidOf(type) !== oids.signedData) throw new NotDer();
  const parts = inside(inside(box, 0xa0)[0], tags.sequence);
  checkVersion(parts[0], [1, 3, 4, 5]);
  const [contentTypeDer, contentBox] = inside(parts[2], tags.sequence);
  const contentType = oidOf(contentTypeDer);
  const certificates = readAll(tagged(parts.slice(3), 0));
  const signers = inside(parts.at(-1), tags.set);
  if (signers.length !== 1) throw new NotDer();
  const info = inside(signers[0], tags.sequence);
  const [version, name, hashAlgorithm, ...rest] = info;
  checkVersion(version, [1, 3]);
  if (!name) throw new NotDer();
  const signed = rest[0]?.tag === 0xa0 ? rest.shift() : undefined;
  const [signatureAlgorithm, signatureDer] = rest;
  const attributes = attributesOf(signed);
  const unsigned = attributesOf(tagged(rest, 1));
  const certificate = ownCertificate(name, certificates);
  const signature = octetsOf(signatureDer);
  const hashName = algorithmIn(hashAlgorithm);
  if (!inside(parts[1], tags.set).map(algorithmIn).includes(hashName)) throw new NotDer();
  const hash = hashes[hashName];
  const scheme = signatureAlgorithms[algorithmIn(signatureAlgorithm)];
  const signingTime = attributes.get(oids.signingTime);
  return {
    length: whole.bytes.length,
    contentType,
    content: contentBox ? octetsOf(inside(contentBox)[0]) : null,
    certificates,
    certificate,
    signature,
    signingTime: signingTime ? timeOf(signingTime) : null,
    timeStampToken: unsigned.get(oids.timeStampToken)?.bytes ?? null,
    fits(content) {
      const digest = attributes.get(oids.messageDigest);
      const kind = attributes.get(oids.contentType);
      if (!hash || !scheme || !certificate || !signed || !digest || !kind) return false;
      const made = createHash(hash);
      for (const part of content) made.update(part);
      if (!sameBytes(made.digest(), octetsOf(digest)) || oidOf(kind) !== contentType) return false;
      if (!namesCertificate(attributes, certificate)) return false;
      const toVerify = Buffer.from(signed.bytes);
      toVerify[0] = tags.set;
      const key = certificate.x509.publicKey;
      const padding = scheme.pss
        ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO }
        : {};
      return verify(scheme.hash ?? hash, toVerify, { key, ...padding }, signature);
    },
  };
}

export interface TimeStamp {
  at: Date;
  serial: string;
  nonce: string | null;
  /** The hash it was asked about. */
  digest: Uint8Array;
  cms: Cms;
}

/** A time-stamp token (RFC 3161), its own signature checked. @throws NotDer where it is none, or wrongly signed */
export function readTimeStamp(token: Uint8Array): TimeStamp {
  const cms = readCms(token);
  if (cms.contentType !== oids.timeStampInfo || !cms.content || !cms.fits([cms.content])) throw new NotDer();
  if (!cms.certificate?.mayTimeStamp) throw new NotDer();
  const [, , imprint, serial, at, ...rest] = inside(readDer(cms.content), tags.sequence);
  const [algorithm, digest] = inside(imprint, tags.sequence);
  if (oidOf(inside(algorithm)[0]) !== oids.sha256 || !serial) throw new NotDer();
  const nonce = rest.find(part => part.tag === tags.integer);
  return {
    at: timeOf(at),
    serial: hexOf(serial.content),
    nonce: nonce ? hexOf(nonce.content) : null,
    digest: octetsOf(digest),
    cms,
  };
}

/** The time-stamp speaks of this signature. */
export const stampsSignature = (stamp: TimeStamp, signature: Uint8Array): boolean =>
  sameBytes(stamp.digest, sha256(signature));
