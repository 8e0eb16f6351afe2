import { beforeAll, describe, expect, test } from 'vitest';
import { type Actor, visitor } from '#platform/access.ts';
import { countQueries } from '#platform/database/database.ts';
import { workOff } from '#platform/jobs.ts';
import { addTrustAnchor, findSigner, issueSigner } from '#platform/signing/index.ts';
import { standInAuthority } from '#platform/signing/stand-ins/authority.ts';
import { standInCsc, standInSecrets } from '#platform/signing/stand-ins/csc-server.ts';
import { perform, read } from '#platform/work.ts';
import { prepareAssets } from '#ui';
import { identifyAs, useSystem } from '../../../../test/database.ts';
import { type SmallProvince, smallProvince } from '../../../../test/small-province.ts';
import { makeWeb } from '../../../routes.ts';
import { askSigning } from '../commands/ask-signing.ts';
import { confirmCourse } from '../commands/confirm-course.ts';
import { makeTranscripts } from '../commands/make-transcripts.ts';
import { transcriptsJobs } from '../jobs.ts';
import { makeOrderCode } from '../queries/order-code.ts';
import { giveKeys, type SmallYear, smallYear } from '../small-year.ts';
import { signFromAfar } from '../token-agent.ts';

const world = useSystem('2024-06-10T03:00:00Z');
const ca = standInAuthority('CA của tỉnh');
const token = ca.issue('Trường Mẫu');
let province: SmallProvince;
let year: SmallYear;
let keys: string;

beforeAll(async () => {
  await prepareAssets(`${world().settings.dataFolder}/assets`);
  province = await smallProvince(world());
  year = await smallYear(world(), province, { pupils: 1 });
  await giveKeys(world(), year);
  keys = `/schools/${year.schoolId}/transcripts/keys`;
}, 60_000);

type System = ReturnType<typeof world>;
const web = (actor: Actor, system: System = world()) => makeWeb(system, identifyAs(actor));
const textOf = async (actor: Actor, path = keys) => (await web(actor).request(path)).text();

function send(
  actor: Actor,
  to: string,
  fields: Record<string, string | Uint8Array | number>,
  system: System = world(),
): Promise<Response> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields))
    body.set(name, value instanceof Uint8Array ? new File([Buffer.from(value)], 'tep.cer') : String(value));
  return Promise.resolve(
    web(actor, system).request(`${keys}${to}`, { method: 'POST', body, headers: { 'sec-fetch-site': 'same-origin' } }),
  );
}

const inside = () => ({ ...world().house, schools: province.schools });

const newest = async (kind: 'person' | 'school', id: number) =>
  await world()
    .database.tables.selectFrom('platform.signer')
    .selectAll()
    .where('owner_kind', '=', kind)
    .where('owner_id', '=', id)
    .orderBy('signer_id', 'desc')
    .executeTakeFirstOrThrow();

