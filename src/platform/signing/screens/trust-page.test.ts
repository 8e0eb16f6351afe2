import { beforeAll, expect, test } from 'vitest';
import type { Actor } from '#platform/access.ts';
import { prepareAssets } from '#ui';
import { identifyAs, useSystem } from '../../../../test/database.ts';
import { smallProvince } from '../../../../test/small-province.ts';
import { makeWeb } from '../../../routes.ts';
import { toPem } from '../certificates/read.ts';
import { standInAuthority } from '../stand-ins/authority.ts';

const world = useSystem('2024-06-10T03:00:00Z');
const ca = standInAuthority('Cơ quan chứng thực chữ ký số công cộng có tên rất dài để thử');
let admin: Actor;
let principal: Actor;

beforeAll(async () => {
  await prepareAssets(`${world().settings.dataFolder}/assets`);
  const province = await smallProvince(world());
  admin = await province.person('admin', province.department);
  principal = await province.person('principal', province.schools[0] ?? 0);
}, 60_000);

const path = '/signing/trust';
const web = (actor: Actor) => makeWeb(world(), identifyAs(actor));
const textOf = async (actor: Actor) => (await web(actor).request(path)).text();

function send(actor: Actor, to: string, fields: Record<string, string | Uint8Array>) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields))
    body.set(name, typeof value === 'string' ? value : new File([Buffer.from(value)], 'tep.cer'));
  return web(actor).request(to, { method: 'POST', body, headers: { 'sec-fetch-site': 'same-origin' } });
}

test('a principal finds no such page, and adds nothing', async () => {
  expect((await web(principal).request(path)).status).toBe(404);
  expect((await send(principal, path, { file: ca.certificate.der })).status).toBe(404);
  expect((await send(principal, `${path}/list`, { list: ca.certificate.der })).status).toBe(404);
  expect((await send(principal, `${path}/remove`, { fingerprint: ca.certificate.fingerprint })).status).toBe(404);
  expect(await textOf(admin)).not.toContain(ca.certificate.fingerprint);
});

test('the administrator adds a root, keeps its revocation list, removes it, and sees each', async () => {
  expect(await textOf(admin)).toContain('Chưa có cơ quan chứng thực nào ngoài CA thử nghiệm');
  expect((await send(admin, path, { file: Buffer.from(toPem(ca.certificate.der)) })).status).toBe(303);
  const added = await textOf(admin);
  for (const shown of [ca.certificate.serial, ca.certificate.fingerprint, '01/01/2040', 'được tin cậy', 'chưa có'])
    expect(added).toContain(shown);
  const list = ca.revoke(ca.issue('Mất khóa').certificate, world().clock.now());
  expect((await send(admin, `${path}/list`, { list })).status).toBe(303);
  expect(await textOf(admin)).toContain('của ngày 01/01/2020');
  const { fingerprint } = ca.certificate;
  expect((await send(admin, `${path}/remove`, { fingerprint })).status).toBe(303);
  expect(await textOf(admin)).toContain('đã bỏ ngày 10/06/2024');
});

test('a wrong file comes back with the dialog open and words beside its field', async () => {
  const root = await send(admin, path, { file: ca.issue('Người').certificate.der });
  expect(root.status).toBe(422);
  const page = await root.text();
  expect(page).toContain('Hãy gửi chứng thư gốc, không phải chứng thư của người ký');
  expect(page).toMatch(/<details class="dialog" open/);
  const none = await send(admin, `${path}/list`, {});
  expect(none.status).toBe(422);
  expect(await none.text()).toContain('Hãy chọn tệp .crl');
});
