import { beforeAll, expect, test } from 'vitest';
import { giveRole, recordGuardians, recordPeople } from '#directory';
import { type Actor, type Role, visitor } from '#platform/access.ts';
import { countQueries } from '#platform/database/database.ts';
import { workOff } from '#platform/jobs.ts';
import { openWorkbook } from '#platform/sheets/index.ts';
import { xlsx } from '#platform/sheets/specimens.ts';
import { perform } from '#platform/work.ts';
import { useSystem } from '../../../../test/database.ts';
import { makeWeb } from '../../../routes.ts';
import { appointStaff } from '../commands/appoint-staff.ts';
import { assignTeaching, nameHomerooms } from '../commands/assign-teaching.ts';
import { enrolPupils } from '../commands/enrol-pupils.ts';
import { schoolsJobs } from '../jobs.ts';
import { enrolSpecimenPupils, makeSpecimenClasses, openSpecimenSchools, type SpecimenSchools } from '../specimens.ts';

const world = useSystem('2023-11-24T07:05:00Z');
let at: SpecimenSchools;
let principal: Actor;
let teacher: Actor;
let mother: Actor;
let first = 0;
let second = 0;
let pupils: number[] = [];

const person = async (fullName: string) =>
  (await perform(world(), at.house, recordPeople, { people: [{ fullName }] })).personIds[0] ?? 0;
const withRole = async (role: Role, placeId: number, personId: number) => {
  await perform(world(), at.house, giveRole, { personId, role, placeId, fromDay: '2023-08-01' });
  return await world().actor(personId);
};

beforeAll(async () => {
  at = await openSpecimenSchools(world());
  const { schoolId } = at;
  [first = 0, second = 0] = await makeSpecimenClasses(world(), at, schoolId, ['6A', '6B']);
  pupils = await enrolSpecimenPupils(world(), at, schoolId, first, ['A Mẫu Sơn', 'Y Mẫu Ân', 'Trần Mẫu Bình'], 'S');
  const teacherId = await person('Nguyễn Mẫu Văn');
  const [position = 0] = await perform(world(), at.house, appointStaff, {
    schoolId,
    staff: [
      {
        person: { personId: teacherId, fullName: 'Nguyễn Mẫu Văn' },
        staffCode: 'GV1',
        job: 'teacher',
        fromDay: '2023-08-01',
      },
    ],
  });
  await perform(world(), at.house, assignTeaching, {
    schoolId,
    assignments: [{ classId: first, subjectKey: 'maths', staffPositionId: position, lessonsAWeekTenths: 40 }],
  });
  await perform(world(), at.house, nameHomerooms, {
    schoolId,
    homerooms: [{ classId: first, staffPositionId: position }],
  });
  principal = await withRole('principal', schoolId, await person('Y Mẫu Hiệu'));
  teacher = await withRole('teacher', schoolId, teacherId);
  const motherId = await person('Y Mẫu Mẹ');
  const child = await perform(world(), at.house, enrolPupils, {
    schoolId,
    pupils: [{ person: { fullName: 'A Mẫu Con', citizenNumber: '062212000031' }, pupilCode: 'CON', classId: second }],
  });
  pupils.push(...child);
  const { rows } = await world().database.pool.query('select max(person_id) as id from directory.person');
  await perform(world(), at.house, recordGuardians, {
    guardians: [
      { pupilPersonId: Number(rows[0].id), guardianPersonId: motherId, relation: 'mother', fromDay: '2023-08-01' },
    ],
  });
  mother = await world().actor(motherId);
});

const web = (actor: Actor) =>
  makeWeb(world(), async (ask, next) => {
    ask.set('actor', actor);
    ask.set('signedIn', null);
    ask.set('language', 'vi');
    await next();
  });