describe('who sees which keys', () => {
  test('the principal sees every key of the school, the teacher and the clerk their own and the seal', async () => {
    const all = await textOf(year.principal);
    const seal = await newest('school', year.schoolId);
    const teacher = await newest('person', year.teacher.personId ?? 0);
    for (const shown of ['Mọi khóa của trường', seal.serial, teacher.serial, 'Thử nghiệm', '10/06/2027'])
      expect(all).toContain(shown);
    for (const actor of [year.teacher, year.clerk]) {
      const own = await textOf(actor);
      expect(own).toContain(seal.serial);
      expect(own).not.toContain('Mọi khóa của trường');
    }
    expect(await textOf(year.clerk)).not.toContain(teacher.serial);
  });

  test('every field has an id of its own, however many forms ask for a reason', async () => {
    for (const path of [keys, `${keys}/register`]) {
      const ids = [...(await textOf(year.principal, path)).matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
      expect(ids.length).toBeGreaterThan(3);
      expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
    }
  });

  test('the page asks the same number of statements however many keys there are', async () => {
    const counted = async () => (await countQueries(() => textOf(year.principal))).queries.length;
    const before = await counted();
    for (let n = 0; n < 3; n++)
      await perform(world(), inside(), issueSigner, { owner: { kind: 'school', id: year.schoolId }, name: 'Dấu' });
    expect(await counted()).toBe(before);
  });
});

describe('registering a token', () => {
  const fields = () => ({
    owner: `school:${year.schoolId}`,
    tokenSerial: 'VN-0042',
    keyId: '0A:3F',
    certificate: token.certificate.der,
  });

  test('whoever may not is offered nobody to register for', async () => {
    const form = await textOf(year.teacher, `${keys}/register`);
    expect(form).not.toContain(`school:${year.schoolId}`);
    const refused = await send(year.teacher, '/token', fields());
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('Hãy chọn khóa này của ai');
  });

  test('each wrong entry is said at its field, and what was typed is kept', async () => {
    const { privateKey } = ca.issue('x');
    const wrong: [string, Record<string, string | Uint8Array>][] = [
      ['Hãy chọn khóa này của ai', { owner: '' }],
      ['Chưa chọn tệp chứng thư', { certificate: new Uint8Array() }],
      ['chứa khóa bí mật', { certificate: Buffer.from(privateKey.export({ type: 'pkcs8', format: 'pem' })) }],
      ['không phải chứng thư số', { certificate: Buffer.from('danh sách') }],
      ['không phải của người ký', { certificate: ca.certificate.der }],
      ['đã hết hạn', { certificate: ca.issue('Cũ', { until: new Date('2023-01-01T00:00:00Z') }).certificate.der }],
      ['tối đa 64 chữ', { tokenSerial: '' }],
      ['các cặp chữ số', { keyId: 'khóa 1' }],
    ];
    for (const [said, changed] of wrong) {
      const refused = await send(year.principal, '/token', { ...fields(), ...changed });
      const page = await refused.text();
      expect([said, refused.status]).toEqual([said, 422]);
      expect(page).toContain(said);
      if (!('keyId' in changed)) expect(page).toContain('value="0A:3F"');
    }
  });

  test('registered, it is the seal, and the page says that its issuer is not trusted until it is', async () => {
    expect((await send(year.principal, '/token', fields())).status).toBe(303);
    const row = await newest('school', year.schoolId);
    expect(row).toMatchObject({ kind: 'token', reference: { tokenSerial: 'VN-0042', keyId: '0a3f' } });
    const before = await textOf(year.principal);
    expect(before).not.toContain('Tạo dấu thử nghiệm');
    for (const shown of [
      'CA của tỉnh',
      'nơi cấp chưa được tin cậy',
      'Hãy nhờ người quản trị của Sở',
      'đã có khóa mới hơn',
    ])
      expect(before).toContain(shown);
    await perform(world(), world().house, addTrustAnchor, { file: ca.certificate.der });
    expect(await textOf(year.principal)).not.toContain('nơi cấp chưa được tin cậy');
  });
});

test('what the registered token seals from the school is valid for whoever checks it', async () => {
  const { schoolId, classId } = year;
  await perform(world(), year.clerk, makeTranscripts, { schoolId, classId });
  for (const courseId of year.courseIds) await perform(world(), year.teacher, confirmCourse, { schoolId, courseId });
  const ask = (actor: Actor, role: 'homeroom' | 'principal' | 'seal') =>
    perform(world(), actor, askSigning, { schoolId, schoolYear: '2023-2024', role, classIds: [classId] });
  for (const [actor, role] of [
    [year.teacher, 'homeroom'],
    [year.principal, 'principal'],
  ] as const) {
    await ask(actor, role);
    await workOff(world(), transcriptsJobs);
  }
  const afar = async (order: number, key: typeof token) => {
    const code = await makeOrderCode(world(), schoolId, order);
    const send = (url: string | URL | Request, init?: RequestInit) =>
      Promise.resolve(web(visitor(world().today())).request(String(url), init));
    const address = { server: 'http://rong.test', schoolId, orderId: order, code };
    const signed = await signFromAfar(address, () => key.signer, send);
    await workOff(world(), transcriptsJobs);
    return signed;
  };
  const orderPage = (order: number) => textOf(year.clerk, `/schools/${schoolId}/transcripts/orders/${order}`);
  // The token is lost, and revoked while an order waits for it: whoever found it signs nothing.
  const lost = await ask(year.clerk, 'seal');
  const { signer_id: signerId } = await newest('school', schoolId);
  expect((await send(year.principal, '/end', { signerId, reason: 'Mất token' })).status).toBe(303);
  expect(await orderPage(lost.signingOrderId)).toContain('Chữ ký số này đã bị thu hồi');
  await afar(lost.signingOrderId, token);
  const sealed = () =>
    read(world(), inside(), 'transcripts', db =>
      db.selectFrom('transcripts.signature').select('role').where('role', '=', 'seal').execute(),
    );
  expect(await sealed()).toEqual([]);
  expect(await textOf(year.clerk, `/schools/${schoolId}/transcripts`)).not.toContain('Lượt ký chưa xong: 0/1');
  const next = ca.issue('Trường Mẫu');
  const fields = {
    owner: `school:${schoolId}`,
    tokenSerial: 'VN-0043',
    keyId: '01',
    certificate: next.certificate.der,
  };
  expect((await send(year.principal, '/token', fields)).status).toBe(303);
  const { signingOrderId: orderId, waitsForKey } = await ask(year.clerk, 'seal');
  expect(waitsForKey).toBe(true);
  const page = await orderPage(orderId);
  expect(page).toContain('1 học bạ đang chờ khóa ký');
  expect(page).toContain('--token &quot;VN-0043&quot; --key 01');
  // The token is not in this machine: no field asks for its PIN here.
  expect(page).not.toContain('name="pin"');
  expect(await afar(orderId, next)).toMatchObject({ signed: 1, name: 'Trường Mẫu' });
  const pupil = await world().actor(schoolId * 100_000 + 1);
  const own = await textOf(pupil, `/schools/${schoolId}/pupils/${year.enrolmentIds[0]}/transcripts`);
  const file = await web(pupil).request(/href="([^"]+transcript\.pdf)"/.exec(own)?.[1] ?? '');
  const body = new FormData();
  body.set('file', new File([await file.arrayBuffer()], 'hoc-ba.pdf'));
  const checked = await web(visitor(world().today())).request('/check', {
    method: 'POST',
    body,
    headers: { 'sec-fetch-site': 'same-origin' },
  });
  const answer = await checked.text();
  for (const shown of ['Nguyên vẹn và có hiệu lực', 'CA của tỉnh', 'Chứng thư được công nhận'])
    expect(answer).toContain(shown);
});

