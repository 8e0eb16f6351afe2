import { deflateRawSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { visitor } from '#platform/access.ts';
import { workOff } from '#platform/jobs.ts';
import { makePdf } from '#platform/paper/paper.ts';
import { networkOf } from '#platform/sign-in/rules/network-of.ts';
import { signPdf, signXml } from '#platform/signing/index.ts';
import { standInAuthority } from '#platform/signing/stand-ins/authority.ts';
import { perform } from '#platform/work.ts';
import { prepareAssets } from '#ui';
import { asOwnerOf } from '../../../../test/as-owner.ts';
import { identifyAs, useSystem } from '../../../../test/database.ts';
import { type SmallProvince, smallProvince } from '../../../../test/small-province.ts';
import { makeWeb } from '../../../routes.ts';
import { checkingJobs } from '../checking-jobs.ts';
import { revokeTranscript } from '../commands/revoke-transcript.ts';
import { openSignedList } from '../rules/revocation-list.ts';
import { issueSpecimen, type Specimen } from '../signed-specimen.ts';

const world = useSystem('2024-06-03T03:00:00Z');
let province: SmallProvince;
let schoolId = 0;
let good: Specimen;
let old: Specimen;
let newer: Specimen;
let revoked: Specimen;
let unfinished: Specimen;
const asOwner = asOwnerOf(world);

beforeAll(async () => {
  await prepareAssets(`${world().settings.dataFolder}/assets`);
  province = await smallProvince(world());
  [schoolId = 0] = province.schools;
  await province.fill(schoolId);
  const enrolments = await asOwner<{ enrolment_id: string; class_id: string }>(
    'select enrolment_id, class_id from schools.class_place where school_id = $1 order by 1',
    [schoolId],
  );
  const specimen = async (index: number, letter: string, more: Partial<Parameters<typeof issueSpecimen>[2]> = {}) =>
    await issueSpecimen(world(), asOwner, {
      schoolId,
      classId: Number(enrolments[index]?.class_id),
      enrolmentId: Number(enrolments[index]?.enrolment_id),
      publicId: letter.repeat(20),
      ...more,
    });
  good = await specimen(0, 'G');
  old = await specimen(1, 'O');
  newer = await specimen(1, 'N', { version: 2, supersedesId: old.transcriptId });
  revoked = await specimen(2, 'R');
  unfinished = await specimen(3, 'U', { signed: 1 });
  await asOwner(
    `insert into transcripts.revocation (school_id, transcript_id, reason, by, at) values ($1, $2, 'Nhầm học sinh', 'test', now())`,
    [schoolId, revoked.transcriptId],
  );
  await checkingJobs.jobs[0]?.run(world(), {});
}, 60_000);

const web = () => makeWeb(world(), identifyAs(visitor(world().today())));

async function post(path: string, fields: Record<string, string | File>): Promise<{ status: number; text: string }> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  const answer = await web().request(path, { method: 'POST', body, headers: { 'sec-fetch-site': 'same-origin' } });
  return { status: answer.status, text: await answer.text() };
}

const bytesOf = (content: Uint8Array | string) =>
  typeof content === 'string' ? Buffer.from(content) : Buffer.from(content);
/** The one answer of the page: the first verdict that is no template. */
async function check(
  content: Uint8Array | string,
  name = 'hoc-ba.pdf',
): Promise<{ status: number; title: string; text: string }> {
  const { status, text } = await post('/check', { file: new File([bytesOf(content)], name) });
  return { status, title: titleIn(text), text };
}
const titleIn = (text: string) =>
  /class="verdict[^>]*>.*?<h2>([^<]*)</s.exec(text.replaceAll(/<template.*?<\/template>/gs, ''))?.[1] ?? '';

const WHOLE = 'Nguyên vẹn và có hiệu lực';
const CHANGED = 'Đã bị thay đổi';
const UNKNOWN = 'Không xác định được';

