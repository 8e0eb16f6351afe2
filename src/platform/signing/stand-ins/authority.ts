import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { issueCertificate, issueRevocationList } from '../certificates/issue.ts';
import type { Certificate } from '../certificates/read.ts';
import { localKeySigner } from '../transports/local-key.ts';
import type { SignatureAlgorithm, Signer, Trust } from '../types.ts';

/** A certificate authority for tests: it issues what it is asked for. */
export interface StandInAuthority {
  certificate: Certificate;
  issue(name: string, how?: IssueHow): Issued;
  /** Revokes from a moment on, and answers the new list. */
  revoke(certificate: Certificate, at: Date): Uint8Array;
  trust(now: Date, lists?: Uint8Array[]): Trust;
}

interface IssueHow {
  from?: Date;
  until?: Date;
  algorithm?: SignatureAlgorithm;
  use?: 'signing' | 'time-stamping';
}

interface Issued {
  certificate: Certificate;
  privateKey: KeyObject;
  signer: Signer;
}

const makeKeys = (algorithm: SignatureAlgorithm) =>
  algorithm === 'rsa-sha256'
    ? generateKeyPairSync('rsa', { modulusLength: 2048 })
    : generateKeyPairSync('ec', { namedCurve: 'P-256' });

const FROM = new Date('2020-01-01T00:00:00Z');
const UNTIL = new Date('2040-01-01T00:00:00Z');

export function standInAuthority(name = 'CA dựng để kiểm thử'): StandInAuthority {
  const keys = makeKeys('ecdsa-p256-sha256');
  const certificate = issueCertificate({ privateKey: keys.privateKey }, keys.publicKey, {
    subject: { commonName: name },
    publicKey: keys.publicKey,
    serial: randomBytes(16),
    from: FROM,
    until: UNTIL,
    use: 'authority',
  });
  const issuer = { certificate, privateKey: keys.privateKey };
  const revoked: { serial: Uint8Array; at: Date }[] = [];
  return {
    certificate,
    issue(commonName, { from = FROM, until = UNTIL, algorithm = 'ecdsa-p256-sha256', use = 'signing' } = {}) {
      const own = makeKeys(algorithm);
      const issued = issueCertificate(issuer, keys.publicKey, {
        subject: { commonName, organisation: 'Trường dựng để kiểm thử' },
        publicKey: own.publicKey,
        serial: randomBytes(16),
        from,
        until,
        use,
      });
      const signer = localKeySigner(
        [issued.der, certificate.der],
        own.privateKey.export({ type: 'pkcs8', format: 'der' }),
      );
      return { certificate: issued, privateKey: own.privateKey, signer };
    },
    revoke(each, at) {
      revoked.push({ serial: Buffer.from(each.serial, 'hex'), at });
      return issueRevocationList(issuer, revoked, FROM, UNTIL);
    },
    trust: (now, revocationLists = []) => ({
      anchors: [{ certificate: certificate.der, development: false }],
      revocationLists,
      now,
    }),
  };
}
