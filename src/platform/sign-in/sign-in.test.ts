import { Hono } from 'hono';
import { pino } from 'pino';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { useSystem } from '../../../test/database.ts';
import { countQueries } from '../database/database.ts';
import type { Env } from '../http/env.ts';
import { perform } from '../work.ts';
import { disableAccount, enableAccount, resetAccount } from './commands/keep-accounts.ts';
import { makeAccount, makeAccounts } from './commands/make-accounts.ts';
import { identify } from './identify.ts';
import { TestClient } from './test-client.ts';

const world = useSystem();
const password = 'bốn con trâu trắng';
let accountId = 0;

beforeAll(async () => {
  accountId = await makeAccount(world(), world().house, {
    personId: 1,
    login: 'y.lan',
    email: 'Y.Lan@example.edu.vn',
    temporaryPassword: password,
    mustChangePassword: false,
  });
});

beforeEach(async () => {
  await world().database.tables.deleteFrom('platform.attempt').execute();
});

const browser = () => new TestClient(world());
const events = async () =>
  await world()
    .database.tables.selectFrom('platform.audit_entry')
    .select(['event', 'actor', 'subject', 'data'])
    .orderBy('audit_entry_id')
    .execute();

test('the right password opens a session, by user name or e-mail', async () => {
  for (const login of ['y.lan', ' Y.LAN@example.edu.vn ']) {
    const one = browser();
    const answer = await one.signIn(login, password, { to: '/account?a=1' });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/account?a=1');
    expect(await one.isIn()).toBe(true);
  }
});

test('the same words typed with composed or loose marks are the same password', async () => {
  expect((await browser().signIn('y.lan', password.normalize('NFD'))).status).toBe(303);
});

test('a wrong password and an unknown name get the same answer, and keep what was typed but the password', async () => {
  const wrong = await browser().signIn('y.lan', 'sai mat khau roi');
  const unknown = await browser().signIn('khong.ai', 'sai mat khau roi');
  expect([wrong.status, unknown.status]).toEqual([422, 422]);
  const [first, second] = [await wrong.text(), await unknown.text()];
  expect(first.replaceAll('y.lan', 'X')).toBe(second.replaceAll('khong.ai', 'X'));
  expect(first).toContain('value="y.lan"');
  expect(first).not.toContain('sai mat khau roi');
  expect((await events()).at(-1)).toMatchObject({
    event: 'sign-in.failed',
    subject: 'account:unknown',
    data: { why: 'password' },
  });
});

test('empty fields are named', async () => {
  const page = await (await browser().signIn('', '')).text();
  expect(page).toContain('Hãy nhập tên đăng nhập');
  expect(page).toContain('Hãy nhập mật khẩu');
});

test('nothing typed as password or token stands in the audit', async () => {
  await browser().signIn('y.lan', 'mot bi mat');
  const all = JSON.stringify(await events());
  expect(all).not.toContain('mot bi mat');
  expect(all).not.toContain(password);
  expect(all).not.toContain('y.lan');
});

test('nothing typed or given stands in the log: no password, token, name or address typed in', async () => {
  const lines: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) });
  const one = new TestClient({ ...world(), log });
  await one.signIn('y.lan', 'mot bi mat khac');
  await one.signIn('y.lan', password);
  await one.ask('/new-password?token=mot-token-trong-thu');
  await one.ask('/account');
  const all = lines.join('');
  expect(lines.length).toBeGreaterThanOrEqual(4);
  for (const secret of ['bi mat', 'trâu', 'y.lan', 'mot-token', one.cookies.get('rong') ?? 'no cookie']) {
    expect(all).not.toContain(secret);
  }
});

test('an address fails sixty times before it waits, whoever it tries; a claimed one does not count without a proxy', async () => {
  const settings = { ...world().settings, publicUrl: 'https://rong.example' };
  const fail = (n: number, system = { ...world(), settings }) =>
    new TestClient(system).ask('/sign-in', {
      form: { login: `khong.co.${n}`, password: 'sai mat khau' },
      headers: { 'x-forwarded-for': `198.51.100.${n % 250}, 203.0.113.7` },
    });
  const first = await Promise.all(Array.from({ length: 60 }, (_, n) => fail(n)));
  expect(first.every(answer => answer.status === 422)).toBe(true);
  expect((await fail(61)).status).toBe(429);
  expect((await fail(62, world())).status).toBe(422);
});

