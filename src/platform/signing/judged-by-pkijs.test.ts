import { Certificate, CertificateRevocationList, ContentInfo, SignedData } from 'pkijs';
import { expect, test } from 'vitest';
import { sha256 } from './certificates/read.ts';
import { buildCms, certificateOf, signedAttributes } from './cms/build.ts';
import { standInAuthority } from './stand-ins/authority.ts';

/*
 * Certificates, lists and signatures are written by our own few lines of DER. A library that knows nothing of them reads and
 * checks them here.
 */
const ca = standInAuthority();
const pki = (der: Uint8Array) => Certificate.fromBER(Buffer.from(der));

test.each(['ecdsa-p256-sha256', 'rsa-sha256'] as const)('a certificate and what it signs: %s', async algorithm => {
  const { certificate, signer } = ca.issue('Đặng Thị Thử', { algorithm });
  expect(await pki(certificate.der).verify(pki(ca.certificate.der))).toBe(true);
  expect(await pki(ca.certificate.der).verify()).toBe(true);

  const content = Buffer.from('nội dung');
  const attributes = signedAttributes(certificateOf(signer), sha256(content));
  const [signature] = await signer.signDigests([sha256(attributes)]);
  const cms = buildCms(signer, certificate, attributes, signature ?? new Uint8Array());
  const signed = new SignedData({ schema: ContentInfo.fromBER(Buffer.from(cms)).content });
  const check = (data: Uint8Array<ArrayBuffer>) =>
    signed.verify({ signer: 0, data: data.buffer, checkChain: true, trustedCerts: [pki(ca.certificate.der)] });
  expect(await check(Uint8Array.from(content))).toBe(true);
  expect(await check(Uint8Array.from(Buffer.from('nội dung khác'))).catch(() => false)).toBe(false);
});

test('a revocation list', async () => {
  const taken = ca.issue('Bị thu hồi').certificate;
  const kept = ca.issue('Còn hiệu lực').certificate;
  const list = CertificateRevocationList.fromBER(Buffer.from(ca.revoke(taken, new Date('2023-06-01T00:00:00Z'))));
  expect(await list.verify({ issuerCertificate: pki(ca.certificate.der) })).toBe(true);
  expect(list.isCertificateRevoked(pki(taken.der))).toBe(true);
  expect(list.isCertificateRevoked(pki(kept.der))).toBe(false);
});