const get = (actor: Actor, path: string) => web(actor).request(`http://localhost:3000${path}`);
const post = (actor: Actor, path: string, fields: Record<string, string | File>) => {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  return web(actor).request(`http://localhost:3000${path}`, {
    method: 'POST',
    body,
    headers: { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' },
  });
};
const school = (rest = '') => `/schools/${at.schoolId}${rest}`;

test('who sees what: office all, a teacher the own class, a mother the own child, another school nothing', async () => {
  const stranger = await withRole('principal', at.otherSchoolId, await person('A Mẫu Khác'));
  const status = async (actor: Actor, path: string) => (await get(actor, path)).status;
  const seen = async (actor: Actor) =>
    Promise.all(
      [
        school(),
        school('/classes'),
        school(`/classes/${first}`),
        school(`/classes/${second}`),
        school('/pupils'),
        school(`/pupils/${pupils[0]}`),
        school(`/pupils/${pupils[3]}`),
        school('/staff'),
        school('/assignments'),
        school('/transfers'),
        school('/imports'),
        school('/files/pupils'),
      ].map(path => status(actor, path)),
    );
  expect(await seen(principal)).toEqual(Array.from({ length: 12 }, () => 200));
  expect(await seen(teacher)).toEqual([200, 200, 200, 404, 404, 200, 404, 200, 200, 404, 404, 404]);
  expect(await seen(stranger)).toEqual(Array.from({ length: 12 }, () => 404));
  expect(await status(visitor('2023-11-24'), school())).toBe(303);
  expect(await status(principal, '/school-years')).toBe(200);
  expect(
    (await seen(mother)).map((answer, index) => (answer === 200 ? index : -1)).filter(index => index >= 0),
  ).toEqual([6]);
  expect(await (await get(mother, school(`/pupils/${pupils[3]}`))).text()).toContain('062212000031');
});

test('a class list stands in the Vietnamese order, and names the homeroom teacher', async () => {
  const page = await (await get(principal, school(`/classes/${first}`))).text();
  const order = ['Y Mẫu Ân', 'Trần Mẫu Bình', 'A Mẫu Sơn'].map(name => page.indexOf(name));
  expect(order.every(place => place > 0)).toBe(true);
  expect([...order].sort((a, b) => a - b)).toEqual(order);
  expect(page).toContain('Chủ nhiệm: Nguyễn Mẫu Văn');
});

test('the number of queries does not grow with the class', async () => {
  for (const path of [school(`/classes/${second}`), school('/classes'), school(), school('/pupils')]) {
    const few = await countQueries(async () => (await get(principal, path)).text());
    await enrolSpecimenPupils(
      world(),
      at,
      at.schoolId,
      second,
      Array.from({ length: 40 }, (_, index) => `A Mẫu Đông ${index}`),
      `Q${path.length}-`,
    );
    const many = await countQueries(async () => (await get(principal, path)).text());
    expect(many.queries.length).toBe(few.queries.length);
  }
});

test('a file goes from upload through the preview to being brought in', async () => {
  const rows = (birth: string) =>
    xlsx([
      ['Họ và tên', 'Ngày sinh', 'Giới tính', 'Lớp', 'Ghi chú riêng'],
      ['A Mẫu Tệp', birth, 'Nam', '6B', 'x'],
    ]);
  const upload = async (birth: string) =>
    post(principal, school('/imports'), {
      kind: 'pupils',
      year: '2023-2024',
      file: new File([new Uint8Array(await rows(birth))], 'học sinh.xlsx'),
    });
  const faulty = await upload('31/02/2012');
  expect(faulty.status).toBe(303);
  const seen = await (await get(principal, faulty.headers.get('location') ?? '')).text();
  expect(seen).toContain('Tải tệp có đánh dấu lỗi');
  const marked = await get(principal, (faulty.headers.get('location') ?? '').replace('?', '/marked?'));
  expect((await openWorkbook(new Uint8Array(await marked.arrayBuffer()), 'x.xlsx')).ok).toBe(true);

  const good = (await upload('01/02/2012')).headers.get('location') ?? '';
  expect(await (await get(principal, good)).text()).toContain('Nhập 1 thay đổi');
  const asked = await post(principal, good, { as: 'pupils' });
  expect(asked.status).toBe(303);
  const progress = asked.headers.get('location') ?? '';
  expect(await (await get(principal, progress)).text()).toContain('Đang chờ đến lượt');
  await workOff(world(), schoolsJobs);
  expect(await (await get(principal, progress)).text()).toContain('1 thêm, 0 sửa');
  expect(await (await get(principal, school('/pupils?q=mau tep'))).text()).toContain('A Mẫu Tệp');
});

test('columns chosen by hand are remembered for files with the same headings', async () => {
  const upload = async () => {
    const bytes = await xlsx([
      ['Cột tên lạ', 'Ngày sinh', 'Giới tính', 'Lớp'],
      ['A Mẫu Lạ', '01/02/2012', 'Nam', '6B'],
    ]);
    return (
      (
        await post(principal, school('/imports'), {
          kind: 'pupils',
          year: '2023-2024',
          file: new File([new Uint8Array(bytes)], 'la.xlsx'),
        })
      ).headers.get('location') ?? ''
    );
  };
  const one = await upload();
  expect(await (await get(principal, one)).text()).not.toContain('Nhập 1 thay đổi');
  await post(principal, one.replace('?', '/columns?'), {
    as: 'pupils',
    'column-0': 'fullName',
    'column-1': 'birthDay',
    'column-2': 'sex',
    'column-3': 'className',
  });
  expect(await (await get(principal, await upload())).text()).toContain('Nhập 1 thay đổi');
});

test('a refused form comes back with what was typed, and its fault', async () => {
  const before = await post(principal, school('/classes'), { schoolYear: '2023-2024', name: '6A', grades: '6' });
  expect(before.status).toBe(422);
  expect(await before.text()).toContain('đã có lớp 6A');
  const made = await post(principal, school('/classes'), { schoolYear: '2023-2024', name: '1+2M', grades: '1,2' });
  expect(made.status).toBe(303);
  const none = await post(principal, school('/imports'), { kind: 'pupils', year: '2023-2024' });
  expect(none.status).toBe(422);
});

test('a transfer is asked for on the pupil page and answered by the other school', async () => {
  const other = await withRole('clerk', at.otherSchoolId, await person('Y Mẫu Văn Thư'));
  const [there = 0] = await makeSpecimenClasses(world(), at, at.otherSchoolId, ['6C']);
  const asked = await post(principal, school(`/pupils/${pupils[2]}/transfer`), {
    toSchoolId: String(at.otherSchoolId),
    reason: 'Chuyển nhà',
  });
  expect(asked.status).toBe(303);
  const page = await (await get(other, `/schools/${at.otherSchoolId}/transfers`)).text();
  expect(page).toContain('Trần Mẫu Bình');
  const action = /action="([^"]+\/accept)"/.exec(page)?.[1] ?? '';
  expect((await post(other, action, { classId: String(there), grade: '6', day: '2023-11-24' })).status).toBe(303);
  expect(await (await get(other, `/schools/${at.otherSchoolId}/classes/${there}`)).text()).toContain('Trần Mẫu Bình');
  expect(await (await get(principal, school(`/pupils/${pupils[2]}`))).text()).toContain('Chuyển đi');
});

test('a class is led into the next year on its page; who is not decided stays', async () => {
  const [next = 0] = await makeSpecimenClasses(world(), at, at.schoolId, ['7A'], '2024-2025');
  const page = await (await get(principal, school(`/classes/${first}/promote`))).text();
  expect(page).toContain('sang năm học 2024-2025');
  const answer = await post(principal, school(`/classes/${first}/promote`), {
    [`to-${pupils[0]}`]: String(next),
    [`to-${pupils[1]}`]: '',
  });
  expect(answer.status).toBe(303);
  expect(await (await get(principal, school(`/pupils/${pupils[0]}`))).text()).toContain('7A · 2024-2025');
  expect(await (await get(principal, school(`/pupils/${pupils[1]}`))).text()).not.toContain('7A · 2024-2025');
  expect((await get(teacher, school(`/classes/${first}/promote`))).status).toBe(404);
});

test('a class with pupils cannot be ended; its form comes back open with the reason', async () => {
  const refused = await post(principal, school(`/classes/${first}/end`), { day: '2023-11-24' });
  expect(refused.status).toBe(422);
  expect(await refused.text()).toContain('hãy chuyển học sinh sang lớp khác trước');
});
