import pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { giveRoles } from '#directory';
import { type Actor, type Role, visitor } from '#platform/access.ts';
import { countQueries } from '#platform/database/database.ts';
import { NotAllowed } from '#platform/refusal.ts';
import { makeAccounts, resetAccounts } from '#platform/sign-in/index.ts';
import { TestClient } from '#platform/sign-in/test-client.ts';
import { perform } from '#platform/work.ts';
import { prepareAssets } from '#ui';
import { identifyAs, prepared, useSystem } from '../../../test/database.ts';
import { type SmallProvince, smallProvince } from '../../../test/small-province.ts';
import { makeWeb } from '../../routes.ts';

const world = useSystem();
let sample: SmallProvince;
let own = 0;
let other = 0;
const people: Record<string, Actor> = {};

beforeAll(async () => {
  await prepareAssets(`${prepared().dataFolder}/assets`);
  sample = await smallProvince(world());
  [own = 0, other = 0] = sample.districts[0]?.schools ?? [];
  await sample.fill(own, { classes: 2, pupilsAClass: 5, staff: 3 });
  await sample.fill(other, { classes: 1, pupilsAClass: 30 });
  // The staff of the sample are no persons of the directory yet; roles are given to persons only.
  for (const school of [own, other])
    await sample.write(
      `insert into directory.person (person_id, full_name, sort_key, search_key, known_since) overriding system value
       select person_id, full_name, sort_key, search_key, '2022-01-01' from schools.staff_position where school_id = $1`,
      [school],
    );
  people.admin = await sample.person('admin', sample.department);
  people.principal = await sample.person('principal', own);
  people.clerk = await sample.person('clerk', own);
  people.otherClerk = await sample.person('clerk', other);
  people.teacher = await sample.person('teacher', own);
  people.leader = await sample.person('leader', sample.department);
});

async function ask(who: string, path: string, form?: [string, string][]) {
  const web = makeWeb(world(), identifyAs(people[who] ?? visitor(world().today())));
  const answer = await web.request(path, {
    method: form ? 'POST' : 'GET',
    headers: { 'sec-fetch-site': 'same-origin' },
    ...(form ? { body: new URLSearchParams(form) } : {}),
  });
  return {
    status: answer.status,
    location: answer.headers.get('location'),
    cache: answer.headers.get('cache-control'),
    html: await answer.text(),
  };
}

const choices = (html: string) => [...html.matchAll(/name="person" value="(\d+)"/g)].map(found => found[1] ?? '');
const logins = (html: string) =>
  [...html.matchAll(/<input[^>]*name="login-(\d+)"[^>]*>/g)].map((found): [string, string] => [
    `login-${found[1]}`,
    /value="([^"]*)"/.exec(found[0])?.[1] ?? '',
  ]);
const slips = (html: string) =>
  [...html.matchAll(/<li class="slip">[\s\S]*?<dd>([^<]*)<\/dd>[\s\S]*?<dd>([^<]*)<\/dd>/g)].map(found => ({
    login: found[1] ?? '',
    password: found[2] ?? '',
  }));
/** A class's page of accounts, as the school's page leads to it. */
const classPath = async (school: number, at = 0) => {
  const list = await ask('admin', `/schools/${school}/accounts`);
  const all = [...list.html.matchAll(/href="(\/schools\/\d+\/classes\/\d+\/accounts)"/g)].map(found => found[1] ?? '');
  return all[at] ?? '';
};
/** All that is written of what happened, as the owner of the database sees it. */
const everything = async () => {
  const client = new pg.Client({ connectionString: world().database.ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ said: string }>(
      `select string_agg(t::text, ' ') as said from (select e::text as t from platform.audit_entry e union all select d::text from platform.done_once d
       union all select a::text from platform.account a union all select j::text from graphile_worker._private_jobs j) all_text`,
    );
    return rows[0]?.said ?? '';
  } finally {
    await client.end();
  }
};