test('only a path of ours is gone to afterwards', async () => {
  for (const to of [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example/',
    'javascript:alert(1)',
    '/\t/evil.example',
    '/..//evil.example',
  ]) {
    const answer = await browser().signIn('y.lan', password, { to });
    expect(answer.headers.get('location'), to).toBe('/');
    const page = await (await browser().ask(`/sign-in?to=${encodeURIComponent(to)}`)).text();
    expect(page).not.toContain('evil.example');
  }
});

test('the session cookie is out of reach of scripts and of other sites', async () => {
  const plain = await browser().signIn('y.lan', password);
  const line = plain.headers.getSetCookie().find(one => one.startsWith('rong=')) ?? '';
  expect(line).toMatch(/; HttpOnly/);
  expect(line).toMatch(/; SameSite=Lax/);
  expect(line).toMatch(/; Path=\//);
  expect(line).not.toMatch(/Domain/);
  const secure = new TestClient({ ...world(), settings: { ...world().settings, publicUrl: 'https://rong.example' } });
  const overTls = await secure.signIn('y.lan', password);
  expect(overTls.headers.getSetCookie().find(one => one.startsWith('__Host-rong='))).toMatch(/; Secure/);
  expect(await secure.isIn()).toBe(true);
});

test('only the hash of the token is in the database', async () => {
  const one = browser();
  await one.signIn('y.lan', password);
  const token = one.cookies.get('rong') ?? '';
  const rows = await world().database.tables.selectFrom('platform.session').select('token_hash').execute();
  expect(rows.some(row => row.token_hash === token)).toBe(false);
  one.cookies.set('rong', rows[0]?.token_hash ?? '');
  expect(await one.isIn()).toBe(false);
});

test('a token that stood before signing in is worth nothing afterwards (session fixation)', async () => {
  const one = browser();
  one.cookies.set('rong', 'planted-by-somebody-else');
  await one.signIn('y.lan', password);
  const first = one.cookies.get('rong');
  expect(first).not.toBe('planted-by-somebody-else');
  await one.signIn('y.lan', password);
  expect(one.cookies.get('rong')).not.toBe(first);
});

test('signing out kills the session itself, not only the cookie', async () => {
  const one = browser();
  await one.signIn('y.lan', password);
  const token = one.cookies.get('rong') ?? '';
  const answer = await one.ask('/sign-out', { form: {} });
  expect(answer.headers.get('location')).toBe('/sign-in');
  expect(one.cookies.has('rong')).toBe(false);
  one.cookies.set('rong', token);
  expect(await one.isIn()).toBe(false);
});

test('a post from another site, or from nowhere, is refused', async () => {
  const one = browser();
  const elsewhere: Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': '', origin: 'https://evil.example' },
    { 'sec-fetch-site': '', origin: 'null' },
    { 'sec-fetch-site': '' },
  ];
  for (const headers of elsewhere) {
    expect(
      (await one.ask('/sign-in', { form: { login: 'y.lan', password }, headers })).status,
      JSON.stringify(headers),
    ).toBe(403);
  }
  expect(one.cookies.has('rong')).toBe(false);
});

