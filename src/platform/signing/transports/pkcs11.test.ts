import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toPem } from '../certificates/read.ts';
import { standInAuthority } from '../stand-ins/authority.ts';
import { isInstalled } from '../stand-ins/installed.ts';
import type { SignatureAlgorithm } from '../types.ts';
import { signXml } from '../xml/sign.ts';
import { verifyXml } from '../xml/verify.ts';
import { listToken, type TokenKey, tokenSigner } from './pkcs11.ts';

const library = ['/usr/lib/softhsm/libsofthsm2.so', '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so'].find(
  existsSync,
);
const missing = !library || !isInstalled('softhsm2-util') || !isInstalled('pkcs11-tool');

const PIN = '1234';
const ca = standInAuthority();
const at = new Date('2023-05-30T07:00:00Z');
let folder = '';

/** A token of SoftHSM with a key and its certificate on it. */
function putOnToken(label: string, keyId: string, algorithm: SignatureAlgorithm) {
  const { certificate, privateKey, signer } = ca.issue(`Chủ thẻ ${label}`, { algorithm });
  const run = (program: string, ...given: string[]) => execFileSync(program, given, { stdio: 'pipe' });
  run('softhsm2-util', '--init-token', '--free', '--label', label, '--so-pin', '5678', '--pin', PIN);
  const key = path.join(folder, 'key.pem');
  writeFileSync(key, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  run('softhsm2-util', '--import', key, '--token', label, '--label', 'ký', '--id', keyId, '--pin', PIN);
  const file = path.join(folder, 'certificate.der');
  writeFileSync(file, certificate.der);
  const put = ['--write-object', file, '--type', 'cert', '--id', keyId];
  run('pkcs11-tool', '--module', library ?? '', '--token-label', label, '--login', '--pin', PIN, ...put);
  return { identity: { chain: signer.chain, algorithm }, pem: toPem(certificate.der) };
}

const keyOn = async (label: string): Promise<TokenKey> => {
  const found = (await listToken(library ?? '')).find(each => each.token === label);
  if (!found) throw new Error(`no token ${label}`);
  return { module: library ?? '', tokenSerial: found.tokenSerial, keyId: found.keyId };
};

describe.skipIf(missing)('a token by PKCS #11 (SoftHSM2; skipped where softhsm2 and opensc are not installed)', () => {
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'rong-token-'));
    writeFileSync(path.join(folder, 'softhsm2.conf'), `directories.tokendir = ${folder}\nobjectstore.backend = file\n`);
    process.env.SOFTHSM2_CONF = path.join(folder, 'softhsm2.conf');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(['ecdsa-p256-sha256', 'rsa-sha256'] as const)('signs many hashes in one login: %s', async algorithm => {
    const { identity, pem } = putOnToken(algorithm, '0a', algorithm);
    const key = await keyOn(algorithm);
    expect(key.keyId).toBe('0a');
    const found = (await listToken(key.module)).find(each => each.token === algorithm);
    expect(toPem(found?.certificate ?? new Uint8Array())).toBe(pem);
    const signer = tokenSigner(identity, key, PIN);
    const digests = Array.from({ length: 20 }, (_, index) => new Uint8Array(32).fill(index));
    expect(await signer.signDigests(digests)).toHaveLength(20);
    const signed = await signXml('<a>7,5</a>', { at }, signer);
    expect(verifyXml(signed, ca.trust(at)).verdict).toBe('valid');
  });

  test('a wrong PIN, no PIN, another token and another key are each said', async () => {
    const { identity } = putOnToken('thẻ', '0b', 'ecdsa-p256-sha256');
    const key = await keyOn('thẻ');
    const sign = (change: Partial<TokenKey>, pin?: string) =>
      tokenSigner(identity, { ...key, ...change }, pin).signDigests([new Uint8Array(32)]);
    await expect(sign({}, '9999')).rejects.toThrow('pin-wrong');
    await expect(sign({})).rejects.toThrow('authorisation-needed');
    await expect(sign({ tokenSerial: 'khác' }, PIN)).rejects.toThrow('token-missing');
    await expect(sign({ keyId: 'ff' }, PIN)).rejects.toThrow('key-missing');
    await expect(sign({ module: '/không/có.so' }, PIN)).rejects.toThrow('token-missing');
  });
});

test('a library that is not there is a token that is missing, and nothing else breaks', async () => {
  await expect(listToken('/không/có.so')).rejects.toThrow('token-missing');
});
