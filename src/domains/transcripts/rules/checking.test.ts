import fc from 'fast-check';
import decodeQR from 'qr/decode.js';
import { describe, expect, test } from 'vitest';
import type { CertificateState, Verdict, Verified } from '#platform/signing/index.ts';
import { qrPng, qrSvg } from '../paper/qr-code.ts';
import { judgeFile, judgeStanding, type Standing } from './judge.ts';
import { judgeCode } from './judge-code.ts';
import { lookOver } from './look-over-file.ts';
import { codeIn, type QrFacts, readQrPayload, writeQrPayload } from './qr-payload.ts';
import { keyInList, type RevocationList, readRevocationList, writeRevocationList } from './revocation-list.ts';

const facts: QrFacts = {
  publicId: 'Zk3vB1q8T0uWm4xYpN7rLs',
  schoolCode: '62608503',
  pupilName: 'Y Mẫu Ơ̆ng Ŏ Ƀăk Đrŭh',
  birthDay: '2012-02-29',
  schoolYear: '2023-2024',
  grade: 6,
  academic: 'Tốt',
  conduct: 'Tốt',
  outcome: 'Được lên lớp',
  factsSha256: '0123456789abcdef'.repeat(4),
  xmlSha256: 'fedcba9876543210'.repeat(4),
  issuedAt: new Date('2024-05-31T03:00:00Z'),
};

describe('what a QR code carries', () => {
  test('comes back as it was written, Vietnamese and Bahnar letters too', () => {
    expect(readQrPayload(writeQrPayload(facts))).toEqual({
      ...facts,
      pupilName: facts.pupilName.normalize('NFC'),
      factsSha256: '0123456789abcdef',
      xmlSha256: 'fedcba9876543210',
    });
  });

  test('of a pupil without a birth day and results that are not there', () => {
    const read = readQrPayload(writeQrPayload({ ...facts, birthDay: null, academic: '', conduct: '' }));
    expect(read).toMatchObject({ birthDay: null, academic: '', conduct: '', outcome: 'Được lên lớp' });
  });

  test('any name and any results survive', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 12 }), fc.integer({ min: 1, max: 12 }), (name, grade) => {
        expect(readQrPayload(writeQrPayload({ ...facts, pupilName: name, grade }))).toMatchObject({
          pupilName: name.normalize('NFC'),
          grade,
        });
      }),
    );
  });

  test('bytes that are no payload are none, whatever they are', () => {
    const whole = writeQrPayload(facts);
    expect(readQrPayload(whole.subarray(0, -1))).toBeUndefined();
    expect(readQrPayload(Uint8Array.from([...whole, 0]))).toBeUndefined();
    expect(readQrPayload(Uint8Array.from([2, ...whole.subarray(1)]))).toBeUndefined();
    fc.assert(fc.property(fc.uint8Array({ maxLength: 240 }), bytes => void readQrPayload(bytes)));
  });

  test('with its signature and address it stays a code that is read from paper', async () => {
    const signed = Buffer.alloc(writeQrPayload(facts).length + 72).toString('base64url');
    const text = `https://rong.kontum.gov.vn/check#${signed}`;
    expect(text.length).toBeLessThan(400);
    const svg = await qrSvg(text);
    expect(svg).toMatch(/^<svg .*viewBox="0 0 \d+ \d+"/);
    expect(Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1])).toBeLessThanOrEqual(80);
  });

  test('is found in what phones and clipboards give', () => {
    expect(codeIn('  https://example.org/check#abc-DEF_1\n')).toBe('abc-DEF_1');
    expect(codeIn('abc-\nDEF\n_1')).toBe('abc-DEF_1');
  });
});

test('the drawn code is read back by the reader of the offline page', async () => {
  const { createCanvas, loadImage } = await import('@napi-rs/canvas');
  const text = `https://example.org/check#${'aB3-_'.repeat(50)}`;
  const picture = await loadImage(Buffer.from(await qrPng(text, 4)));
  const canvas = createCanvas(picture.width, picture.height);
  canvas.getContext('2d').drawImage(picture, 0, 0);
  const { data, width, height } = canvas.getContext('2d').getImageData(0, 0, picture.width, picture.height);
  expect(decodeQR({ data, width, height })).toBe(text);
});

const list = async (madeAt: string, ended: [string, 'superseded' | 'revoked'][] = []): Promise<RevocationList> => ({
  number: 7,
  madeAt: new Date(madeAt),
  ended: new Map(await Promise.all(ended.map(async ([id, kind]) => [await keyInList(id), kind] as const))),
});

describe('the list of those that no longer hold', () => {
  test('comes back as it was written', async () => {
    const given = await list('2024-06-01T00:00:00Z', [
      ['one', 'revoked'],
      ['two', 'superseded'],
    ]);
    expect(readRevocationList(writeRevocationList(given))).toEqual(given);
    expect(readRevocationList(writeRevocationList(given).subarray(1))).toBeUndefined();
  });

  test('judges a code: whole, revoked, superseded, and what an old or missing list cannot say', async () => {
    const key = await keyInList(facts.publicId);
    const now = new Date('2024-06-08T00:00:00Z');
    const whyOf = (known: RevocationList | undefined) => {
      const { state, why } = judgeCode(facts, key, known, now);
      return `${state}: ${why}`;
    };
    expect(whyOf(await list('2024-06-07T00:00:00Z'))).toBe('valid: code-whole');
    expect(whyOf(await list('2024-06-07T00:00:00Z', [[facts.publicId, 'revoked']]))).toBe('revoked: revoked');
    expect(whyOf(await list('2024-06-07T00:00:00Z', [[facts.publicId, 'superseded']]))).toBe('superseded: superseded');
    expect(whyOf(await list('2024-05-01T00:00:00Z'))).toBe('unknown: list-old');
    expect(whyOf(undefined)).toBe('unknown: list-missing');
    // What an old list knows stays true.
    expect(whyOf(await list('2024-01-01T00:00:00Z', [[facts.publicId, 'revoked']]))).toBe('revoked: revoked');
  });
});

