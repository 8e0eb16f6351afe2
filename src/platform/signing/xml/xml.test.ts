import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toPem } from '../certificates/read.ts';
import { standInAuthority } from '../stand-ins/authority.ts';
import { isInstalled } from '../stand-ins/installed.ts';
import type { Signer } from '../types.ts';
import { canonical } from './canonical.ts';
import { finishXml, prepareXml, signXml } from './sign.ts';
import { readTree } from './tree.ts';
import { verifyXml } from './verify.ts';

const at = new Date('2023-05-30T07:00:00Z');
const now = new Date('2023-06-15T00:00:00Z');
const ca = standInAuthority();
const teacher = ca.issue('Nguyễn Thị Giáo Viên').signer;
const principal = ca.issue('Trần Văn Hiệu Trưởng').signer;
const seal = ca.issue('Trường dựng (con dấu)', { algorithm: 'rsa-sha256' }).signer;
const trust = ca.trust(now);

/** Everything that canonical form has a rule for. */
const document = `\uFEFF<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet href="a.xsl"?>
<!-- ghi chú -->
<hb:hoc-ba xmlns:hb="urn:hoc-ba" xmlns:thua="urn:khong-dung" xmlns="urn:mac-dinh" z="1" hb:a='2 "hai"' a="&lt;&amp;	tab">
  <mon ten="Toán &gt; Lý"><diem hk='1'>7,5</diem><rong/></mon>\r
  <ngoai xmlns="" xmlns:hb="urn:khac" hb:b="3"><hb:trong xml:lang="vi">Đắk Glei ơ̆ ê̆ ô̆</hb:trong></ngoai>
  <![CDATA[<không phải thẻ> & ]]><?lenh xử lý?>&#xD;&#128512;
</hb:hoc-ba>
`.replace('\uFEFF', '');

const sign = (xml: string, signer: Signer, role?: string) =>
  signXml(xml, { at, place: 'Kon Tum', ...(role && { role }) }, signer);
const signedByAll = async () => {
  let xml = document;
  for (const [signer, role] of [
    [teacher, 'Giáo viên chủ nhiệm'],
    [principal, 'Hiệu trưởng <&>'],
    [teacher, 'Giáo viên'],
    [seal, 'Con dấu'],
  ] as const)
    xml = await sign(xml, signer, role);
  return xml;
};