test('a remote key is registered with the certificate that the service gives; a service that is down is said', async () => {
  const server = await standInCsc(ca.issue('Hiệu trưởng').signer);
  const { clientId, clientSecret, credential } = standInSecrets;
  const services = [{ name: 'Dịch vụ', url: server.url, clientId, clientSecret }];
  const system = { ...world(), settings: { ...world().settings, CSC_SERVICES: JSON.stringify(services) } };
  const owner = `person:${year.principal.personId}`;
  const form = { owner, service: 'Dịch vụ', credentialId: credential };
  expect((await send(year.principal, '/remote', { ...form, credentialId: '' }, system)).status).toBe(422);
  expect((await send(year.principal, '/remote', form, system)).status).toBe(303);
  expect((await newest('person', year.principal.personId ?? 0)).kind).toBe('remote');
  await server.close();
  const down = await send(year.principal, '/remote', form, system);
  expect(down.status).toBe(422);
  expect(await down.text()).toContain('Không kết nối được dịch vụ ký');
  expect(await textOf(year.principal, `${keys}/register`)).toContain('Chưa có dịch vụ ký từ xa nào');
});

describe('ending a key', () => {
  test('asks for a reason, and the key signs no more', async () => {
    const owner = { kind: 'person' as const, id: year.teacher.personId ?? 0 };
    const { signer_id: signerId } = await newest('person', owner.id);
    const refused = await send(year.principal, '/end', { signerId, reason: '' });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toMatch(/<details class="dialog" open/);
    expect((await send(year.clerk, '/end', { signerId, reason: 'Phá' })).status).toBe(404);
    expect((await send(year.principal, '/end', { signerId, reason: 'Mất thiết bị' })).status).toBe(303);
    expect(await textOf(year.principal)).toContain('đã thu hồi ngày 10/06/2024');
    await expect(findSigner(world(), owner)).rejects.toThrow('signer-revoked');
  });

  test('a teacher ends their own, and nobody a key of another school', async () => {
    await perform(world(), inside(), issueSigner, {
      owner: { kind: 'person', id: year.teacher.personId ?? 0 },
      name: 'Cô Mẫu 1',
    });
    const { signer_id: own } = await newest('person', year.teacher.personId ?? 0);
    expect((await send(year.teacher, '/end', { signerId: own, reason: 'Mất máy' })).status).toBe(303);
    const other = province.districts[1]?.schools[1] ?? 0;
    const { signerId } = await perform(world(), inside(), issueSigner, {
      owner: { kind: 'school', id: other },
      name: 'Dấu khác',
    });
    expect((await send(year.principal, '/end', { signerId, reason: 'Phá' })).status).toBe(404);
  });
});
