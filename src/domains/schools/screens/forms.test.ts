import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { giveRole, recordPeople } from '#directory';
import type { Actor, Role } from '#platform/access.ts';
import { perform, read } from '#platform/work.ts';
import { identifyAs, useSystem } from '../../../../test/database.ts';
import { makeWeb } from '../../../routes.ts';
import { enrolSpecimenPupils, makeSpecimenClasses, openSpecimenSchools, type SpecimenSchools } from '../specimens.ts';

const world = useSystem('2023-11-24T07:05:00Z');
let at: SpecimenSchools;
let clerk: Actor;
let classId = 0;
let pupils: number[] = [];

const withRole = async (role: Role, fullName: string) => {
  const { personIds } = await perform(world(), at.house, recordPeople, { people: [{ fullName }] });
  const [personId = 0] = personIds;
  await perform(world(), at.house, giveRole, { personId, role, placeId: at.schoolId, fromDay: '2023-08-01' });
  return await world().actor(personId);
};

beforeAll(async () => {
  at = await openSpecimenSchools(world());
  [classId = 0] = await makeSpecimenClasses(world(), at, at.schoolId, ['6A', '6B']);
  pupils = await enrolSpecimenPupils(world(), at, at.schoolId, classId, ['A Mẫu Sơn', 'Y Mẫu Ân'], 'S');
  clerk = await withRole('clerk', 'Y Mẫu Văn Thư');
});

const school = (rest = '') => `/schools/${at.schoolId}${rest}`;
const web = (actor: Actor) => makeWeb(world(), identifyAs(actor, 'vi', 0));
const get = (path: string, actor = clerk) => web(actor).request(`http://localhost:3000${path}`);
const post = (path: string, fields: Record<string, string | string[]>, actor = clerk) => {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields))
    for (const one of Array.isArray(value) ? value : [value]) body.append(name, one);
  return web(actor).request(`http://localhost:3000${path}`, {
    method: 'POST',
    body,
    headers: { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' },
  });
};
const lastAudit = (event: string) =>
  read(world(), at.house, 'schools', async db => {
    const { rows } = await sql<{
      data: { was: object; is: object };
    }>`select data from platform.audit_entry where school_id = ${at.schoolId} and event = ${event} order by audit_entry_id desc limit 1`.execute(
      db,
    );
    return rows[0]?.data;
  });
const son = { fullName: 'A Mẫu Sơn', birthDay: '2011-03-01', sex: 'male' };

test('a profile is corrected: what stood there and what came is in the audit, an emptied field is empty', async () => {
  const edit = school(`/pupils/${pupils[0]}/edit`);
  expect(await (await get(edit)).text()).toContain('value="A Mẫu Sơn"');
  const answer = await post(edit, {
    ...son,
    fullName: 'A Mẫu  Sơng',
    phone: '0905 000 111',
    policyKeys: ['ho-ngheo', 'khuyet-tat'],
    motherName: 'Y Mẫu Mẹ',
    motherPhone: '0905 000 222',
  });
  expect(answer.status).toBe(303);
  const page = await (await get(school(`/pupils/${pupils[0]}`))).text();
  for (const seen of ['A Mẫu Sơng', 'Hộ nghèo, Khuyết tật', 'Y Mẫu Mẹ', 'href="tel:0905000222"'])
    expect(page).toContain(seen);
  expect(await lastAudit('pupil.changed')).toMatchObject({
    was: { fullName: 'A Mẫu Sơn', phone: null, policyKeys: [] },
    is: { fullName: 'A Mẫu Sơng', phone: '0905 000 111', policyKeys: ['ho-ngheo', 'khuyet-tat'] },
  });
  await post(edit, { ...son, motherName: 'Y Mẫu Mẹ', motherPhone: '0905 000 222' });
  expect(await lastAudit('pupil.changed')).toMatchObject({
    was: { phone: '0905 000 111', policyKeys: ['ho-ngheo', 'khuyet-tat'] },
    is: { phone: null, policyKeys: [] },
  });
  expect(await (await get(edit)).text()).not.toContain('0905 000 111');
});

