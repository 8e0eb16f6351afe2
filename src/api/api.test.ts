import { createHash } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { type Actor, house, visitor } from '#platform/access.ts';
import { disableAccount, enableAccount, makeAccount, resetAccount } from '#platform/sign-in/index.ts';
import { perform } from '#platform/work.ts';
import { identifyAs, useSystem } from '../../test/database.ts';
import { makeWeb } from '../routes.ts';
import { makeToken, revokeToken } from './tokens.tsx';

const world = useSystem();
const ids = { province: 0, school: 0, other: 0, clerk: 7001, token: '' };

/** Two schools, a clerk at the first, three pupils in each. */
beforeAll(async () => {
  const { pool } = world().database;
  const owner = new (await import('pg')).default.Client({ connectionString: world().database.ownerUrl });
  await owner.connect();
  const place = async (kind: string, name: string) => {
    const { rows } = await owner.query(
      `insert into directory.place (kind, from_day) values ($1, '2000-01-01') returning place_id`,
      [kind],
    );
    await owner.query(
      `insert into directory.place_version (place_id, from_day, name, short_name) values ($1, '2000-01-01', $2, $2)`,
      [rows[0].place_id, name],
    );
    return Number(rows[0].place_id);
  };
  ids.province = await place('department', 'Sở');
  ids.school = await place('school', 'Trường Một');
  ids.other = await place('school', 'Trường Hai');
  for (const [within, of] of [
    [ids.province, ids.province],
    [ids.province, ids.school],
    [ids.province, ids.other],
    [ids.school, ids.school],
    [ids.other, ids.other],
  ]) {
    await owner.query(
      `insert into platform.place_within (within_id, place_id, from_day) values ($1, $2, '2000-01-01')`,
      [within, of],
    );
  }
  for (const school of [ids.school, ids.other]) {
    await owner.query(
      `insert into schools.school (school_id, levels, managed_by) values ($1, '{primary}', 'department')`,
      [school],
    );
    for (const name of ['Y Một', 'Y Hai', 'A Ba']) {
      await owner.query(
        `insert into schools.enrolment (school_id, person_id, pupil_code, full_name, sort_key, search_key, from_day, came_by) values ($1, 1, $2, $2, $2, $2, '2023-08-01', 'admitted')`,
        [school, name],
      );
    }
  }
  await owner.query(
    `insert into platform.role_held (person_id, role, place_id, from_day) values ($1, 'clerk', $2, '2023-01-01')`,
    [ids.clerk, ids.school],
  );
  await owner.end();
  const actor = await world().actor(ids.clerk);
  ids.token = await perform(world(), actor, makeToken, {
    name: 'Phần mềm thư viện',
    roleHeldId: actor.roles[0]?.roleHeldId ?? 0,
    days: 30,
  });
  expect((await pool.query('select token_hash from platform.api_token')).rows).toEqual([
    { token_hash: createHash('sha256').update(ids.token).digest('hex') },
  ]);
});

const tokenOf = (actor: Actor) =>
  perform(world(), actor, makeToken, { name: 'x', roleHeldId: actor.roles[0]?.roleHeldId ?? 0, days: 30 });

const ask = (path: string, headers: Record<string, string> = { authorization: `Bearer ${ids.token}` }) =>
  makeWeb(world(), identifyAs(visitor('2023-11-24'))).request(`/api/v1${path}`, { headers });

test('without a token nothing is said', async () => {
  const answer = await ask('/places', {});
  expect(answer.status).toBe(401);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect((await ask('/places', { authorization: 'Bearer wrong' })).status).toBe(401);
});

test('a token sees its own school, and another school is not there', async () => {
  expect(await (await ask('/places?kind=school')).json()).toMatchObject({
    items: [{ id: ids.school, name: 'Trường Một' }],
    next: null,
  });
  expect((await ask(`/schools/${ids.other}/enrolments`)).status).toBe(404);
  expect((await ask(`/schools/${ids.other}/people`)).status).toBe(404);
});

