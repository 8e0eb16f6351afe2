import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makePdf } from '../../paper/paper.ts';
import { toPem } from '../certificates/read.ts';
import { timeStampAuthority } from '../cms/time-stamp-client.ts';
import { standInAuthority } from '../stand-ins/authority.ts';
import { isInstalled } from '../stand-ins/installed.ts';
import { standInTimeStamps, type TimeStampStandIn } from '../stand-ins/time-stamp-server.ts';
import type { PdfRequest, Signer } from '../types.ts';
import { finishPdf, preparePdf, signPdf } from './sign.ts';
import { oldStylePdf, streamedPdf } from './specimens.ts';
import { verifyPdf } from './verify.ts';

const at = new Date('2023-05-30T07:00:00Z');
const now = new Date('2023-06-15T00:00:00Z');
const ca = standInAuthority();
const teacher = ca.issue('Nguyễn Thị Giáo Viên').signer;
const principal = ca.issue('Trần Văn Hiệu Trưởng').signer;
const seal = ca.issue('Trường dựng (con dấu)', { algorithm: 'rsa-sha256' }).signer;
const trust = ca.trust(now);
const original = makePdf(
  '#set document(title: "Học bạ")\n= Học bạ\nĐiểm trung bình: 7,5\n#pagebreak()\nTrang hai',
  {},
  at,
);
const asked = { name: 'Nguyễn Thị Giáo Viên', reason: 'Xác nhận kết quả học tập', place: 'Kon Tum', at };
const sign = (pdf: Uint8Array, signer: Signer, more: Partial<PdfRequest> = {}) =>
  signPdf(pdf, { ...asked, ...more }, signer);

/** Signed in the order of a transcript: teacher, principal, the teacher once more, and the school's seal. */
const signedByAll = async () => {
  let pdf: Uint8Array = original;
  for (const signer of [teacher, principal, teacher, seal]) pdf = await sign(pdf, signer);
  return pdf;
};

describe('signing', () => {
  test('the original bytes stay, and name, reason and time are carried', async () => {
    const signed = await sign(original, teacher);
    expect(Buffer.compare(signed.subarray(0, original.length), original)).toBe(0);
    const found = verifyPdf(signed, trust);
    expect(found.verdict).toBe('valid');
    expect(found.signatures).toMatchObject([
      { ...{ name: asked.name, reason: asked.reason, claimedAt: at }, intact: true, coversWholeDocument: true },
    ]);
  });

  test('several signatures all stay valid, the same person twice among them', async () => {
    const { verdict, signatures } = verifyPdf(await signedByAll(), trust, { expected: 4 });
    expect(verdict).toBe('valid');
    expect(signatures.map(each => [each.coversWholeDocument, each.changedAfter])).toEqual([
      [false, 'signatures'],
      [false, 'signatures'],
      [false, 'signatures'],
      [true, 'nothing'],
    ]);
  });

  test('the same request makes the same bytes to sign', async () => {
    const one = await preparePdf(original, { ...asked, identity: teacher });
    const other = await preparePdf(original, { ...asked, identity: teacher });
    expect(Buffer.from(one.toSign).equals(other.toSign)).toBe(true);
    expect(Buffer.from(one.state.pdf).equals(other.state.pdf)).toBe(true);
  });

  test('the hash alone travels; a signature by another key is refused', async () => {
    const { toSign, state } = await preparePdf(original, { ...asked, identity: teacher });
    expect(toSign).toHaveLength(32);
    const [right] = await teacher.signDigests([toSign]);
    const [wrong] = await principal.signDigests([toSign]);
    await expect(finishPdf(state, wrong ?? new Uint8Array())).rejects.toThrow('signature-wrong');
    expect(verifyPdf(await finishPdf(state, right ?? new Uint8Array()), trust).verdict).toBe('valid');
  });

  test.each([
    ['a table and a form of the old kind', oldStylePdf()],
    ['tables and objects in streams', streamedPdf()],
  ])('files written by others: %s', async (_, pdf) => {
    const twice = await sign(await sign(pdf, teacher), principal);
    expect(verifyPdf(twice, trust, { expected: 2 }).verdict).toBe('valid');
  });

  test.each([
    ['nothing', ''],
    ['no PDF', 'GIF89a'],
    ['half a PDF', Buffer.from(original.subarray(0, 5000)).toString('latin1')],
  ])('what cannot be read is said: %s', async (_, bytes) => {
    await expect(sign(Buffer.from(bytes, 'latin1'), teacher)).rejects.toThrow('file-unreadable');
    expect(verifyPdf(Buffer.from(bytes, 'latin1'), trust).verdict).toBe('unreadable');
  });
});

