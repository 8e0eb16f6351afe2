import { createHash, X509Certificate } from 'node:crypto';
import { type Der, hexOf, inside, NotDer, octetsOf, oidOf, readDer, tagged, tags, timeOf } from '../der.ts';
import { oids } from '../oids.ts';

export interface Certificate {
  der: Uint8Array;
  x509: X509Certificate;
  /** INTEGER as it stands, for naming the certificate in a signature. */
  serialDer: Uint8Array;
  serial: string;
  /** Names in DER, to compare; and their common names, to read. */
  issuerDer: Uint8Array;
  subjectDer: Uint8Array;
  issuer: string;
  subject: string;
  from: Date;
  until: Date;
  fingerprint: string;
  isAuthority: boolean;
  /** The certificate may sign documents: its key usage, where it names any, says so. */
  maySign: boolean;
  mayTimeStamp: boolean;
}

/** SHA-256 over bytes, or over several runs of them. */
export function sha256(...parts: readonly Uint8Array[]): Buffer {
  const made = createHash('sha256');
  for (const part of parts) made.update(part);
  return made.digest();
}

/** The common name, or where there is none the last part of the name. */
function nameOf(name: Der): string {
  let last = '';
  for (const parts of inside(name, tags.sequence)) {
    for (const part of inside(parts, tags.set)) {
      const [type, value] = inside(part, tags.sequence);
      if (!value) throw new NotDer();
      last = textOf(value);
      if (oidOf(type) === oids.commonName) return last;
    }
  }
  return last;
}

const BMP_STRING = 0x1e;
const LATIN_STRINGS = [0x13, 0x14, 0x16];

function textOf(value: Der): string {
  const bytes = Buffer.from(value.content);
  if (value.tag === BMP_STRING)
    return bytes
      .subarray(0, bytes.length & ~1)
      .swap16()
      .toString('utf16le');
  return bytes.toString(LATIN_STRINGS.includes(value.tag) ? 'latin1' : 'utf8');
}

function readExtensions(box: Der | undefined): Map<string, Der> {
  const found = new Map<string, Der>();
  for (const extension of box ? inside(inside(box)[0], tags.sequence) : []) {
    const parts = inside(extension, tags.sequence);
    found.set(oidOf(parts[0]), readDer(octetsOf(parts.at(-1))));
  }
  return found;
}

/** Digital signature, or non-repudiation. */
const SIGNING_BITS = 0b1100_0000;

/** @throws NotDer, or what node says of a certificate that it cannot read */
export function readCertificate(bytes: Uint8Array): Certificate {
  const [toBeSigned] = inside(readDer(bytes), tags.sequence);
  const all = inside(toBeSigned, tags.sequence);
  const [serial, , issuer, validity, subject] = all[0]?.tag === 0xa0 ? all.slice(1) : all;
  if (!serial || !issuer || !subject) throw new NotDer();
  const [from, until] = inside(validity, tags.sequence);
  const extensions = readExtensions(tagged(all, 3));
  const constraints = extensions.get(oids.basicConstraints);
  const usage = extensions.get(oids.keyUsage);
  const purposes = extensions.get(oids.extendedKeyUsage);
  return {
    der: bytes,
    x509: new X509Certificate(bytes),
    serialDer: serial.bytes,
    serial: hexOf(serial.content).replace(/^00(?=..)/, ''),
    issuerDer: issuer.bytes,
    subjectDer: subject.bytes,
    issuer: nameOf(issuer),
    subject: nameOf(subject),
    from: timeOf(from),
    until: timeOf(until),
    fingerprint: sha256(bytes).toString('hex'),
    isAuthority:
      constraints !== undefined && inside(constraints).some(part => part.tag === tags.boolean && part.content[0] !== 0),
    maySign: usage === undefined || ((usage.content[1] ?? 0) & SIGNING_BITS) !== 0,
    mayTimeStamp: purposes !== undefined && inside(purposes).some(part => oidOf(part) === oids.timeStamping),
  };
}

/** The DER of every certificate in a PEM text, in its order. */
export const fromPem = (pem: string): Uint8Array[] =>
  [...pem.matchAll(/-----BEGIN CERTIFICATE-----([\s\S]+?)-----END CERTIFICATE-----/g)].map(([, body = '']) =>
    Buffer.from(body, 'base64'),
  );

export const toPem = (bytes: Uint8Array, what = 'CERTIFICATE'): string =>
  `-----BEGIN ${what}-----\n${Buffer.from(bytes)
    .toString('base64')
    .replaceAll(/.{64}(?=.)/g, '$&\n')}\n-----END ${what}-----\n`;