describe('a file that someone holds', () => {
  test('is whole and in force: PDF and XML, with who signed, and that the certificates are for trying out', async () => {
    const answer = await check(good.pdfs[2] ?? '');
    expect(answer.title).toBe(WHOLE);
    for (const words of [
      'Cô Mẫu Chủ Nhiệm',
      'Hiệu trưởng',
      'Con dấu của trường',
      'không có giá trị pháp lý',
      'Trùng từng byte',
      'Bản mới nhất',
    ])
      expect(answer.text).toContain(words);
    expect((await check(good.xmls[2] ?? '', 'hoc-ba.xml')).title).toBe(WHOLE);
  });

  test('tells nothing of the pupil', async () => {
    const { text } = await check(good.pdfs[2] ?? '');
    expect(text).not.toContain('Blơ̆ng');
    expect((await post('/check/number', { number: good.publicId })).text).not.toContain('Blơ̆ng');
  });

  test('with a changed byte is changed, wherever the byte stands', async () => {
    const pdf = Buffer.from(good.pdfs[2] ?? []);
    for (const at of [2_000, Math.floor(pdf.length / 3), Math.floor(pdf.length / 2)]) {
      const forged = Buffer.from(pdf);
      forged[at] = (forged[at] ?? 0) ^ 1;
      expect((await check(forged)).title).toBe(CHANGED);
    }
    const xml = (good.xmls[2] ?? '').replace('tenths="8', 'tenths="9');
    expect(xml).not.toBe(good.xmls[2]);
    expect((await check(xml, 'x.xml')).title).toBe(CHANGED);
  });

  test('with a signature removed is seen to miss one', async () => {
    for (const stage of [0, 1]) {
      const answer = await check(good.pdfs[stage] ?? '');
      expect(answer.title).toBe(CHANGED);
      expect(answer.text).toContain('thiếu chữ ký');
      expect((await check(good.xmls[stage] ?? '', 'x.xml')).title).toBe(CHANGED);
    }
  });

  test('stripped of all signatures, or made anew under our number, is none of ours', async () => {
    const stripped = (good.xmls[2] ?? '').replace(/<(\w+:)?Signature .*<\/(\w+:)?Signature>/s, '');
    expect((await check(stripped, 'x.xml')).title).toBe(CHANGED);
    const made = makePdf(
      `#set document(title: "x", keywords: ("rong-transcript:${good.publicId}",))\nHọc bạ`,
      {},
      new Date(),
    );
    expect((await check(made)).title).toBe(CHANGED);
    const forger = standInAuthority('CA Giả');
    const forged = await signPdf(
      made,
      { name: 'Hiệu trưởng', reason: 'ký', at: world().clock.now() },
      forger.issue('Hiệu trưởng').signer,
    );
    const answer = await check(forged);
    expect(answer.title).toBe(CHANGED);
    expect(answer.text).toContain('không phải tệp mà trường đã phát hành');
  });

  test('with a further signature over ours is still ours', async () => {
    const { signer } = standInAuthority('CA Khác').issue('Phòng công chứng');
    const more = await signPdf(
      good.pdfs[2] ?? new Uint8Array(),
      { name: 'Công chứng', reason: 'sao y', at: world().clock.now() },
      signer,
    );
    const answer = await check(more);
    expect(answer.text).toContain('có thêm chữ ký sau đó');
    // The stranger's certificate is unknown, so that the whole cannot be vouched for; but nothing was changed.
    expect(answer.title).toBe(UNKNOWN);
  });

  test('superseded, revoked, and not finished', async () => {
    expect((await check(old.pdfs[2] ?? '')).title).toBe('Đã được thay bằng bản mới');
    expect((await check(newer.pdfs[2] ?? '')).title).toBe(WHOLE);
    expect((await check(revoked.pdfs[2] ?? '')).title).toBe('Đã thu hồi');
    const half = await check(unfinished.pdfs[0] ?? '');
    expect(half.title).toBe(UNKNOWN);
    expect(half.text).toContain('chưa có con dấu');
  });

  test('from elsewhere: an unknown issuer, and one whose certificate had expired', async () => {
    const plain = makePdf('Học bạ nơi khác', {}, new Date());
    const foreign = standInAuthority('CA Lạ');
    const at = world().clock.now();
    const unknown = await check(
      await signPdf(plain, { name: 'Ai đó', reason: 'ký', at }, foreign.issue('Ai đó').signer),
    );
    expect(unknown.title).toBe(UNKNOWN);
    expect(unknown.text).toContain('Ai cũng có thể tự làm');
    expect(unknown.text).toContain('không được phát hành ở đây');
    await asOwner(
      `insert into platform.trust_anchor (certificate, name, fingerprint, added_by, added_at) values ($1, 'CA Lạ', 'f', 'test', now())`,
      [Buffer.from(foreign.certificate.der)],
    );
    const expired = foreign.issue('Người cũ', { from: new Date('2021-01-01'), until: new Date('2022-01-01') });
    const answer = await check(await signPdf(plain, { name: 'Người cũ', reason: 'ký', at }, expired.signer));
    expect(answer.title).toBe(UNKNOWN);
    expect(answer.text).toContain('hết hạn');
    const xml = await signXml('<hoc-ba><mon/></hoc-ba>', { at }, foreign.issue('Trường bạn').signer);
    expect((await check(xml, 'x.xml')).text).toContain('không được phát hành ở đây');
  });

  test('that is no transcript gets words, and nothing breaks', async () => {
    expect((await check(makePdf('Một bài thơ', {}, new Date()))).title).toBe(UNKNOWN);
    const cases: [Uint8Array | string, string][] = [
      ['', 'Tệp trống'],
      ['%PDF-1.7\ntrailer << /Encrypt 5 0 R >> %%EOF', 'có mật khẩu'],
      ['<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', 'DOCTYPE'],
      [`<a>${'<b>'.repeat(400_000)}`, 'quá lớn'],
      [deflateRawSync(Buffer.alloc(20 * 1024 * 1024)), 'Chỉ kiểm tra được'],
      [Buffer.from('504b0304', 'hex'), 'Chỉ kiểm tra được'],
    ];
    for (const [content, words] of cases) {
      const { status, text } = await check(content);
      expect({ words, status }).toEqual({ words, status: 422 });
      expect(text).toContain(words);
    }
    for (const broken of ['%PDF-1.7', '<', `<a>${'<b>'.repeat(100_000)}`, `${(good.xmls[0] ?? '').slice(0, 900)}`])
      expect((await check(broken)).status).toBe(200);
    expect((await post('/check', {})).status).toBe(422);
    const huge = await post('/check', { file: new File([Buffer.alloc(12 * 1024 * 1024)], 'x.pdf') });
    expect(huge.status).toBe(413);
  }, 30_000);
});