test('pages follow one another by cursor without repeating', async () => {
  const first = await (await ask(`/schools/${ids.school}/enrolments?limit=2`)).json();
  expect(first.items.map((item: { fullName: string }) => item.fullName)).toEqual(['Y Một', 'Y Hai']);
  const second = await (await ask(`/schools/${ids.school}/enrolments?limit=2&cursor=${first.next}`)).json();
  expect(second).toMatchObject({ items: [{ fullName: 'A Ba' }], next: null });
});

test('the same answer again is 304', async () => {
  const etag = (await ask('/places')).headers.get('etag') ?? '';
  expect(etag).not.toBe('');
  expect((await ask('/places', { authorization: `Bearer ${ids.token}`, 'if-none-match': etag })).status).toBe(304);
});

test('a faulty parameter is named', async () => {
  const answer = await ask('/places?limit=many');
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ title: 'request', faults: [{ path: 'limit' }] });
});

test('a role held by someone else makes no token', async () => {
  const actor = await world().actor(ids.clerk);
  await expect(perform(world(), actor, makeToken, { name: 'x', roleHeldId: 999, days: 1 })).rejects.toThrow(
    'not allowed',
  );
});

test('a revoked token, and one whose role ended, no longer hold', async () => {
  const actor = await world().actor(ids.clerk);
  const token = await perform(world(), actor, makeToken, {
    name: 'y',
    roleHeldId: actor.roles[0]?.roleHeldId ?? 0,
    days: 30,
  });
  const headers = { authorization: `Bearer ${token}` };
  expect((await ask('/places', headers)).status).toBe(200);
  await perform(world(), actor, revokeToken, { tokenHash: createHash('sha256').update(token).digest('hex') });
  expect((await ask('/places', headers)).status).toBe(401);
  world().clock.set('2024-01-15T00:00:00Z');
  expect((await ask('/places')).status).toBe(401);
  world().clock.set('2023-11-24T07:05:00Z');
});

test('a token holds no longer once its owner’s account is locked or given back', async () => {
  const accountId = await makeAccount(world(), world().house, {
    personId: ids.clerk,
    login: 'vanthu.mot',
    temporaryPassword: 'mật khẩu tạm thời',
  });
  const ways = [
    () => perform(world(), world().house, disableAccount, { accountId }),
    () => resetAccount(world(), world().house, { accountId, temporaryPassword: 'mật khẩu khác' }),
  ];
  for (const end of ways) {
    const headers = { authorization: `Bearer ${await tokenOf(await world().actor(ids.clerk))}` };
    expect((await ask('/places', headers)).status).toBe(200);
    await end();
    expect((await ask('/places', headers)).status).toBe(401);
    await perform(world(), world().house, enableAccount, { accountId });
    expect((await ask('/places', headers)).status).toBe(401);
  }
  ids.token = await tokenOf(await world().actor(ids.clerk));
});

test('an answer is kept by nobody on the way, and not for another token', async () => {
  const { headers } = await ask('/places');
  expect(headers.get('cache-control')).toBe('private, no-cache');
  expect(headers.get('vary')).toContain('authorization');
});

test('a day that no calendar has is the asker’s fault', async () => {
  expect((await ask('/places?on=0000-01-01')).status).toBe(400);
  expect((await ask('/schools/9007199254740993/classes')).status).toBe(400);
  expect((await ask(`/places?cursor=${Buffer.from('9'.repeat(15)).toString('base64url')}`)).status).toBe(200);
});

test('a token sent again under a key is not kept with the key', async () => {
  const actor = await world().actor(ids.clerk);
  const answer = await makeWeb(world(), identifyAs(actor)).request('/account/tokens', {
    method: 'POST',
    headers: { 'sec-fetch-site': 'same-origin', 'idempotency-key': 'token-1' },
    body: new URLSearchParams({ name: 'z', roleHeldId: String(actor.roles[0]?.roleHeldId), days: '30' }),
  });
  expect(answer.status).toBe(200);
  expect((await world().database.pool.query('select * from platform.done_once')).rows).toEqual([]);
});

test('the description names every path', async () => {
  const answer = await makeWeb(world(), identifyAs(house('test', '2023-11-24'))).request('/api/openapi.json');
  const described = (await answer.json()) as { openapi: string; paths: Record<string, unknown> };
  expect(described.openapi).toBe('3.1.0');
  expect(Object.keys(described.paths).length).toBeGreaterThanOrEqual(7);
});
