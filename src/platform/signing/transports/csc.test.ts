import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { standInAuthority } from '../stand-ins/authority.ts';
import { type CscStandIn, standInCsc, standInSecrets } from '../stand-ins/csc-server.ts';
import { signXml } from '../xml/sign.ts';
import { verifyXml } from '../xml/verify.ts';
import { type CscHow, cscSigner, listCredentials, readCredential } from './csc.ts';

const ca = standInAuthority();
const remote = ca.issue('Người ký từ xa').signer;
const at = new Date('2023-05-30T07:00:00Z');
let server: CscStandIn;

beforeAll(async () => {
  server = await standInCsc(remote);
});
afterAll(async () => server.close());
beforeEach(() => {
  server.wrong = 'nothing';
  server.asked.length = 0;
});

const service = () => ({ ...standInSecrets, url: server.url });
const signerWith = (how: CscHow) =>
  cscSigner({ chain: remote.chain, algorithm: remote.algorithm }, service(), standInSecrets.credential, how);
const signer = () => signerWith(standInSecrets);
const digests = (count: number) => Array.from({ length: count }, (_, index) => new Uint8Array(32).fill(index));

test('the service says which credentials it keeps, with their certificates', async () => {
  expect(await listCredentials(service())).toEqual([standInSecrets.credential]);
  const credential = await readCredential(service(), standInSecrets.credential);
  expect(credential).toMatchObject({ enabled: true, atOnce: 5 });
  expect(credential.chain.map(each => Buffer.from(each).toString('hex'))).toEqual(
    remote.chain.map(each => Buffer.from(each).toString('hex')),
  );
});

test('what it signs is good', async () => {
  const signed = await signXml('<a>7,5</a>', { at }, signer());
  expect(verifyXml(signed, ca.trust(at)).verdict).toBe('valid');
});

test('many hashes go in one authorisation, and in more only where the service asks for it', async () => {
  await signer().signDigests(digests(5));
  expect(server.asked.filter(method => method === 'credentials/authorize')).toHaveLength(1);
  server.asked.length = 0;
  expect(await signer().signDigests(digests(12))).toHaveLength(12);
  expect(server.asked.filter(method => method === 'signatures/signHash')).toHaveLength(3);
});

test.each([
  ['a wrong PIN', { pin: '000000', otp: standInSecrets.otp }, 'pin-wrong'],
  ['a wrong OTP', { pin: standInSecrets.pin, otp: '000000' }, 'pin-wrong'],
  ['no PIN', {}, 'authorisation-needed'],
])('%s is said', async (_, how, code) => {
  await expect(signerWith(how).signDigests(digests(1))).rejects.toThrow(code);
  // A wrong PIN is tried once: another try would bring the lock nearer.
  expect(server.asked.filter(method => method === 'credentials/authorize')).toHaveLength(1);
});

test.each([
  ['locked', 'pin-locked'],
  ['expired', 'authorisation-expired'],
  ['one-too-few', 'service-answer'],
  ['no-json', 'service-answer'],
  ['disabled', 'signer-revoked'],
] as const)('a service that is %s signs nothing', async (wrong, code) => {
  server.wrong = wrong;
  await expect(signer().signDigests(digests(3))).rejects.toThrow(code);
});

test('a service that does not answer, or takes us for somebody else, signs nothing', async () => {
  const down = await standInCsc(remote);
  await down.close();
  const to = (url: string, clientSecret = standInSecrets.clientSecret) =>
    cscSigner(remote, { ...standInSecrets, url, clientSecret }, standInSecrets.credential, standInSecrets);
  await expect(to(down.url).signDigests(digests(1))).rejects.toThrow('service-down');
  await expect(to(server.url, 'sai').signDigests(digests(1))).rejects.toThrow('service-answer');
});

test('a signature by another key is noticed before anything is kept', async () => {
  const other = await standInCsc(ca.issue('Người khác').signer);
  const wrong = cscSigner(remote, { ...standInSecrets, url: other.url }, standInSecrets.credential, standInSecrets);
  await expect(signXml('<a>7,5</a>', { at }, wrong)).rejects.toThrow('signature-wrong');
  await other.close();
});