describe('signing', () => {
  test('several signatures all stay valid, and nothing else of the document moves', async () => {
    const signed = await signedByAll();
    const { verdict, signatures } = verifyXml(signed, trust, { expected: 4 });
    expect(verdict).toBe('valid');
    expect(signatures.map(each => [each.subject, each.reason, each.claimedAt, each.changedAfter])).toEqual([
      ['Nguyễn Thị Giáo Viên', 'Giáo viên chủ nhiệm', at, 'signatures'],
      ['Trần Văn Hiệu Trưởng', 'Hiệu trưởng <&>', at, 'signatures'],
      ['Nguyễn Thị Giáo Viên', 'Giáo viên', at, 'signatures'],
      ['Trường dựng (con dấu)', 'Con dấu', at, 'nothing'],
    ]);
    expect(signed.replaceAll(/<ds:Signature [\s\S]*?<\/ds:Signature>/g, '')).toBe(document);
  });

  test('the hash alone travels, the same for the same request', async () => {
    const { toSign, state } = prepareXml(document, { at, identity: teacher });
    expect(toSign).toHaveLength(32);
    expect(prepareXml(document, { at, identity: teacher }).toSign).toEqual(toSign);
    const [wrong] = await principal.signDigests([toSign]);
    expect(() => finishXml(state, wrong ?? new Uint8Array())).toThrow('signature-wrong');
    const [right] = await teacher.signDigests([toSign]);
    expect(verifyXml(finishXml(state, right ?? new Uint8Array()), trust).verdict).toBe('valid');
  });

  test.each([
    ['nothing', ''],
    ['no XML', 'a,b;c'],
    ['not well-formed', '<a><b></a>'],
    ['an element without an end of its own', '<a/>'],
    ['a document type', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'],
    ['an unknown entity', '<a>&x;</a>'],
    ['an undeclared prefix', '<x:a></x:a>'],
    ['two roots', '<a></a><b></b>'],
    ['something behind the root', '<a></a><!-- </a> -->'],
    ['endless depth', `${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}`],
  ])('what cannot be signed is said: %s', async (_, xml) => {
    await expect(sign(xml, teacher)).rejects.toThrow('file-unreadable');
  });
});

describe('checking sees', () => {
  test('every changed letter of content and of what was signed', async () => {
    const signed = await sign(await sign(document, teacher), principal);
    for (let place = 3; place < signed.length; place += 37) {
      const letter = signed[place] ?? '';
      if (!/[a-z0-9]/i.test(letter)) continue;
      const changed = `${signed.slice(0, place)}${letter === 'x' ? 'y' : 'x'}${signed.slice(place + 1)}`;
      if (isSame(changed, signed)) continue;
      const found = { place, around: signed.slice(place - 20, place + 20), verdict: verifyXml(changed, trust).verdict };
      expect(found).not.toMatchObject({ verdict: 'valid' });
    }
  });

  test('the same content written otherwise is the same', async () => {
    const signed = await sign('<a c="1" b="2"><x></x>7,5</a>', teacher);
    const otherwise = signed
      .replace('<a c="1" b="2"><x></x>', `<a b='2'  c="1" ><x/>`)
      .replace('7,5', '<![CDATA[7]]>,&#53;');
    expect(verifyXml(otherwise, trust).verdict).toBe('valid');
  });

  test('a signature taken out, whichever it is', async () => {
    const signed = await signedByAll();
    const all = [...signed.matchAll(/<ds:Signature [\s\S]*?<\/ds:Signature>/g)].map(found => found[0]);
    for (const one of all.slice(0, 3)) expect(verifyXml(signed.replace(one, ''), trust).verdict).toBe('changed');
    // Without the last one it is an earlier state: only the number tells.
    const [, , , last = ''] = all;
    expect(verifyXml(signed.replace(last, ''), trust, { expected: 4 }).verdict).toBe('signature-missing');
    const [first = '', second = ''] = all;
    const swapped = signed.replace(first, '@').replace(second, first).replace('@', second);
    expect(verifyXml(swapped, trust).verdict).toBe('changed');
  });

  test('something hidden where no signature looks', async () => {
    const signed = await sign(document, teacher);
    const hide = (text: string) => verifyXml(signed.replace('<rong/>', `<rong/>${text}`), trust).verdict;
    expect(hide('<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><diem>10</diem></ds:Signature>')).toBe(
      'changed',
    );
    const atRoot = signed.replace(
      '</hb:hoc-ba>',
      '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><diem>10</diem></ds:Signature></hb:hoc-ba>',
    );
    expect(verifyXml(atRoot, trust).verdict).toBe('changed');
    const inside = signed.replace('</ds:Object>', '</ds:Object><ds:Object><diem>10</diem></ds:Object>');
    expect(verifyXml(inside, trust).verdict).toBe('changed');
  });

  test('a document put inside another (wrapping)', async () => {
    const signed = await sign('<a><d>7,5</d></a>', teacher);
    const signature = /<ds:Signature [\s\S]*<\/ds:Signature>/.exec(signed)?.[0] ?? '';
    expect(verifyXml(`<b><a><d>7,5</d></a>${signature}</b>`, trust).verdict).toBe('changed');
    expect(verifyXml(`<b>${signed}</b>`, trust).verdict).toBe('changed');
  });

  test('other transforms than ours', async () => {
    const signed = await sign('<a><d>7,5</d></a>', teacher);
    const narrower = signed.replace('not(ancestor-or-self::ds:Signature)', 'not(ancestor-or-self::d)');
    expect(verifyXml(narrower, trust).verdict).toBe('changed');
  });

  test('a foreign certificate, one that had expired, and one of a person taken from', async () => {
    const state = async (signer: Signer, given = trust) =>
      verifyXml(await sign(document, signer), given).signatures[0]?.certificate;
    expect(await state(standInAuthority().issue('Người lạ').signer)).toBe('unknown-issuer');
    const old = ca.issue('Hết hạn', { until: new Date('2023-01-01T00:00:00Z') });
    expect(await state(old.signer)).toBe('not-valid-at-signing');
    const taken = ca.issue('Bị thu hồi');
    const list = ca.revoke(taken.certificate, new Date('2023-06-01T00:00:00Z'));
    expect(await state(taken.signer, ca.trust(now, [list]))).toBe('revoked');
  });

  test('a certificate of the same key put in the place of the signer’s', async () => {
    const signed = await sign(document, teacher);
    const other = Buffer.from(principal.chain[0] ?? []).toString('base64');
    const changed = signed.replace(/(<ds:X509Certificate>)[^<]+/, `$1${other}`);
    expect(verifyXml(changed, trust).verdict).toBe('changed');
  });

  test('what is no XML, and what nobody signed', () => {
    expect(verifyXml('<a', trust).verdict).toBe('unreadable');
    expect(verifyXml('<a></a>', trust).verdict).toBe('unsigned');
    expect(verifyXml('<a></a>', trust, { expected: 3 }).verdict).toBe('signature-missing');
  });
});

describe.skipIf(!isInstalled('xmllint'))(
  'xmllint writes the same canonical form (skipped where libxml2-utils is not installed)',
  () => {
    test('of a document with everything in it', () => {
      const file = path.join(mkdtempSync(path.join(tmpdir(), 'rong-c14n-')), 'a.xml');
      writeFileSync(file, document);
      const theirs = execFileSync('xmllint', ['--exc-c14n', file], { encoding: 'utf8' });
      expect(theirs.replaceAll(/<!--[\s\S]*?-->\n?/g, '')).toContain(canonical(readTree(document).root));
    });
  },
);

describe.skipIf(!isInstalled('xmlsec1'))('xmlsec1 judges our files (skipped where xmlsec1 is not installed)', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'rong-xmlsec-'));
    writeFileSync(path.join(folder, 'ca.pem'), toPem(ca.certificate.der));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const isGood = (xml: string, number: number): boolean => {
    const file = path.join(folder, 'file.xml');
    writeFileSync(file, xml);
    const given = [
      '--verify',
      '--trusted-pem',
      path.join(folder, 'ca.pem'),
      '--verification-time',
      '2023-06-01 00:00:00',
    ];
    for (const name of [
      'http://uri.etsi.org/01903/v1.3.2#:SignedProperties',
      'http://www.w3.org/2000/09/xmldsig#:SignatureValue',
    ])
      given.push('--id-attr:Id', name);
    given.push('--node-xpath', `/*/*[local-name()='Signature'][${number}]`, file);
    try {
      execFileSync('xmlsec1', given, { stdio: 'pipe' });
      return true;
    } catch {
      return false;
    }
  };

  test('four signatures, the same person twice', async () => {
    const signed = await signedByAll();
    expect([1, 2, 3, 4].map(number => isGood(signed, number))).toEqual([true, true, true, true]);
  });

  test('a changed mark breaks all, a signature taken out the later ones', async () => {
    const signed = await signedByAll();
    const changed = signed.replace('7,5', '8,5');
    expect([1, 2, 3, 4].map(number => isGood(changed, number))).toEqual([false, false, false, false]);
    const first = /<ds:Signature [\s\S]*?<\/ds:Signature>/.exec(signed)?.[0] ?? '';
    const without = signed.replace(first, '');
    expect([1, 2, 3].map(number => isGood(without, number))).toEqual([false, false, false]);
  });
});

/** Equal but for comments, the XML declaration and prefixes that nothing uses. */
function isSame(one: string, other: string): boolean {
  try {
    return canonical(readTree(one).root) === canonical(readTree(other).root) && before(one) === before(other);
  } catch {
    return false;
  }
}

const before = (xml: string) => JSON.stringify(readTree(xml).before);
