import { createPublicKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { visitor } from '#platform/access.ts';
import { countQueries, forDomain } from '#platform/database/database.ts';
import { NotAllowed } from '#platform/refusal.ts';
import { perform } from '#platform/work.ts';
import { identifyAs, useSystem } from '../../../test/database.ts';
import { makeWeb } from '../../routes.ts';
import { fromPem, readCertificate } from './certificates/read.ts';
import { readRevocationList } from './certificates/revocation-list.ts';
import {
  findSigner,
  issueSigner,
  listSigners,
  readCompactKeys,
  readTrust,
  revokeSigner,
  SigningFault,
  signCompact,
  signXml,
  verifyCompact,
  verifyXml,
} from './index.ts';

const world = useSystem();
const person = (id: number) => ({ kind: 'person' as const, id });
const act = (id: number) => ({ ...visitor('2023-11-24'), kind: 'person' as const, name: `person:${id}`, personId: id });
const at = () => world().clock.now();
const xml = '<hoc-ba><mon ten="Toán">7,5</mon></hoc-ba>';

test('a person asks for their own signer, signs, and the house believes it as a trial', async () => {
  await perform(world(), act(11), issueSigner, { owner: person(11), name: 'Nguyễn Văn Thử' });
  const signer = await findSigner(world(), person(11));
  if (!signer) throw new Error('no signer');
  const signed = await signXml(xml, { at: at() }, signer);
  const { verdict, development, signatures } = verifyXml(signed, await readTrust(world()));
  expect({ verdict, development }).toEqual({ verdict: 'valid', development: true });
  expect(signatures[0]).toMatchObject({
    subject: 'Nguyễn Văn Thử',
    issuer: 'Rông – CA thử nghiệm (không có giá trị pháp lý)',
    revocationChecked: true,
  });
});

test('the signers of many are listed with one query, trials marked as such', async () => {
  const db = forDomain<'platform'>(world().database.tables);
  const { answer, queries } = await countQueries(() => listSigners(db, act(11), 'person', [11, 12, 999]));
  expect(queries).toHaveLength(1);
  expect(answer).toMatchObject([
    { ownerId: 11, kind: 'local', name: 'Nguyễn Văn Thử', development: true, revokedAt: null, mayRevoke: true },
  ]);
  expect(await listSigners(db, act(12), 'person', [11])).toMatchObject([{ mayRevoke: false }]);
  expect(await listSigners(db, act(11), 'person', [])).toEqual([]);
});

test('nobody makes a signer for somebody else, or for a school they do not head', async () => {
  await expect(perform(world(), act(11), issueSigner, { owner: person(12), name: 'x' })).rejects.toThrow(NotAllowed);
  const seal = { kind: 'school' as const, id: 5 };
  await expect(perform(world(), act(11), issueSigner, { owner: seal, name: 'x' })).rejects.toThrow(NotAllowed);
  expect(await findSigner(world(), person(12))).toBeUndefined();
});

test('the private key lies sealed, and opens in its own row alone', async () => {
  const { tables } = world().database;
  const rows = await tables.selectFrom('platform.signer').select(['signer_id', 'sealed_key']).execute();
  expect(rows[0]?.sealed_key).not.toContain('PRIVATE');
  await perform(world(), world().house, issueSigner, { owner: person(21), name: 'Người khác' });
  await tables
    .updateTable('platform.signer')
    .set({ sealed_key: rows[0]?.sealed_key ?? '' })
    .where('owner_id', '=', 21)
    .execute();
  await expect(findSigner(world(), person(21))).rejects.toThrow();
});

test('what a revoked signer signed is no longer believed, and it signs no more', async () => {
  const { signerId } = await perform(world(), act(31), issueSigner, { owner: person(31), name: 'Người nghỉ' });
  const signer = await findSigner(world(), person(31));
  if (!signer) throw new Error('no signer');
  const signed = await signXml(xml, { at: at() }, signer);
  const before = at();
  world().clock.set(new Date(before.getTime() + 86_400_000));
  await expect(perform(world(), act(32), revokeSigner, { signerId, reason: 'Phá' })).rejects.toThrow(NotAllowed);
  await perform(world(), act(31), revokeSigner, { signerId, reason: 'Mất khóa' });
  await expect(findSigner(world(), person(31))).rejects.toThrow(SigningFault);
  const trust = await readTrust(world());
  expect(verifyXml(signed, trust)).toMatchObject({ verdict: 'not-trusted', signatures: [{ certificate: 'revoked' }] });
  // The house had this very file before: its audit proves the time that nothing in the file does.
  expect(verifyXml(signed, trust, { knownSince: before }).verdict).toBe('valid');
  await expect(perform(world(), act(31), revokeSigner, { signerId, reason: 'Lần nữa' })).rejects.toThrow(
    'already-revoked',
  );
});

test('an expired signer says so instead of signing', async () => {
  await perform(world(), world().house, issueSigner, { owner: person(41), name: 'Hết hạn' });
  const now = at();
  world().clock.set(new Date('2031-01-01T00:00:00Z'));
  await expect(findSigner(world(), person(41))).rejects.toThrow('certificate-expired');
  world().clock.set(now);
});

test('anyone may fetch the root and the revocation list, which the root signed', async () => {
  const web = makeWeb(world(), identifyAs(visitor(world().today())));
  const root = readCertificate(fromPem(await (await web.request('/ca/root.pem')).text())[0] ?? new Uint8Array());
  expect(root.subject).toContain('không có giá trị pháp lý');
  expect(root.x509.verify(createPublicKey(root.x509.publicKey.export({ type: 'spki', format: 'pem' })))).toBe(true);
  const answer = await web.request('/ca/crl.der');
  expect(answer.headers.get('content-type')).toBe('application/pkix-crl');
  const list = readRevocationList(new Uint8Array(await answer.arrayBuffer()));
  expect(list.isOf(root)).toBe(true);
  expect(list.revoked.size).toBe(1);
});

test('two at once make one authority and one house key', async () => {
  await Promise.all(
    [51, 52, 53].map(id => perform(world(), act(id), issueSigner, { owner: person(id), name: `Số ${id}` })),
  );
  await Promise.all([1, 2, 3].map(() => signCompact(world(), Uint8Array.of(1))));
  const { tables } = world().database;
  expect(await tables.selectFrom('platform.signing_authority').selectAll().execute()).toHaveLength(1);
  expect(await tables.selectFrom('platform.house_key').selectAll().execute()).toHaveLength(1);
});

test('a compact text is checked by the public key alone', async () => {
  const payload = new TextEncoder().encode('hocba|2023|Toán 7,5');
  const text = await signCompact(world(), payload);
  const keys = await readCompactKeys(world());
  expect(await verifyCompact(text, keys)).toMatchObject({ state: 'valid', payload });
  expect(text.length).toBeLessThanOrEqual(Math.ceil((payload.length + 69) / 3) * 4);
  for (const at of [8, 20, text.length - 3]) {
    const changed = `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;
    expect((await verifyCompact(changed, keys)).state).toBe('forged');
  }
  expect((await verifyCompact(text, [])).state).toBe('unknown-key');
  expect((await verifyCompact('không phải mã', keys)).state).toBe('malformed');
  expect((await verifyCompact('', keys)).state).toBe('malformed');
});
