import { refuse } from '../../refusal.ts';
import type { Said } from '../../words.ts';
import { inside, oidOf, readDer, tags } from '../der.ts';
import { oids } from '../oids.ts';
import { en } from '../words/en.ts';
import { vi } from '../words/vi.ts';
import { type Certificate, fromPem, readCertificate } from './read.ts';

const LARGEST = 64 * 1024;

type NotThis = keyof typeof vi.certificateFile;
const said = (why: NotThis): Said => ({ vi: vi.certificateFile[why], en: en.certificateFile[why] });

/**
 * The certificates in an uploaded file, PEM (several) or DER (one). What people send in place of one is told apart, so that the
 * answer says what to send, and whoever sent a private key learns that it was one.
 * @throws Refusal at this field
 */
export function certificatesIn(file: Uint8Array, field: string): Certificate[] {
  const not = (why: NotThis) => refuse(why, said(why), field);
  if (file.length === 0) not('certificate-missing');
  if (file.length > LARGEST) not('certificate-too-large');
  const text = Buffer.from(file).toString('latin1');
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) not('certificate-secret');
  if (/-----BEGIN (NEW )?CERTIFICATE REQUEST-----/.test(text)) not('certificate-request');
  if (/-----BEGIN (PKCS7|CMS)-----/.test(text)) not('certificate-bundle');
  const pem = fromPem(text);
  if (pem.length === 0) {
    const kind = kindOf(file);
    if (kind) not(kind);
  }
  try {
    return (pem.length > 0 ? pem : [file]).map(readCertificate);
  } catch {
    return not('not-certificate');
  }
}

/** A private key and a PKCS #12 begin with their version's number (RFC 5208, 7292), a PKCS #7 with its kind. */
function kindOf(file: Uint8Array): NotThis | undefined {
  try {
    const [first] = inside(readDer(file), tags.sequence);
    if (first?.tag === tags.integer) return 'certificate-secret';
    if (first && oidOf(first) === oids.signedData) return 'certificate-bundle';
  } catch {
    // Not DER at all: the certificate's own reader says so.
  }
  return undefined;
}
