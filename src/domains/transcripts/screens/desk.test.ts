import { beforeAll, describe, expect, test } from 'vitest';
import { type Actor, visitor } from '#platform/access.ts';
import { countQueries } from '#platform/database/database.ts';
import { workOff } from '#platform/jobs.ts';
import { findSigner, type Signer } from '#platform/signing/index.ts';
import { perform, read } from '#platform/work.ts';
import { prepareAssets } from '#ui';
import { identifyAs, useSystem } from '../../../../test/database.ts';
import { type SmallProvince, smallProvince } from '../../../../test/small-province.ts';
import { makeWeb } from '../../../routes.ts';
import { askSigning } from '../commands/ask-signing.ts';
import { transcriptsJobs } from '../jobs.ts';
import { makeOrderCode } from '../queries/order-code.ts';
import { giveKeys, type SmallYear, smallYear } from '../small-year.ts';
import { CodeRefused, signFromAfar } from '../token-agent.ts';

const world = useSystem('2024-06-10T03:00:00Z');
let province: SmallProvince;
let year: SmallYear;
let at: { school: string; klass: string; pupil: string };

beforeAll(async () => {
  await prepareAssets(`${world().settings.dataFolder}/assets`);
  province = await smallProvince(world());
  year = await smallYear(world(), province, { pupils: 3 });
  await giveKeys(world(), year);
  at = {
    school: `/schools/${year.schoolId}/transcripts`,
    klass: `/schools/${year.schoolId}/classes/${year.classId}/transcripts`,
    pupil: `/schools/${year.schoolId}/pupils/${year.enrolmentIds[0]}/transcripts`,
  };
}, 60_000);

const web = (actor: Actor) => makeWeb(world(), identifyAs(actor));
const open = (actor: Actor, path: string) => web(actor).request(path);
const post = (actor: Actor, path: string, fields: Record<string, string>) =>
  web(actor).request(path, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
  });
const textOf = async (actor: Actor, path: string) => (await open(actor, path)).text();
const inside = () => ({ ...world().house, schools: [year.schoolId] });
const transcripts = () =>
  read(world(), inside(), 'transcripts', db =>
    db
      .selectFrom('transcripts.transcript')
      .selectAll()
      .where('school_id', '=', year.schoolId)
      .orderBy('transcript_id')
      .execute(),
  );
const signatures = () =>
  read(world(), inside(), 'transcripts', db =>
    db.selectFrom('transcripts.signature').selectAll().where('school_id', '=', year.schoolId).execute(),
  );

