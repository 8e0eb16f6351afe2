import { beforeAll, expect, test } from 'vitest';
import type { Role } from '#platform/access.ts';
import { visitor } from '#platform/access.ts';
import { perform } from '#platform/work.ts';
import { prepareAssets } from '#ui';
import { identifyAs, useSystem } from '../../../../test/database.ts';
import { makeWeb } from '../../../routes.ts';
import { foundPlaces } from '../commands/found-places.ts';
import { giveRole } from '../commands/give-role.ts';
import { recordPeople } from '../commands/record-people.ts';

const world = useSystem();
const document = 'Quyết định 01/QĐ-UBND';
const places = { province: 0, district: 0, commune: 0, office: 0, school: 0 };
const people = { admin: 0, principal: 0, teacher: 0, newcomer: 0 };

const webOf = async (person: keyof typeof people | 'visitor') =>
  makeWeb(world(), identifyAs(person === 'visitor' ? visitor(world().today()) : await world().actor(people[person])));
const get = async (person: keyof typeof people | 'visitor', path: string) => {
  const answer = await (await webOf(person)).request(path);
  return { status: answer.status, text: await answer.text() };
};
const post = async (person: keyof typeof people, path: string, fields: Record<string, string | File>) => {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  const answer = await (await webOf(person)).request(path, {
    method: 'POST',
    body,
    headers: { 'sec-fetch-site': 'same-origin' },
  });
  return { status: answer.status, to: answer.headers.get('location'), text: await answer.text() };
};

beforeAll(async () => {
  await prepareAssets(`${world().settings.dataFolder}/assets`);
  const found = async (given: {
    kind: 'province' | 'district' | 'commune' | 'district-office' | 'school';
    name: string;
    parentId: number | null;
    communeId?: number;
    codes?: { scheme: string; code: string }[];
  }) =>
    (await perform(world(), world().house, foundPlaces, { places: [given], fromDay: '2000-01-01', document }))[0] ?? 0;
  places.province = await found({ kind: 'province', name: 'Tỉnh Mẫu', parentId: null });
  places.district = await found({
    kind: 'district',
    name: 'Huyện Núi',
    parentId: places.province,
    codes: [{ scheme: 'gso', code: '902' }],
  });
  places.commune = await found({
    kind: 'commune',
    name: 'Xã Bốn',
    parentId: places.district,
    codes: [{ scheme: 'gso', code: '90004' }],
  });
  places.office = await found({ kind: 'district-office', name: 'Phòng GDĐT huyện Núi', parentId: places.district });
  places.school = await found({
    kind: 'school',
    name: 'Trường Tiểu học Đăk Mẫu',
    parentId: places.office,
    communeId: places.commune,
  });
  const { personIds } = await perform(world(), world().house, recordPeople, {
    people: [
      { fullName: 'Quản Trị' },
      { fullName: 'Trần Hiệu Trưởng' },
      { fullName: 'Lê Giáo Viên' },
      { fullName: 'Phạm Người Mới', ministryCode: '6200000009' },
    ],
  });
  [people.admin = 0, people.principal = 0, people.teacher = 0, people.newcomer = 0] = personIds;
  const give = (personId: number, role: Role, placeId: number) =>
    perform(world(), world().house, giveRole, { personId, role, placeId, fromDay: '2023-01-01' });
  await give(people.admin, 'admin', places.province);
  await give(people.principal, 'principal', places.school);
  await give(people.teacher, 'teacher', places.school);
});

test('the tree is for the sector; a visitor is shown the way in', async () => {
  expect((await get('visitor', '/places')).status).toBe(303);
  const page = await get('teacher', '/places');
  expect(page.status).toBe(200);
  expect(page.text).toContain('Trường Tiểu học Đăk Mẫu');
  expect((await get('teacher', '/places?q=dak+mau')).text).toContain('1 đơn vị có tên như vậy');
  expect((await get('teacher', '/places?on=1999-01-01')).text).toContain('Chưa có đơn vị nào vào ngày này.');
});

test('a place is renamed by form, and an old day still shows the old name', async () => {
  const to = `/places/${places.school}/rename`;
  expect((await get('principal', to)).status).toBe(404);
  const faulty = await post('admin', to, { name: 'Trường Tiểu học Mới', day: '', document: '' });
  expect(faulty.status).toBe(422);
  expect(faulty.text).toContain('value="Trường Tiểu học Mới"');
  const done = await post('admin', to, { name: 'Trường Tiểu học Mới', day: '2023-11-01', document });
  expect(done).toMatchObject({ status: 303, to: `/places/${places.school}` });
  expect((await get('teacher', `/places/${places.school}`)).text).toContain('<h1>Trường Tiểu học Mới</h1>');
  expect((await get('teacher', `/places/${places.school}?on=2023-02-25`)).text).toContain(
    '<h1>Trường Tiểu học Đăk Mẫu</h1>',
  );
});