describe('a code and a number', () => {
  test('whole, forged, unknown and nonsense', async () => {
    const whole = await post('/check/code', { code: good.qr });
    expect(titleIn(whole.text)).toBe(WHOLE);
    expect(whole.text).toContain('Được lên lớp');
    const code = good.qr.split('#')[1] ?? '';
    const forged = `${code.slice(0, 40)}${code[40] === 'A' ? 'B' : 'A'}${code.slice(41)}`;
    const answer = await post('/check/code', { code: forged });
    expect(titleIn(answer.text)).toBe(CHANGED);
    expect(answer.text.replaceAll(/<template.*?<\/template>/gs, '')).not.toContain('Được lên lớp');
    expect(titleIn((await post('/check/code', { code: 'xin chào' })).text)).toBe(UNKNOWN);
    expect(titleIn((await post('/check/code', { code: revoked.qr })).text)).toBe('Đã thu hồi');
    expect((await post('/check/code', { code: '' })).status).toBe(422);
  });

  test('the number tells only how it stands', async () => {
    expect(titleIn((await post('/check/number', { number: good.publicId })).text)).toBe(WHOLE);
    expect(titleIn((await post('/check/number', { number: old.publicId })).text)).toBe('Đã được thay bằng bản mới');
    const unknown = await post('/check/number', { number: 'X'.repeat(20) });
    expect(unknown.status).toBe(422);
    expect(unknown.text).toContain('Không có học bạ nào mang số này');
  });
});