describe('checking sees', () => {
  test('every single changed byte', async () => {
    const signed = await sign(await sign(original, teacher), principal);
    for (let place = 10; place < signed.length; place += 61) {
      const changed = Buffer.from(signed);
      changed[place] = (changed[place] ?? 0) ^ 1;
      expect({ place, verdict: verifyPdf(changed, trust).verdict }).not.toMatchObject({ verdict: 'valid' });
    }
  });

  test('a signature taken off by going back to an earlier state', async () => {
    const first = await sign(original, teacher);
    const second = await sign(first, principal);
    expect(verifyPdf(second.subarray(0, first.length), trust, { expected: 2 }).verdict).toBe('signature-missing');
    expect(verifyPdf(original, trust, { expected: 2 }).verdict).toBe('signature-missing');
    expect(verifyPdf(original, trust).verdict).toBe('unsigned');
  });

  test.each([
    ['a new page', (pdf: Uint8Array) => resaved(pdf, '1 0 obj\n<</Type /Pages /Count 0 /Kids []>>\nendobj\n', [1])],
    ['a comment', (pdf: Uint8Array) => Buffer.concat([pdf, Buffer.from('% thêm\n')])],
    ['another file', (pdf: Uint8Array) => Buffer.concat([pdf, original])],
    ['a space', (pdf: Uint8Array) => Buffer.concat([pdf, Buffer.from(' ')])],
    ['a form without its fields', (pdf: Uint8Array) => withoutFields(pdf)],
  ])('what was added behind the last signature: %s', async (_, add) => {
    const { verdict } = verifyPdf(add(await sign(original, teacher)), trust);
    expect(['changed', 'unsigned']).toContain(verdict);
  });

  test('content changed and then signed over by somebody else', async () => {
    const signed = await sign(original, teacher);
    const changed = resaved(signed, '1 0 obj\n<</Type /Pages /Count 0 /Kids []>>\nendobj\n', [1]);
    await expect(sign(changed, principal)).rejects.toThrow('file-unreadable');
    const info = resaved(signed, infoOf(signed), [infoNumber(signed)]);
    const { verdict, signatures } = verifyPdf(await sign(info, principal), trust);
    expect(verdict).toBe('changed');
    expect(signatures.map(each => each.changedAfter)).toEqual(['content', 'nothing']);
    expect(signatures.every(each => each.intact)).toBe(true);
  });

  test('a hole that hides more than the signature', async () => {
    const signed = Buffer.from(await sign(original, teacher)).toString('latin1');
    const wider = signed.replace(
      /\/ByteRange \[0 (\d+) (\d+) (\d+)/,
      (whole, before: string, after: string, rest: string) =>
        `/ByteRange [0 ${Number(before) - 1} ${after} ${rest}`.padEnd(whole.length),
    );
    expect(verifyPdf(Buffer.from(wider, 'latin1'), trust).verdict).toBe('changed');
  });

  test('a foreign certificate, one that had expired, and one of a person taken from', async () => {
    const state = async (signer: Signer, given = trust) =>
      verifyPdf(await sign(original, signer), given).signatures[0]?.certificate;
    expect(await state(standInAuthority().issue('Người lạ').signer)).toBe('unknown-issuer');
    // The same names as ours, but another key.
    expect(await state(standInAuthority().issue('Nguyễn Thị Giáo Viên').signer)).toBe('unknown-issuer');
    const old = ca.issue('Hết hạn', { until: new Date('2023-01-01T00:00:00Z') });
    expect(await state(old.signer)).toBe('not-valid-at-signing');
    const later = ca.issue('Chưa có hiệu lực', { from: new Date('2024-01-01T00:00:00Z') });
    expect(await state(later.signer)).toBe('not-valid-at-signing');
    const taken = ca.issue('Bị thu hồi');
    const list = ca.revoke(taken.certificate, new Date('2023-06-01T00:00:00Z'));
    expect(await state(taken.signer)).toBe('trusted');
    expect(await state(taken.signer, ca.trust(now, [list]))).toBe('revoked');
    // A list that somebody else signed says nothing.
    const foreign = standInAuthority().revoke(taken.certificate, at);
    expect(await state(taken.signer, ca.trust(now, [foreign]))).toBe('trusted');
  });

  test('a certificate that is not for signing documents', async () => {
    const stamper = ca.issue('Không phải người ký');
    const { signer } = stamper;
    const own = { ...signer, chain: [ca.certificate.der] };
    await expect(sign(original, own)).rejects.toThrow('signature-wrong');
  });
});

describe('time-stamps', () => {
  let server: TimeStampStandIn;
  const stampedAt = new Date('2023-05-30T07:00:05Z');
  beforeAll(async () => {
    server = await standInTimeStamps(ca, stampedAt);
  });
  afterAll(async () => server.close());

  test('the signature carries one, by a believed authority, in a place computed for it', async () => {
    const timeStamp = timeStampAuthority(server.url);
    const { toSign, state } = await preparePdf(original, { ...asked, identity: teacher, timeStamp });
    const [signature] = await teacher.signDigests([toSign]);
    const signed = await finishPdf(state, signature ?? new Uint8Array());
    expect(verifyPdf(signed, trust).signatures[0]?.timeStamp).toEqual({
      at: stampedAt,
      authority: 'Cấp dấu thời gian (kiểm thử)',
      trusted: true,
    });
    // Little is wasted: the place is what is needed, not a guess.
    const used =
      /<([0-9a-f]+?)(?:00)*>/.exec(Buffer.from(signed.subarray(state.holeAt)).toString('latin1'))?.[1]?.length ?? 0;
    expect(2 * state.holeBytes - used).toBeLessThan(400);
    expect(2 * state.holeBytes - used).toBeGreaterThanOrEqual(0);
  });

  test('it proves the time: a later revocation leaves the signature standing, an earlier one does not', async () => {
    const person = ca.issue('Người nghỉ việc');
    const signed = await sign(original, person.signer, { timeStamp: timeStampAuthority(server.url) });
    const plain = await sign(original, person.signer);
    const lists = [ca.revoke(person.certificate, new Date('2023-06-01T00:00:00Z'))];
    expect(verifyPdf(signed, ca.trust(now, lists)).signatures[0]).toMatchObject({ certificate: 'trusted' });
    expect(verifyPdf(plain, ca.trust(now, lists)).signatures[0]).toMatchObject({ certificate: 'revoked' });
    const early = ca.issue('Mất khóa');
    const listed = [ca.revoke(early.certificate, new Date('2023-05-01T00:00:00Z'))];
    const bad = await sign(original, early.signer, { timeStamp: timeStampAuthority(server.url) });
    expect(verifyPdf(bad, ca.trust(now, listed)).signatures[0]).toMatchObject({ certificate: 'revoked' });
  });

  test('an authority that answers longer than before is given its place at the second try', async () => {
    const timeStamp = timeStampAuthority(server.url);
    await timeStamp.tokenBytes();
    server.wrong = 'grows';
    const signed = await sign(original, teacher, { timeStamp });
    server.wrong = 'nothing';
    expect(verifyPdf(signed, trust).signatures[0]?.timeStamp?.trusted).toBe(true);
  });

  test.each(['refuses', 'other-hash', 'other-nonce'] as const)('an authority that %s stamps nothing', async wrong => {
    server.wrong = wrong;
    await expect(sign(original, teacher, { timeStamp: timeStampAuthority(server.url) })).rejects.toThrow(
      'time-stamp-failed',
    );
    server.wrong = 'nothing';
  });

  test('a strange authority proves nothing', async () => {
    const strange = await standInTimeStamps(standInAuthority(), stampedAt);
    const signed = await sign(original, teacher, { timeStamp: timeStampAuthority(strange.url) });
    await strange.close();
    expect(verifyPdf(signed, trust)).toMatchObject({
      verdict: 'valid',
      signatures: [{ timeStamp: { trusted: false } }],
    });
  });
});

const nss = isInstalled('pdfsig') && isInstalled('certutil');
describe.skipIf(!nss)(
  'pdfsig judges our files (skipped where poppler-utils and libnss3-tools are not installed)',
  () => {
    let folder = '';
    beforeAll(() => {
      folder = mkdtempSync(path.join(tmpdir(), 'rong-pdfsig-'));
      writeFileSync(path.join(folder, 'ca.pem'), toPem(ca.certificate.der));
      const certutil = (...given: string[]) =>
        execFileSync('certutil', [...given, '-d', `sql:${folder}`], { stdio: 'pipe' });
      certutil('-N', '--empty-password');
      certutil('-A', '-n', 'ca', '-t', 'CT,C,C', '-i', path.join(folder, 'ca.pem'));
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    const judged = (pdf: Uint8Array) => {
      const file = path.join(folder, 'file.pdf');
      writeFileSync(file, pdf);
      const said = execFileSync('pdfsig', ['-nssdir', folder, file], { encoding: 'utf8' });
      const lines = (what: string) => [...said.matchAll(new RegExp(`${what}: (.*)`, 'g'))].map(found => found[1]);
      return { signature: lines('Signature Validation'), certificate: lines('Certificate Validation'), said };
    };

    test('four signatures, the same person twice: all valid and trusted', async () => {
      const { signature, certificate, said } = judged(await signedByAll());
      expect(signature).toEqual(Array(4).fill('Signature is Valid.'));
      expect(certificate).toEqual(Array(4).fill('Certificate is Trusted.'));
      expect(said).toContain('Total document signed');
    });

    test('with a time-stamp, and on files of others', async () => {
      const server = await standInTimeStamps(ca, at);
      for (const pdf of [original, oldStylePdf(), streamedPdf()]) {
        const { signature } = judged(await sign(pdf, teacher, { timeStamp: timeStampAuthority(server.url) }));
        expect(signature).toEqual(['Signature is Valid.']);
      }
      await server.close();
    });

    test('a changed byte', async () => {
      const changed = Buffer.from(await sign(original, teacher));
      changed[9000] = (changed[9000] ?? 0) ^ 1;
      expect(judged(changed).signature).toEqual(['Digest Mismatch.']);
    });
  },
);

/** A later saving with these objects in it, as any program could make. */
function resaved(pdf: Uint8Array, objects: string, numbers: number[], keepTrailer = true): Buffer {
  const before = Buffer.from(pdf).toString('latin1');
  const previous = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(before)?.[1];
  const trailer =
    [...before.matchAll(/trailer\n<<([\s\S]*?)>>\n?startxref/g)].at(-1)?.[1]?.replace(/\/Prev \d+/, '') ?? '';
  const places = numbers.map(number => {
    const place =
      before.length +
      objects.search(new RegExp(`(^|\\n)${number} 0 obj`)) +
      (objects.startsWith(`${number} 0`) ? 0 : 1);
    return `${number} 1\n${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const rest = keepTrailer ? trailer : '';
  const table = `xref\n${places.join('')}trailer\n<<${rest} /Prev ${previous}>>\nstartxref\n${before.length + objects.length}\n%%EOF\n`;
  return Buffer.from(before + objects + table, 'latin1');
}

const infoNumber = (pdf: Uint8Array) => Number(/\/Info (\d+) 0 R/.exec(Buffer.from(pdf).toString('latin1'))?.[1]);
const infoOf = (pdf: Uint8Array) => `${infoNumber(pdf)} 0 obj\n<</Title (Khac)>>\nendobj\n`;

function withoutFields(pdf: Uint8Array): Buffer {
  const number = Number(/\/AcroForm (\d+) 0 R/.exec(Buffer.from(pdf).toString('latin1'))?.[1]);
  return resaved(pdf, `${number} 0 obj\n<</Fields [] /SigFlags 3>>\nendobj\n`, [number]);
}