test('a place that ended is shown as it last was', async () => {
  const founded = await post('admin', `/places/${places.office}/found`, {
    kind: 'school',
    name: 'Trường Ngắn Ngày',
    day: '2023-01-01',
    document,
  });
  const school = founded.to ?? '';
  expect((await post('admin', `${school}/end`, { day: '2023-06-01', document })).status).toBe(303);
  const page = await get('teacher', school);
  expect(page.status).toBe(200);
  expect(page.text).toContain('Không hoạt động vào ngày 24/11/2023');
  expect(page.text).toContain('đến hết 31/05/2023');
});

test('a principal finds someone by code, gives a role, and ends it', async () => {
  const to = `/places/${places.school}/give-role`;
  expect((await get('teacher', to)).status).toBe(404);
  expect((await get('principal', `${to}?q=pham`)).text).toContain('Không tìm thấy ai');
  expect((await get('principal', `${to}?q=6200000009`)).text).toContain('Phạm Người Mới');
  const fields = { q: '6200000009', personId: String(people.newcomer), fromDay: '2023-11-24' };
  expect((await post('principal', to, fields)).text).toContain('Hãy chọn một vai trò.');
  expect((await post('principal', to, { ...fields, role: 'librarian' })).status).toBe(303);
  const list = await get('principal', '/roles');
  expect(list.text).toContain('Phạm Người Mới');
  const [, role] = /href="(\/roles\/\d+)"[^>]*>\s*Phạm Người Mới/.exec(list.text) ?? [];
  expect((await post('principal', `${role}/end`, { day: '2023-12-01' })).status).toBe(303);
});

test('a teacher sees only their own role, and may lend it', async () => {
  const page = await get('teacher', '/roles');
  expect(page.text).toContain('Vai trò của tôi');
  expect(page.text).not.toContain('Trần Hiệu Trưởng');
  const [, role] = /href="(\/roles\/\d+)"/.exec(page.text) ?? [];
  expect((await get('principal', role ?? '')).text).toContain('Thôi giữ vai trò');
  const own = await get('teacher', role ?? '');
  expect(own.text).toContain('Ủy quyền cho người khác');
  expect(own.text).not.toContain('Thôi giữ vai trò');
});

test('people are looked up by the offices only', async () => {
  expect((await get('admin', '/people?q=giao+vien')).text).toContain('Lê Giáo Viên');
  expect((await get('principal', '/people')).status).toBe(404);
});

test('a reorganisation is looked at before it is carried out', async () => {
  const to = `/places/${places.province}/reorganise`;
  expect((await get('principal', to)).status).toBe(404);
  const head =
    'commune_code_pre2025,commune_name_pre2025,district_code,district_name,commune_code_post20250701,commune_name_post20250701\n';
  const send = (rows: string) =>
    post('admin', to, { file: new File([head + rows], 'xa.csv', { type: 'text/csv' }), day: '2025-07-01', document });
  expect((await send('')).text).toContain('Tệp không có dòng nào');
  expect((await send('99999,Xã Lạ,902,Huyện Núi,90104,Xã Núi\n')).text).toContain('Không tìm thấy xã có mã này');
  const plan = await send('90004,Xã Bốn,902,Huyện Núi,90104,Xã Núi\n');
  expect(plan.status).toBe(200);
  const [, carried = ''] = /name="communes" value="([^"]*)"/.exec(plan.text) ?? [];
  const communes = carried.replaceAll('&quot;', '"');
  const done = await post('admin', `${to}/confirm`, { communes, day: '2025-07-01', document });
  expect(done).toMatchObject({ status: 303, to: `/places/${places.province}?on=2025-07-01` });
  expect((await get('teacher', '/places?on=2025-07-01')).text).toContain('Xã Núi');
  expect((await get('teacher', '/places?on=2025-06-30')).text).toContain('Huyện Núi');
});

test('every page stands in English too', async () => {
  const web = makeWeb(world(), identifyAs(await world().actor(people.admin), 'en'));
  for (const path of ['/places', `/places/${places.school}`, '/roles', '/people', `/places/${places.school}/move`]) {
    const answer = await web.request(path);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('<html lang="en">');
  }
});

test('numbers cannot be tried through to learn whose they are', async () => {
  const { roles } = await world().actor(people.teacher);
  const look = (number: string) => get('teacher', `/roles/${roles[0]?.roleHeldId}?q=${number}`);
  const found = await look('6200000009');
  expect(found.status).toBe(200);
  expect(found.text).toContain('Phạm Người Mới');
  for (let tries = 1; tries < 60; tries++) await look(String(6200000100 + tries));
  const refused = await look('6200000009');
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('quá nhiều số');
  expect(refused.text).not.toContain('Phạm Người Mới');
});
