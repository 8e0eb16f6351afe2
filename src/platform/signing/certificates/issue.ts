import { createHash, type KeyObject, sign } from 'node:crypto';
import { algorithmDer, algorithmOf } from '../algorithm.ts';
import { bits, der, integer, octets, oid, sequence, setOf, time, utf8, whole, yes } from '../der.ts';
import { oids } from '../oids.ts';
import { type Certificate, readCertificate } from './read.ts';

export interface Named {
  commonName: string;
  organisation?: string;
}

export interface Issue {
  subject: Named;
  publicKey: KeyObject;
  /** At most 20 bytes, never used before by this issuer. */
  serial: Uint8Array;
  from: Date;
  until: Date;
  use: 'authority' | 'signing' | 'time-stamping';
  /** Where the issuer publishes its revocation list. */
  revocationListUrl?: string;
}

/** What signs: an authority's own certificate, or nothing yet where it certifies itself. */
export interface Issuer {
  certificate?: Certificate;
  privateKey: KeyObject;
}

const part = (type: string, value: Uint8Array) => setOf(sequence(oid(type), value));

const nameDer = ({ commonName, organisation }: Named) =>
  sequence(
    part(oids.country, der(0x13, Buffer.from('VN'))),
    ...(organisation ? [part(oids.organisation, utf8(organisation))] : []),
    part(oids.commonName, utf8(commonName)),
  );

const extension = (type: string, value: Uint8Array, critical = false) =>
  sequence(oid(type), ...(critical ? [yes] : []), octets(value));

const keyIdentifier = (publicKey: KeyObject) =>
  createHash('sha1')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest();

/** keyCertSign and cRLSign; digitalSignature and contentCommitment. */
const AUTHORITY_USE = bits(Uint8Array.of(0b0000_0110), 1);
const SIGNING_USE = bits(Uint8Array.of(0b1100_0000), 6);

function extensions(issue: Issue, issuerKey: KeyObject): Uint8Array[] {
  const isAuthority = issue.use === 'authority';
  const list = [
    extension(oids.basicConstraints, isAuthority ? sequence(yes, whole(0)) : sequence(), true),
    extension(oids.keyUsage, isAuthority ? AUTHORITY_USE : SIGNING_USE, true),
    extension(oids.subjectKeyIdentifier, octets(keyIdentifier(issue.publicKey))),
    extension(oids.authorityKeyIdentifier, sequence(der(0x80, keyIdentifier(issuerKey)))),
  ];
  if (issue.use === 'time-stamping')
    list.push(extension(oids.extendedKeyUsage, sequence(oid(oids.timeStamping)), true));
  if (issue.revocationListUrl) {
    const url = der(0x86, Buffer.from(issue.revocationListUrl, 'latin1'));
    list.push(extension(oids.revocationListPoint, sequence(sequence(der(0xa0, der(0xa0, url))))));
  }
  return list;
}

/** Signs what is to be signed of a certificate or a list. */
const signed = (toBeSigned: Uint8Array, privateKey: KeyObject) =>
  sequence(toBeSigned, algorithmDer(algorithmOf(privateKey)), bits(sign('sha256', toBeSigned, privateKey)));

/** A certificate (X.509 v3) of this issuer, or one that certifies itself where the issuer has none. */
export function issueCertificate(issuer: Issuer, issuerPublicKey: KeyObject, issue: Issue): Certificate {
  const subject = nameDer(issue.subject);
  const toBeSigned = sequence(
    der(0xa0, whole(2)),
    integer(issue.serial),
    algorithmDer(algorithmOf(issuer.privateKey)),
    issuer.certificate?.subjectDer ?? subject,
    sequence(time(issue.from), time(issue.until)),
    subject,
    issue.publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...extensions(issue, issuerPublicKey))),
  );
  return readCertificate(signed(toBeSigned, issuer.privateKey));
}

export interface Revoked {
  serial: Uint8Array;
  at: Date;
}

/** A revocation list (CRL v2). Its number grows with time. */
export function issueRevocationList(
  issuer: Required<Issuer>,
  revoked: readonly Revoked[],
  from: Date,
  until: Date,
): Uint8Array {
  const entries = revoked.map(({ serial, at }) => sequence(integer(serial), time(at)));
  const number = Buffer.alloc(6);
  number.writeUIntBE(Math.floor(from.getTime() / 1000), 0, 6);
  const list = [
    extension(oids.authorityKeyIdentifier, sequence(der(0x80, keyIdentifier(issuer.certificate.x509.publicKey)))),
    extension(oids.revocationListNumber, integer(number)),
  ];
  const toBeSigned = sequence(
    whole(1),
    algorithmDer(algorithmOf(issuer.privateKey)),
    issuer.certificate.subjectDer,
    time(from),
    time(until),
    ...(entries.length > 0 ? [sequence(...entries)] : []),
    der(0xa0, sequence(...list)),
  );
  return signed(toBeSigned, issuer.privateKey);
}