describe('what is published', () => {
  test('the list names by hash what was superseded or revoked, is signed, and keeps its number until something changes', async () => {
    const keys = (await (await web().request('/check/keys.json')).json()) as {
      keys: { id: string; publicKey: string }[];
    };
    const signed = await (await web().request('/check/revoked.txt')).text();
    const list = await openSignedList(signed, keys.keys);
    expect([...(list?.ended.values() ?? [])].sort()).toEqual(['revoked', 'superseded']);
    const altered = `${signed.slice(0, 14)}${signed[14] === 'A' ? 'B' : 'A'}${signed.slice(15)}`;
    expect(await openSignedList(altered, keys.keys)).toBeUndefined();
    await checkingJobs.jobs[0]?.run(world(), {});
    expect(await (await web().request('/check/revoked.txt')).text()).toBe(signed);
    const page = await (await web().request('/check/revoked')).text();
    expect(page).toContain('Danh sách thu hồi');
    expect(page).not.toContain(old.publicId);
  });

  test('a day later the list is made anew, with a higher number', async () => {
    const before = await (await web().request('/check/revoked.txt')).text();
    world().clock.set('2024-06-04T03:00:00Z');
    await checkingJobs.jobs[0]?.run(world(), {});
    const after = await (await web().request('/check/revoked.txt')).text();
    expect(after).not.toBe(before);
  });

  test('revoking one puts it on the list by itself', async () => {
    const before = await (await web().request('/check/revoked.txt')).text();
    const principal = await province.person('principal', schoolId);
    await perform(world(), principal, revokeTranscript, {
      schoolId,
      transcriptId: unfinished.transcriptId,
      reason: 'Nhầm',
    });
    await workOff(world(), { ...checkingJobs, timed: [] });
    const after = await (await web().request('/check/revoked.txt')).text();
    expect(after.length).toBeGreaterThan(before.length);
    expect(titleIn((await post('/check/number', { number: unfinished.publicId })).text)).toBe('Đã thu hồi');
  });

  test('the page for no network is small beside its reader', async () => {
    const page = await (await web().request('/check/offline')).text();
    const paths = [...page.matchAll(/(?:src|href)="(\/(?:assets|check\/files)\/[^"]+\.(?:js|css))"/g)].map(
      ([, path = '']) => path,
    );
    expect(paths.length).toBe(3);
    let bytes = 0;
    for (const path of paths)
      bytes += (await (await web().request(path, { headers: { 'accept-encoding': 'gzip, br' } })).arrayBuffer())
        .byteLength;
    expect(bytes).toBeLessThan(60 * 1024);
    expect(page).not.toContain('rong_said');
  });

  test('an address may not ask for ever; another may', async () => {
    const { settings } = world();
    const before = settings.publicUrl;
    settings.publicUrl = 'https://rong.example';
    try {
      await asOwner(
        `insert into platform.attempt (kind, subject, at) select 'check', $1, $2 from generate_series(1, 300)`,
        [networkOf('203.0.113.9'), world().clock.now()],
      );
      const ask = async (address: string) => {
        const body = new FormData();
        body.set('number', good.publicId);
        const headers = { 'sec-fetch-site': 'same-origin', 'x-forwarded-for': address };
        return await web().request('/check/number', { method: 'POST', body, headers });
      };
      const refused = await ask('203.0.113.9');
      expect(refused.status).toBe(429);
      expect(await refused.text()).toContain('Hãy thử lại sau');
      expect((await ask('198.51.100.7')).status).toBe(200);
    } finally {
      settings.publicUrl = before;
    }
  });
});