const verified = (verdict: Verdict, certificate: CertificateState = 'trusted'): Verified => ({
  verdict,
  development: false,
  signatures:
    verdict === 'unsigned'
      ? []
      : [
          {
            subject: 'Cô Mẫu',
            name: null,
            issuer: 'CA',
            serial: '01',
            fingerprint: 'ab',
            reason: null,
            claimedAt: null,
            timeStamp: null,
            intact: verdict !== 'changed',
            coversWholeDocument: true,
            certificate,
            revokedAt: null,
            revocationChecked: true,
            development: false,
            changedAfter: 'nothing',
          },
        ],
});

const ours = (more: Partial<Standing> = {}): Standing => ({
  isNewest: true,
  supersededAt: null,
  revokedAt: null,
  roles: ['homeroom', 'principal', 'seal'],
  fileAfter: 'seal',
  knownSince: null,
  ...more,
});

describe('the answer to a file', () => {
  const cases: [string, Verified, Standing | undefined, string][] = [
    ['ours, whole', verified('valid'), ours(), 'valid whole'],
    ['a changed byte', verified('changed'), ours({ fileAfter: null }), 'changed content-changed'],
    ['names ours and is another file', verified('valid'), ours({ fileAfter: null }), 'changed not-our-file'],
    [
      'ours with its signatures taken off',
      verified('unsigned'),
      ours({ fileAfter: null }),
      'changed signatures-stripped',
    ],
    [
      'a forger’s own signature on our number',
      verified('not-trusted', 'unknown-issuer'),
      ours({ fileAfter: null }),
      'changed not-our-file',
    ],
    ['the state before the seal', verified('valid'), ours({ fileAfter: 'principal' }), 'changed signature-missing'],
    ['fewer signatures than there are', verified('signature-missing'), ours(), 'changed signature-missing'],
    ['revoked', verified('valid'), ours({ revokedAt: new Date() }), 'revoked revoked'],
    ['superseded', verified('valid'), ours({ supersededAt: new Date(), isNewest: false }), 'superseded superseded'],
    [
      'revoked and changed: the change counts',
      verified('changed'),
      ours({ revokedAt: new Date() }),
      'changed content-changed',
    ],
    ['not sealed yet', verified('valid'), ours({ roles: ['homeroom'], fileAfter: 'homeroom' }), 'unknown not-finished'],
    [
      'an expired certificate',
      verified('not-trusted', 'not-valid-at-signing'),
      ours(),
      'unknown certificate-not-valid',
    ],
    ['a revoked certificate', verified('not-trusted', 'revoked'), undefined, 'unknown certificate-revoked'],
    ['a foreign certificate', verified('not-trusted', 'unknown-issuer'), undefined, 'unknown unknown-issuer'],
    ['trusted, from elsewhere', verified('valid'), undefined, 'unknown issued-elsewhere'],
    ['any PDF', verified('unsigned'), undefined, 'unknown unsigned'],
    ['broken', verified('unreadable'), undefined, 'unknown unreadable'],
  ];
  test.each(cases)('%s', (_, file, standing, answer) => {
    const { state, why } = judgeFile(file, standing);
    expect(`${state} ${why}`).toBe(answer);
  });

  test('a number alone tells the standing', () => {
    expect(judgeStanding(ours()).state).toBe('valid');
    expect(judgeStanding(ours({ roles: ['homeroom', 'principal'] }))).toEqual({
      state: 'unknown',
      why: 'not-finished',
    });
  });
});

describe('looking a file over', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  test('refuses what is no transcript before anyone reads it', () => {
    expect(lookOver(bytes(''))).toEqual({ fault: 'empty' });
    expect(lookOver(new Uint8Array(11 * 1024 * 1024))).toEqual({ fault: 'too-large' });
    expect(lookOver(bytes('PK\u0003\u0004 a zip'))).toEqual({ fault: 'neither' });
    expect(lookOver(bytes('%PDF-1.7\n… trailer << /Encrypt 5 0 R >> %%EOF'))).toEqual({ fault: 'encrypted' });
    expect(
      lookOver(bytes('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>')),
    ).toEqual({
      fault: 'xml-declarations',
    });
    expect(lookOver(bytes(`<a>${'x'.repeat(1024 * 1024)}</a>`))).toEqual({ fault: 'too-large' });
  });

  test('finds the number, and where earlier states of a PDF end', () => {
    const text = '%PDF-1.7\n/Keywords (rong-transcript:Zk3vB1q8T0uWm4xYpN7rLs)\n%%EOF\n more %%EOF\n';
    const first = text.indexOf('%%EOF') + 5;
    expect(lookOver(bytes(text))).toEqual({
      kind: 'pdf',
      publicId: 'Zk3vB1q8T0uWm4xYpN7rLs',
      ends: [text.length, text.length - 1, first, first + 1],
    });
    expect(lookOver(bytes('<transcript><issue id="Zk3vB1q8T0uWm4xYpN7rLs"/></transcript>'))).toMatchObject({
      kind: 'xml',
      publicId: 'Zk3vB1q8T0uWm4xYpN7rLs',
    });
  });
});
