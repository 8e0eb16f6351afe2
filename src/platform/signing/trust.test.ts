import { expect, test } from 'vitest';
import { type Actor, visitor } from '#platform/access.ts';
import { NotAllowed } from '#platform/refusal.ts';
import { perform } from '#platform/work.ts';
import { identifyAs, useSystem } from '../../../test/database.ts';
import { makeWeb } from '../../routes.ts';
import { fromPem, toPem } from './certificates/read.ts';
import { oid, sequence } from './der.ts';
import {
  addTrustAnchor,
  chainIn,
  findSigner,
  keepRevocationList,
  readTrust,
  registerRemote,
  registerToken,
  removeTrustAnchor,
  revokeSigner,
  signXml,
  verifyXml,
} from './index.ts';
import { oids } from './oids.ts';
import { standInAuthority } from './stand-ins/authority.ts';
import { standInCsc, standInSecrets } from './stand-ins/csc-server.ts';
import { en } from './words/en.ts';
import { vi } from './words/vi.ts';

const world = useSystem();
const ca = standInAuthority('Cơ quan chứng thực (kiểm thử)');
const person = (id: number) => ({ kind: 'person' as const, id });
const act = (id: number) => ({ ...visitor('2023-11-24'), kind: 'person' as const, name: `person:${id}`, personId: id });
const at = () => world().clock.now();
const web = (actor: Actor) => makeWeb(world(), identifyAs(actor));

test('an authority is believed from when an administrator adds it until it is removed', async () => {
  const signed = await signXml('<a>7,5</a>', { at: at() }, ca.issue('Người ký').signer);
  const verdict = async () => verifyXml(signed, await readTrust(world())).verdict;
  expect(await verdict()).toBe('not-trusted');
  const file = Buffer.from(toPem(ca.certificate.der));
  const { fingerprint, name } = await perform(world(), world().house, addTrustAnchor, { file });
  expect(name).toBe('Cơ quan chứng thực (kiểm thử)');
  expect(await verdict()).toBe('valid');
  expect(verifyXml(signed, await readTrust(world())).development).toBe(false);
  await perform(world(), world().house, removeTrustAnchor, { fingerprint });
  expect(await verdict()).toBe('not-trusted');
  await perform(world(), world().house, addTrustAnchor, { file: ca.certificate.der });
  expect(await verdict()).toBe('valid');
});

test('what is no root is refused, and each wrong file in its own words', async () => {
  const add = (file: Uint8Array) => perform(world(), world().house, addTrustAnchor, { file });
  const signer = ca.issue('Người');
  const other = standInAuthority('Cơ quan khác');
  const root = async () =>
    fromPem(await (await web(world().house).request('/ca/root.pem')).text())[0] ?? new Uint8Array();
  const key = (format: 'pem' | 'der') => Buffer.from(signer.privateKey.export({ type: 'pkcs8', format } as never));
  const wrong: [code: string, file: Uint8Array][] = [
    ['certificate-missing', new Uint8Array()],
    ['certificate-too-large', new Uint8Array(65 * 1024)],
    ['not-certificate', Buffer.from('không phải')],
    ['not-certificate', other.certificate.der.subarray(0, 200)],
    ['certificate-secret', key('pem')],
    ['certificate-secret', key('der')],
    [
      'certificate-request',
      Buffer.from('-----BEGIN CERTIFICATE REQUEST-----\nAA==\n-----END CERTIFICATE REQUEST-----'),
    ],
    ['certificate-bundle', Buffer.from('-----BEGIN PKCS7-----\nAA==\n-----END PKCS7-----')],
    ['certificate-bundle', sequence(oid(oids.signedData))],
    ['one-at-a-time', Buffer.from(toPem(other.certificate.der) + toPem(ca.certificate.der))],
    ['not-authority', signer.certificate.der],
    ['development-authority', await root()],
    ['already-trusted', ca.certificate.der],
  ];
  for (const [code, file] of wrong) await expect(add(file)).rejects.toThrow(`${code}:`);
  world().clock.set('2041-01-01T00:00:00Z');
  await expect(add(other.certificate.der)).rejects.toThrow('anchor-expired');
  world().clock.set('2023-11-24T03:00:00Z');
});

test('every wrong file is answered in both languages', () => {
  for (const part of ['certificateFile', 'anchor', 'register'] as const) {
    expect(Object.keys(en[part])).toEqual(Object.keys(vi[part]));
    for (const said of [...Object.values(vi[part]), ...Object.values(en[part])])
      expect(said.length).toBeGreaterThan(30);
  }
});

test('the newest revocation list of a believed authority counts', async () => {
  const person = ca.issue('Người bị thu hồi');
  const signed = await signXml('<a>7,5</a>', { at: at() }, person.signer);
  const keep = (file: Uint8Array) => perform(world(), world().house, keepRevocationList, { file });
  await expect(keep(Buffer.from('không phải'))).rejects.toThrow('not-list');
  await expect(keep(standInAuthority().revoke(person.certificate, at()))).rejects.toThrow('not-list');
  await keep(ca.revoke(person.certificate, at()));
  expect(verifyXml(signed, await readTrust(world())).signatures[0]).toMatchObject({
    certificate: 'revoked',
    revocationChecked: true,
  });
});