describe('the way of a class', () => {
  test('the clerk is offered to make, and makes', async () => {
    expect(await textOf(year.clerk, at.school)).toContain('Lập học bạ cho 1 lớp');
    const made = await post(year.clerk, `${at.school}/make?year=2023-2024`, {});
    expect(made.status).toBe(303);
    expect(await transcripts()).toHaveLength(3);
  });

  test('before signing the file says that it is a preview; the family sees nothing yet', async () => {
    const [one] = await transcripts();
    const file = await open(year.clerk, `${at.school}/${one?.transcript_id}/transcript.pdf`);
    expect(file.status).toBe(200);
    expect(
      Buffer.from(await file.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    const xml = await textOf(year.clerk, `${at.school}/${one?.transcript_id}/transcript.xml`);
    expect(xml).toContain('urn:rong:transcript:1');
    const pupil = await world().actor(year.schoolId * 100_000 + 1);
    expect((await open(pupil, `${at.school}/${one?.transcript_id}/transcript.pdf`)).status).toBe(404);
    expect(await textOf(pupil, at.pupil)).not.toContain('Tải');
  });

  test('the teacher is offered to confirm, then to sign as homeroom', async () => {
    expect(await textOf(year.teacher, at.school)).toContain('Xác nhận 3 môn của tôi, từ lớp');
    expect(await textOf(year.teacher, at.klass)).toContain('Xác nhận 3 môn của tôi');
    expect((await post(year.teacher, `${at.klass}/confirm`, { courseIds: year.courseIds.join(',') })).status).toBe(303);
    expect(await textOf(year.teacher, at.klass)).toContain('Ký 3 học bạ (chủ nhiệm)');
    const asked = await post(year.teacher, `${at.klass}/sign`, { role: 'homeroom', schoolYear: '2023-2024' });
    expect(asked.status).toBe(303);
    expect(await textOf(year.teacher, asked.headers.get('location') ?? '')).toContain('Chờ đến lượt');
    await workOff(world(), transcriptsJobs);
    expect(await textOf(year.teacher, asked.headers.get('location') ?? '')).toContain('Đã ký 3 học bạ');
  });

  test('out of order is said on the page, and nothing was asked', async () => {
    const refused = await post(year.clerk, `${at.school}/sign?year=2023-2024`, {
      role: 'seal',
      schoolYear: '2023-2024',
      classIds: String(year.classId),
    });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('hiệu trưởng chưa ký');
  });
});

describe('a token far away', () => {
  let key: Signer | undefined;

  test('hashes go out, signed hashes come in, and no file travels', async () => {
    const owner = { kind: 'person' as const, id: year.principal.personId ?? 0 };
    key = await findSigner(world(), owner);
    // The same key as if a token in the village held it: this house knows its certificate alone.
    await province.write(
      `update platform.signer set kind = 'token', sealed_key = null, signing_authority_id = null, reference = '{}' where owner_kind = 'person' and owner_id = $1`,
      [owner.id],
    );
    const asked = await perform(world(), year.principal, askSigning, {
      schoolId: year.schoolId,
      schoolYear: '2023-2024',
      role: 'principal',
      classIds: [year.classId],
    });
    expect(asked.waitsForKey).toBe(true);
    // Asked again it is the same order, not a second that would wait for ever.
    const again = await post(year.principal, `${at.school}/sign?year=2023-2024`, {
      role: 'principal',
      schoolYear: '2023-2024',
      classIds: String(year.classId),
    });
    expect(again.headers.get('location')).toBe(`${at.school}/orders/${asked.signingOrderId}`);
    const page = await textOf(year.principal, `${at.school}/orders/${asked.signingOrderId}`);
    expect(page).toContain('npm run sign -- --server');
    let bytes = 0;
    const send = async (url: string | URL | Request, init?: RequestInit) => {
      const answer = await web(visitor(world().today())).request(String(url), init);
      bytes += (await answer.clone().arrayBuffer()).byteLength + String(init?.body ?? '').length;
      return answer;
    };
    const address = {
      server: 'http://rong.test',
      schoolId: year.schoolId,
      orderId: asked.signingOrderId,
      code: await makeOrderCode(world(), year.schoolId, asked.signingOrderId),
    };
    const opened = () => {
      if (!key) throw new Error('no key');
      return key;
    };
    await expect(signFromAfar({ ...address, code: 'x' }, opened, send)).rejects.toThrow(CodeRefused);
    await expect(signFromAfar({ ...address, orderId: address.orderId - 1 }, opened, send)).rejects.toThrow(CodeRefused);
    expect(await signFromAfar(address, opened, send)).toMatchObject({ signed: 3 });
    expect(bytes).toBeLessThan(8_000);
    await workOff(world(), transcriptsJobs);
    expect((await signatures()).filter(row => row.role === 'principal')).toHaveLength(3);
    world().clock.set('2024-06-11T04:00:00Z');
    await expect(signFromAfar(address, opened, send)).rejects.toThrow(CodeRefused);
  });

  test('the seal follows, and the family has the file', async () => {
    const asked = await post(year.clerk, `${at.school}/sign?year=2023-2024`, {
      role: 'seal',
      schoolYear: '2023-2024',
      classIds: String(year.classId),
    });
    expect(asked.status).toBe(303);
    await workOff(world(), transcriptsJobs);
    const [one] = await transcripts();
    const pupil = await world().actor(year.schoolId * 100_000 + 1);
    expect(await textOf(pupil, at.pupil)).toContain('Tải PDF');
    expect((await open(pupil, `${at.school}/${one?.transcript_id}/transcript.pdf`)).status).toBe(200);
    const other = await world().actor(year.schoolId * 100_000 + 2);
    expect((await open(other, at.pupil)).status).toBe(404);
    expect((await open(other, `${at.school}/${one?.transcript_id}/transcript.pdf`)).status).toBe(404);
  });
});

describe('who sees what', () => {
  test('strangers find nothing', async () => {
    const stranger = await province.person('principal', province.districts[1]?.schools[1] ?? 0);
    for (const path of [at.school, at.klass, at.pupil, `${at.school}/keys`, `${at.school}/orders/1`])
      expect([path, (await open(stranger, path)).status]).toEqual([path, 404]);
    for (const path of [`${at.school}/orders/1/hashes`]) expect((await open(stranger, path)).status).toBe(404);
  });

  test('the page of keys says that a development key has no legal value, and makes one for the asker alone', async () => {
    const page = await textOf(year.teacher, `${at.school}/keys`);
    expect(page).toContain('chữ ký không có giá trị pháp lý');
    expect(page).not.toContain('Tạo dấu thử nghiệm');
    expect((await post(year.teacher, `${at.school}/keys`, { whose: 'mine' })).status).toBe(303);
    expect((await post(year.teacher, `${at.school}/keys`, { whose: 'school' })).status).toBe(404);
  });

  test('revoking asks for a reason in the field', async () => {
    const [one] = await transcripts();
    const revoke = (reason: string) =>
      post(year.principal, `${at.pupil}/revoke`, { transcriptId: String(one?.transcript_id), reason });
    expect((await revoke('')).status).toBe(422);
    expect((await revoke('Nhầm học sinh')).status).toBe(303);
    expect(await textOf(year.principal, at.pupil)).toContain('đã thu hồi ngày');
  });

  test('pages ask the same number of statements whatever the size of the class', async () => {
    const counted = async (path: string) =>
      (await countQueries(async () => (await open(year.principal, path)).text())).queries.length;
    const before = [await counted(at.school), await counted(at.klass)];
    await province.write(
      `insert into gradebook.result (school_id, enrolment_id, school_year, period, class_id, grade, regime, is_whole, computed_at)
       select school_id, enrolment_id, '2022-2023', 3, class_id, 7, 'tt22-2021', true, now() from schools.class_place where school_id = $1`,
      [year.schoolId],
    );
    await province.write(
      `delete from gradebook.result where school_id = $1 and school_year = '2023-2024' and enrolment_id <> $2`,
      [year.schoolId, year.enrolmentIds[0]],
    );
    expect([await counted(at.school), await counted(at.klass)]).toEqual(before);
  });
});