describe('a clerk', () => {
  test('makes the accounts of a class and gets a sheet that nothing keeps', async () => {
    const path = await classPath(own);
    const list = await ask('clerk', path);
    expect(list.status).toBe(200);
    expect(choices(list.html)).toHaveLength(5);
    const suggested = logins(list.html);
    expect(new Set(suggested.map(([, login]) => login)).size).toBe(5);
    const [first, second] = choices(list.html);
    const sheet = await ask('clerk', path, [
      ['person', first ?? ''],
      ['person', second ?? ''],
      ...suggested,
      ['act', 'make'],
    ]);
    expect(sheet.status).toBe(200);
    expect(sheet.cache).toContain('no-store');
    const made = slips(sheet.html);
    expect(made.map(slip => slip.login)).toEqual(suggested.slice(0, 2).map(([, login]) => login));
    const kept = await everything();
    expect(kept).toContain('account.made');
    for (const { password } of made) expect(kept.includes(password)).toBe(false);
    // The slip opens the door, and only to choose one's own password.
    const client = new TestClient(world());
    await client.signIn(made[0]?.login ?? '', made[0]?.password ?? '');
    expect((await client.ask('/account')).headers.get('location')).toBe('/account/password');
    // Sent a second time it makes nothing and shows nothing again.
    const again = await ask('clerk', path, [
      ['person', first ?? ''],
      ['act', 'make'],
    ]);
    expect(again.status).toBe(422);
    expect(again.html).toContain('đã có tài khoản');
    expect(slips(again.html)).toEqual([]);
  });

  test('is told beside the person what is wrong with a user name, and keeps what was typed', async () => {
    const path = await classPath(own, 1);
    const list = await ask('clerk', path);
    const [one = '', two = '', three = ''] = choices(list.html);
    const taken =
      [...(await ask('clerk', await classPath(own))).html.matchAll(/\/accounts\/\d+\?from=[^"]*">([^<]+)</g)][0]?.[1] ??
      '';
    const answer = await ask('clerk', path, [
      ['person', one],
      ['person', two],
      ['person', three],
      [`login-${one}`, 'Có dấu'],
      [`login-${two}`, taken],
      [`login-${three}`, taken.toUpperCase()],
      ['act', 'make'],
    ]);
    expect(answer.status).toBe(422);
    expect(answer.html).toContain(`id="f-login-${one}-fault"`);
    expect(answer.html).toContain(`id="f-login-${two}-fault"`);
    expect(answer.html).toContain('value="Có dấu"');
    expect(answer.html.match(/checked/g)).toHaveLength(3);
    expect((await ask('clerk', path, [['act', 'make']])).html).toContain('chọn ít nhất một người');
  });

  test('finds nothing of another school, and may not keep the accounts of staff', async () => {
    expect((await ask('clerk', `/schools/${other}/accounts`)).status).toBe(404);
    expect((await ask('clerk', await classPath(other))).status).toBe(404);
    expect((await ask('otherClerk', await classPath(own))).status).toBe(404);
    expect(
      (
        await ask('otherClerk', await classPath(own), [
          ['person', '1'],
          ['act', 'make'],
        ])
      ).status,
    ).toBe(404);
    const staff = await ask('clerk', `/schools/${own}/accounts`);
    expect(staff.status).toBe(200);
    expect(choices(staff.html)).toEqual([]);
    expect((await ask('clerk', '/accounts')).status).toBe(404);
    // A pupil of the own school under the address of the other's class is nobody of that list.
    const mine = choices((await ask('clerk', await classPath(own, 1))).html);
    const crossed = await ask('otherClerk', await classPath(other), [
      ['person', mine[0] ?? ''],
      ['act', 'make'],
    ]);
    expect(crossed.status).toBe(422);
  });
});

describe('a principal', () => {
  test('makes the accounts of staff, who get the role of their job', async () => {
    const path = `/schools/${own}/accounts`;
    const list = await ask('principal', `${path}?choose=new`);
    expect(list.html).toContain('Sẽ được giao vai trò Giáo viên');
    const ids = choices(list.html);
    expect(list.html.match(/checked/g)).toHaveLength(ids.length);
    const sheet = await ask('principal', path, [
      ...ids.map((id): [string, string] => ['person', id]),
      ...logins(list.html),
      ['act', 'make'],
    ]);
    expect(slips(sheet.html)).toHaveLength(3);
    const { roles } = await world().actor(Number(ids[0]));
    expect(roles).toMatchObject([{ role: 'teacher', placeId: own }]);
  });

  test('gives new temporary passwords; those before are worth nothing', async () => {
    const path = `/schools/${own}/accounts`;
    const ids = choices((await ask('principal', path)).html);
    const chosen = ids.map((id): [string, string] => ['person', id]);
    const before = slips((await ask('principal', path, [...chosen, ['act', 'reset']])).html);
    const after = slips((await ask('principal', path, [...chosen, ['act', 'reset']])).html);
    expect(after).toHaveLength(3);
    const client = new TestClient(world());
    expect((await client.signIn(before[0]?.login ?? '', before[0]?.password ?? '')).status).toBe(422);
    expect((await client.signIn(after[0]?.login ?? '', after[0]?.password ?? '')).status).toBe(303);
  });

  test('locks and unlocks with a reason, which the next one reads', async () => {
    const list = await ask('principal', `/schools/${own}/accounts`);
    const account = /\/accounts\/(\d+)\?from/.exec(list.html)?.[1] ?? '';
    expect((await ask('principal', `/accounts/${account}/lock`, [['reason', '  ']])).status).toBe(422);
    const back = await ask('principal', `/accounts/${account}/lock?from=/schools/${own}/accounts`, [
      ['reason', 'Đã nghỉ việc'],
    ]);
    expect([back.status, back.location]).toEqual([
      303,
      `/accounts/${account}?from=${encodeURIComponent(`/schools/${own}/accounts`)}`,
    ]);
    expect((await ask('principal', `/schools/${own}/accounts`)).html).toContain('Lý do: Đã nghỉ việc');
    expect(await everything()).toContain('Đã nghỉ việc');
    await ask('principal', `/accounts/${account}/unlock`, [['reason', 'Đã trở lại']]);
    expect((await ask('principal', `/accounts/${account}`)).html).not.toContain('Lý do khóa');
    for (const who of ['clerk', 'otherClerk', 'teacher', 'leader']) {
      expect((await ask(who, `/accounts/${account}`)).status, who).toBe(404);
      expect((await ask(who, `/accounts/${account}/reset`, [])).status, who).toBe(404);
      expect((await ask(who, `/accounts/${account}/lock`, [['reason', 'x']])).status, who).toBe(404);
    }
  });

  test('does not lock or reset the own account here', async () => {
    const [accountId = 0] = await makeAccounts(world(), world().house, [
      { personId: people.principal?.personId ?? 0, login: 'hieu.truong', temporaryPassword: 'x' },
    ]);
    for (const act of ['lock', 'reset'])
      expect((await ask('principal', `/accounts/${accountId}/${act}`, [['reason', 'x']])).status).toBe(422);
  });
});

describe('who keeps none', () => {
  test('a teacher, a leader and a visitor open nothing', async () => {
    for (const path of [`/schools/${own}/accounts`, await classPath(own), '/accounts', '/accounts/1']) {
      for (const who of ['teacher', 'leader']) expect((await ask(who, path)).status, `${who} ${path}`).toBe(404);
      expect((await ask('visitor', path)).status).toBe(303);
    }
  });

  test('a visitor comes back to the whole address, with what was asked', async () => {
    const { location } = await ask('visitor', '/accounts?q=an&page=2');
    expect(location).toBe(`/sign-in?to=${encodeURIComponent('/accounts?q=an&page=2')}`);
  });
});

describe('an administrator', () => {
  test('finds those who hold roles, by name', async () => {
    await sample.write(
      `update directory.person set full_name = 'Y Đặc Biệt', sort_key = 'biet', search_key = 'y dac biet' where person_id = $1`,
      [people.otherClerk?.personId],
    );
    const found = await ask('admin', '/accounts?q=đặc');
    expect(found.html).toContain('Y Đặc Biệt');
    expect(choices(found.html)).toEqual([String(people.otherClerk?.personId)]);
    expect(found.html).toContain('Văn thư · Trường Mẫu 1.2');
    // A principal keeps those of the own school alone.
    expect(choices((await ask('principal', '/accounts?q=đặc')).html)).toEqual([]);
  });
});

test('the queries do not grow with the people of the list', async () => {
  const [five, thirty] = [await classPath(own, 1), await classPath(other)];
  const small = await countQueries(() => ask('clerk', five));
  const large = await countQueries(() => ask('otherClerk', thirty));
  expect(large.queries.length).toBe(small.queries.length);
  expect(small.queries.length).toBeLessThanOrEqual(16);
});
test('the roles of jobs are given by those who may give them, to others than oneself, and once', async () => {
  const staff = { personId: own * 100_000 + 90_001, role: 'teacher' as const };
  const give = (who: string, placeId: number, people_: { personId: number; role: Role }[]) =>
    perform(world(), people[who] ?? visitor(world().today()), giveRoles, { placeId, people: people_ });
  await expect(give('clerk', own, [staff])).rejects.toThrow(NotAllowed);
  await expect(give('teacher', own, [staff])).rejects.toThrow(NotAllowed);
  await expect(give('principal', other, [staff])).rejects.toThrow(NotAllowed);
  await expect(give('principal', own, [staff, { ...staff, role: 'principal' }])).rejects.toThrow(NotAllowed);
  const oneself = { personId: people.principal?.personId ?? 0, role: 'teacher' as const };
  await expect(give('principal', own, [oneself])).rejects.toThrow(NotAllowed);
  const librarian = { ...staff, role: 'librarian' as const };
  expect([await give('principal', own, [librarian]), await give('principal', own, [librarian])]).toEqual([1, 0]);
});

test('many accounts are reset in one go, or none', async () => {
  const ids = await makeAccounts(
    world(),
    world().house,
    [9001, 9002].map(personId => ({ personId, login: `nguoi.${personId}`, temporaryPassword: 'x' })),
  );
  await expect(
    resetAccounts(
      world(),
      world().house,
      [...ids, -1].map(accountId => ({ accountId, temporaryPassword: 'y' })),
    ),
  ).rejects.toThrow();
});