test('where nobody holds a role yet, nobody says whom the house believes', async () => {
  await expect(perform(world(), visitor('2023-11-24'), addTrustAnchor, { file: ca.certificate.der })).rejects.toThrow(
    NotAllowed,
  );
});

test('only who administers the whole house says whom it believes', async () => {
  await world()
    .database.tables.insertInto('platform.role_held')
    .values({ person_id: 900, role: 'admin', place_id: 77, from_day: '2020-01-01' })
    .execute();
  const somebody = { ...act(900), roles: [{ roleHeldId: 1, role: 'principal' as const, placeId: 5 }] };
  const file = ca.certificate.der;
  await expect(perform(world(), somebody, addTrustAnchor, { file })).rejects.toThrow(NotAllowed);
  await expect(perform(world(), visitor('2023-11-24'), addTrustAnchor, { file })).rejects.toThrow(NotAllowed);
});

test('a person registers what a remote service keeps, and signs there with PIN and OTP', async () => {
  const remote = ca.issue('Người ký từ xa').signer;
  const server = await standInCsc(remote);
  const service = {
    name: 'Dịch vụ',
    url: server.url,
    clientId: standInSecrets.clientId,
    clientSecret: standInSecrets.clientSecret,
  };
  const system = { ...world(), settings: { ...world().settings, CSC_SERVICES: JSON.stringify([service]) } };
  const input = {
    owner: person(61),
    service: 'Dịch vụ',
    credentialId: standInSecrets.credential,
    chain: [...remote.chain],
  };
  await expect(perform(world(), act(61), registerRemote, input)).rejects.toThrow(NotAllowed);
  await expect(perform(system, act(62), registerRemote, input)).rejects.toThrow(NotAllowed);
  await perform(system, act(61), registerRemote, input);
  const signer = await findSigner(system, person(61), { pin: standInSecrets.pin, otp: standInSecrets.otp });
  if (!signer) throw new Error('no signer');
  const signed = await signXml('<a>7,5</a>', { at: at() }, signer);
  expect(verifyXml(signed, await readTrust(system)).verdict).toBe('valid');
  const without = await findSigner(system, person(61));
  await expect(without?.signDigests([new Uint8Array(32)])).rejects.toThrow('authorisation-needed');
  await server.close();
  await expect(signer.signDigests([new Uint8Array(32)])).rejects.toThrow('service-down');
});

test('a token is registered only with a library that the machine names, and a certificate that signs', async () => {
  const settings = { ...world().settings, PKCS11_LIBRARIES: JSON.stringify([{ name: 'Thẻ', file: '/không/có.so' }]) };
  const system = { ...world(), settings };
  const chain = [...ca.issue('Chủ thẻ').signer.chain];
  const input = { owner: person(71), library: 'Thẻ', tokenSerial: '01', keyId: '0a', chain };
  await expect(perform(system, act(71), registerToken, { ...input, library: '/tmp/x.so' })).rejects.toThrow(NotAllowed);
  await expect(perform(system, act(71), registerToken, { ...input, chain: [ca.certificate.der] })).rejects.toThrow(
    'key-unsuitable',
  );
  await expect(perform(system, act(71), registerToken, { ...input, chain: [Uint8Array.of(1)] })).rejects.toThrow(
    'not-certificate',
  );
  const old = [...ca.issue('Hết hạn', { until: new Date('2021-01-01T00:00:00Z') }).signer.chain];
  await expect(perform(system, act(71), registerToken, { ...input, chain: old })).rejects.toThrow(
    'certificate-expired',
  );
  await perform(system, act(71), registerToken, input);
  await expect(perform(system, act(71), registerToken, input)).rejects.toThrow('already-registered');
  await expect(perform(system, act(72), registerToken, { ...input, owner: person(72) })).rejects.toThrow(
    'registered-to-another',
  );
  const signer = await findSigner(system, person(71), { pin: '1234' });
  await expect(signer?.signDigests([new Uint8Array(32)])).rejects.toThrow('token-missing');
});

test('a token that stays at the school needs no library here, and a revoked key does not come back', async () => {
  const chain = [...ca.issue('Cô ở xã').signer.chain];
  const input = { owner: person(81), tokenSerial: 'S1', keyId: '01', chain };
  const { signerId } = await perform(world(), act(81), registerToken, input);
  await expect(findSigner(world(), person(81), { pin: '1234' })).rejects.toThrow('token-missing');
  await perform(world(), act(81), revokeSigner, { signerId, reason: 'Mất' });
  await expect(perform(world(), act(81), registerToken, input)).rejects.toThrow('already-revoked');
});

test('uploaded certificates become a chain, the signer first whatever the order', () => {
  const { certificate } = ca.issue('Chủ khóa');
  const pem = (...all: Uint8Array[]) => Buffer.from(all.map(each => toPem(each)).join(''));
  const both = [certificate.der, ca.certificate.der].map(each => Buffer.from(each));
  expect(chainIn([pem(ca.certificate.der, certificate.der)]).map(Buffer.from)).toEqual(both);
  expect(chainIn([ca.certificate.der, certificate.der]).map(Buffer.from)).toEqual(both);
  expect(() => chainIn([])).toThrow('certificate-missing');
  expect(() => chainIn([ca.certificate.der])).toThrow('only-authorities');
  expect(() => chainIn([certificate.der, ca.issue('Người khác').certificate.der])).toThrow('several-signers');
});