test('a citizen number that does not fit is taken with a warning; one that is no number is refused, all typed kept', async () => {
  const edit = school(`/pupils/${pupils[0]}/edit`);
  const refused = await post(edit, {
    ...son,
    fullName: 'A Mẫu Khác',
    citizenNumber: '0622110',
    homeAddress: 'Làng Mẫu',
  });
  expect(refused.status).toBe(422);
  const page = await refused.text();
  for (const kept of ['value="A Mẫu Khác"', 'value="0622110"', 'value="Làng Mẫu"', 'f-citizenNumber-fault'])
    expect(page).toContain(kept);
  const taken = await post(edit, { ...son, citizenNumber: '062312000041' });
  expect(taken.status).toBe(303);
  expect(decodeURIComponent(decodeURIComponent(taken.headers.get('set-cookie') ?? ''))).toContain('"kind":"note"');
  expect(await (await get(school(`/pupils/${pupils[0]}`))).text()).toContain('062312000041');
  expect(await lastAudit('pupil.changed')).toMatchObject({ is: { citizenNumber: '•••041' } });
  const another = await post(school(`/pupils/${pupils[1]}/edit`), {
    fullName: 'Y Mẫu Ân',
    birthDay: '2011-03-02',
    sex: 'female',
    citizenNumber: '062312000041',
  });
  expect(another.status).toBe(422);
  expect(await another.text()).toContain('f-citizenNumber-fault');
});

test('one pupil is enrolled on the page of the class, once', async () => {
  const path = school(`/classes/${classId}/pupils/new`);
  expect((await get(path)).status).toBe(200);
  const given = {
    fullName: 'Y Mẫu Mới',
    birthDay: '2011-05-25',
    sex: 'female',
    fatherName: 'A Mẫu Cha',
    fatherPhone: '0905 000 333',
  };
  const missing = await post(path, { ...given, birthDay: '' });
  expect(missing.status).toBe(422);
  expect(await missing.text()).toContain('value="A Mẫu Cha"');
  expect((await post(path, given)).status).toBe(303);
  expect(await (await get(school(`/classes/${classId}`))).text()).toContain('Y Mẫu Mới');
  const again = await post(path, given);
  expect(again.status).toBe(422);
  expect(await again.text()).toContain('đang học tại trường');
});

test('a colleague is appointed once, corrected, teaches, and leaves; what they taught ends with it', async () => {
  const given = {
    fullName: 'Nguyễn Mẫu Dạy',
    birthDay: '1985-02-03',
    sex: 'female',
    job: 'teacher',
    fromDay: '2023-08-01',
  };
  const missing = await post(school('/staff/new'), { ...given, job: '' });
  expect(missing.status).toBe(422);
  expect(await missing.text()).toContain('value="Nguyễn Mẫu Dạy"');
  const made = await post(school('/staff/new'), given);
  expect(made.status).toBe(303);
  const [path = ''] = (made.headers.get('location') ?? '').split('?');
  expect((await post(school('/staff/new'), given)).status).toBe(422);

  expect((await post(`${path}/edit`, { ...given, job: 'deputy', salaryFactor: '3,33' })).status).toBe(303);
  expect(await (await get(`${path}/edit`)).text()).toContain('value="3,33"');
  expect(await lastAudit('staff.changed')).toMatchObject({ was: { job: 'teacher' }, is: { job: 'deputy' } });

  const assignment = { classId: String(classId), subjectKey: 'maths', staffPositionId: path.split('/').at(-1) ?? '' };
  const wrong = await post(school('/assignments'), { ...assignment, subjectKey: '', lessons: 'bốn' });
  expect(wrong.status).toBe(422);
  const again = await wrong.text();
  for (const kept of ['f-subjectKey-fault', 'f-lessons-fault', 'value="bốn"']) expect(again).toContain(kept);
  expect((await post(school('/assignments'), { ...assignment, lessons: '1,5', fromDay: '2023-09-01' })).status).toBe(
    303,
  );
  const list = await (await get(school('/assignments'))).text();
  expect(list).toContain('Nguyễn Mẫu Dạy');
  expect(list).toContain('1,5');
  const end = /href="([^"?]+\/end)[?"]/.exec(list)?.[1] ?? '';
  expect((await post(end, { day: '31/31' })).status).toBe(422);
  expect((await post(end, { day: '2023-10-01' })).status).toBe(303);
  expect(await (await get(school('/assignments'))).text()).not.toContain(`${end}?`);

  const refused = await post(`${path}/end`, { day: '2023-11-01', why: '' });
  expect(refused.status).toBe(422);
  expect(await refused.text()).toContain('f-why-fault');
  expect((await post(`${path}/end`, { day: '2023-11-01', why: 'Nghỉ hưu' })).status).toBe(303);
  expect((await get(`${path}/edit`)).status).toBe(404);
});

test('whoever only reads, or teaches, corrects nothing', async () => {
  for (const role of ['teacher', 'accountant'] as const) {
    const actor = await withRole(role, 'A Mẫu Đọc');
    for (const path of [
      school(`/pupils/${pupils[0]}/edit`),
      school(`/classes/${classId}/pupils/new`),
      school('/staff/new'),
    ]) {
      expect((await get(path, actor)).status).toBe(404);
      expect((await post(path, son, actor)).status).toBe(404);
    }
  }
});