test('pages carry the policy against foreign scripts and frames', async () => {
  const { headers } = await browser().ask('/sign-in');
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toContain("script-src 'self'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain('unsafe');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('cache-control')).toContain('no-store');
});

test('a request costs one query to know who asks, and a write a minute at most', async () => {
  const one = browser();
  await one.signIn('y.lan', password);
  const web = new Hono<Env>();
  web.use(async (ask, next) => {
    ask.set('system', world());
    await next();
  });
  web.use(identify).get('/who', ask => ask.text(ask.var.actor.name));
  const who = async () =>
    web.request('http://localhost/who', { headers: { cookie: `rong=${one.cookies.get('rong')}` } });
  const first = await countQueries(who);
  expect(await first.answer.text()).toBe('person:1');
  expect(first.queries).toHaveLength(1);
  const start = world().clock.now();
  world().clock.set(new Date(start.getTime() + 61_000));
  expect((await countQueries(who)).queries).toHaveLength(2);
  expect((await countQueries(who)).queries).toHaveLength(1);
  world().clock.set(start);
});

test('sessions end after thirty days, and after twelve hours unused where a role is held', async () => {
  const start = world().clock.now();
  const pupil = browser();
  await pupil.signIn('y.lan', password);
  const token = pupil.cookies.get('rong') ?? '';
  world().clock.set(new Date(start.getTime() + 13 * 3_600_000));
  expect(await pupil.isIn()).toBe(true);
  await world()
    .database.tables.insertInto('platform.role_held')
    .values({ person_id: 1, role: 'teacher', place_id: 77, from_day: '2023-01-01' })
    .execute();
  world().clock.set(new Date(start.getTime() + 26 * 3_600_000));
  expect(await pupil.isIn()).toBe(false);
  await world().database.tables.deleteFrom('platform.role_held').execute();
  pupil.cookies.set('rong', token);
  world().clock.set(new Date(start.getTime() + 29 * 86_400_000));
  expect(await pupil.isIn()).toBe(true);
  world().clock.set(new Date(start.getTime() + 31 * 86_400_000));
  expect(await pupil.isIn()).toBe(false);
  world().clock.set(start);
});

test('a disabled account is out at once, and only who knows the password is told why', async () => {
  const one = browser();
  await one.signIn('y.lan', password);
  await perform(world(), world().house, disableAccount, { accountId });
  expect(await one.isIn()).toBe(false);
  expect(await (await browser().signIn('y.lan', password)).text()).toContain('đã bị khóa');
  expect(await (await browser().signIn('y.lan', 'sai mat khau')).text()).not.toContain('đã bị khóa');
  await perform(world(), world().house, enableAccount, { accountId });
  expect(await one.isIn()).toBe(false);
  expect((await browser().signIn('y.lan', password)).status).toBe(303);
});

test('ten wrong answers, even all at once, and the login waits a quarter of an hour', async () => {
  const start = world().clock.now();
  const tries = await Promise.all(Array.from({ length: 15 }, () => browser().signIn('y.lan', 'sai mat khau')));
  expect(tries.filter(answer => answer.status === 422)).toHaveLength(10);
  const waits = tries.filter(answer => answer.status === 429);
  expect(waits).toHaveLength(5);
  expect(await waits[0]?.text()).toContain('chờ 15 phút');
  expect(waits[0]?.headers.get('retry-after')).toBe('900');
  expect((await browser().signIn('y.lan', password)).status).toBe(429);
  world().clock.set(new Date(start.getTime() + 15 * 60_000 + 1000));
  expect((await browser().signIn('y.lan', password)).status).toBe(303);
  world().clock.set(start);
});

test('a right password takes the wrong ones before it off the count', async () => {
  for (let round = 0; round < 2; round += 1) {
    for (let wrong = 0; wrong < 9; wrong += 1) await browser().signIn('y.lan', 'sai mat khau');
    expect((await browser().signIn('y.lan', password)).status).toBe(303);
  }
});

test('a temporary password opens nothing but the page that changes it', async () => {
  await makeAccount(world(), world().house, { personId: 2, login: 'hs.0002', temporaryPassword: 'tam-thoi-2023' });
  const one = browser();
  await one.signIn('hs.0002', 'tam-thoi-2023');
  for (const path of ['/', '/account', '/account/sessions', '/account/passkeys']) {
    expect((await one.ask(path)).headers.get('location'), path).toBe('/account/password');
  }
  const change = (fresh: string, again = fresh, current = 'tam-thoi-2023') =>
    one.ask('/account/password', { form: { current, password: fresh, again } });
  expect(await (await change('ngan')).text()).toContain('ít nhất 10 ký tự');
  expect(await (await change('1234567890')).text()).toContain('quá dễ đoán');
  expect(await (await change('hs.0002abc')).text()).toContain('gần giống tên đăng nhập');
  expect(await (await change('tam-thoi-2023')).text()).toContain('trùng mật khẩu đang dùng');
  expect(await (await change('rừng thông măng đen', 'khác')).text()).toContain('chưa giống nhau');
  expect(await (await change('rừng thông măng đen', undefined, 'sai')).text()).toContain('đang dùng chưa đúng');
  const other = browser();
  await other.signIn('hs.0002', 'tam-thoi-2023');
  expect((await change('rừng thông măng đen')).status).toBe(303);
  expect(await one.isIn()).toBe(true);
  expect((await other.ask('/account')).headers.get('location')).toContain('/sign-in');
  expect((await browser().signIn('hs.0002', 'tam-thoi-2023')).status).toBe(422);
});

test('sessions are listed, and each can be ended by its owner only', async () => {
  const [here, there, stranger] = [browser(), browser(), browser()];
  await makeAccount(world(), world().house, {
    personId: 3,
    login: 'nguoi.la',
    temporaryPassword: password,
    mustChangePassword: false,
  });
  await here.ask('/sign-in', {
    form: { login: 'y.lan', password },
    headers: { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0) Chrome/120.0 Safari/537.36' },
  });
  await there.signIn('y.lan', password);
  await stranger.signIn('nguoi.la', password);
  const page = await (await here.ask('/account/sessions')).text();
  expect(page).toContain('Chrome · Windows');
  const others = [...page.matchAll(/name="session" value="(\w+)"/g)].map(found => found[1] ?? '');
  expect(others.length).toBeGreaterThan(0);
  for (const session of others) await stranger.ask('/account/sessions/end', { form: { session } });
  expect(await there.isIn()).toBe(true);
  await here.ask('/account/sessions/end-others', { form: {} });
  expect([await here.isIn(), await there.isIn(), await stranger.isIn()]).toEqual([true, false, true]);
});

test('the language chosen is kept for a visitor and for an account', async () => {
  const one = browser();
  expect(await (await one.ask('/sign-in', { headers: { 'accept-language': 'fr,en-GB;q=0.8' } })).text()).toContain(
    'User name or e-mail',
  );
  expect(await (await one.ask('/sign-in')).text()).toContain('Tên đăng nhập');
  await one.ask('/language', { form: { language: 'en', to: '/sign-in' } });
  expect(await (await one.ask('/sign-in')).text()).toContain('User name or e-mail');
  await one.signIn('y.lan', password);
  expect(await (await one.ask('/account')).text()).toContain('Tài khoản của tôi');
  await one.ask('/language', { form: { language: 'en', to: '/account' } });
  expect(await (await one.ask('/account')).text()).toContain('My account');
  await one.ask('/language', { form: { language: 'vi', to: '/account' } });
});

test('accounts are made all or none, and say who has the login already', async () => {
  const made = await makeAccounts(world(), world().house, [
    { personId: 11, login: 'a.mot', temporaryPassword: 'cung mot mat khau' },
    { personId: 12, login: 'a.hai', temporaryPassword: 'cung mot mat khau' },
  ]);
  expect(new Set(made).size).toBe(2);
  await expect(
    makeAccounts(world(), world().house, [
      { personId: 13, login: 'a.ba', temporaryPassword: 'x' },
      { personId: 14, login: 'A.HAI', temporaryPassword: 'x' },
    ]),
  ).rejects.toMatchObject({ code: 'login-taken', field: '1.login' });
  await expect(
    makeAccounts(world(), world().house, [
      { personId: 15, login: 'a.nam', temporaryPassword: 'x' },
      { personId: 16, login: 'a.nam', temporaryPassword: 'x' },
    ]),
  ).rejects.toMatchObject({ code: 'login-taken' });
  await expect(
    makeAccount(world(), world().house, { personId: 12, login: 'a.bon', temporaryPassword: 'x' }),
  ).rejects.toMatchObject({ code: 'account-exists' });
  expect(
    await world().database.tables.selectFrom('platform.account').select('login').where('login', '=', 'a.ba').execute(),
  ).toEqual([]);
});

test('nobody keeps an account that reaches further than their own', async () => {
  const { tables } = world().database;
  const within = (within_id: number, place_id: number) => ({ within_id, place_id, from_day: '2020-01-01' });
  await tables
    .insertInto('platform.place_within')
    .values([within(100, 100), within(100, 101), within(101, 101), within(100, 102), within(102, 102)])
    .execute();
  const hold = (person_id: number, role: string, place_id: number) => ({
    person_id,
    role,
    place_id,
    from_day: '2020-01-01',
  });
  await tables
    .insertInto('platform.role_held')
    .values([
      hold(50, 'admin', 100),
      hold(51, 'principal', 101),
      hold(52, 'clerk', 101),
      hold(53, 'teacher', 101),
      hold(54, 'teacher', 102),
      hold(55, 'teacher', 101),
      hold(55, 'officer', 100),
    ])
    .execute();
  const ids = await makeAccounts(
    world(),
    world().house,
    [50, 51, 52, 53, 54, 55].map(personId => ({
      personId,
      login: `nv.${personId}`,
      temporaryPassword: 'x',
      mustChangePassword: false,
    })),
  );
  const may = async (actor: number, target: number) =>
    resetAccount(world(), await world().actor(actor), {
      accountId: ids[target - 50] ?? -1,
      temporaryPassword: 'moi',
    }).then(
      () => true,
      () => false,
    );
  expect(await may(50, 51)).toBe(true);
  expect(await may(50, 54)).toBe(true);
  expect(await may(51, 53)).toBe(true);
  expect(await may(51, 54)).toBe(false);
  expect(await may(51, 50)).toBe(false);
  expect(await may(51, 55)).toBe(false);
  expect(await may(52, 53)).toBe(false);
  expect(await may(53, 53)).toBe(false);
  await expect(
    makeAccount(world(), await world().actor(51), { personId: 99, login: 'la', temporaryPassword: 'x' }),
  ).rejects.toThrow();
});
