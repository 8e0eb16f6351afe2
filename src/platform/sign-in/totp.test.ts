import { generate } from 'otplib';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { useSystem } from '../../../test/database.ts';
import { resetAccount } from './commands/keep-accounts.ts';
import { makeAccount } from './commands/make-accounts.ts';
import { seal, unseal } from './sealed-secret.ts';
import { findStep } from './steps.ts';
import { TestClient } from './test-client.ts';

const world = useSystem();
const password = 'bốn con trâu trắng';
let accountId = 0;
let secret = '';

const browser = () => new TestClient(world());
const codeAt = (moment: Date) => generate({ secret, epoch: Math.floor(moment.getTime() / 1000) });
const later = (seconds: number) => world().clock.set(new Date(world().clock.now().getTime() + seconds * 1000));

beforeAll(async () => {
  accountId = await makeAccount(world(), world().house, {
    personId: 1,
    login: 'y.lan',
    temporaryPassword: password,
    mustChangePassword: false,
  });
});

beforeEach(async () => {
  await world().database.tables.deleteFrom('platform.attempt').execute();
  later(90);
});

/** Password first, then the code; answers the second page. */
async function signIn(code: string, one = browser()): Promise<Response> {
  const first = await one.signIn('y.lan', password, { to: '/account/sessions' });
  expect(first.headers.get('location')).toBe('/sign-in/code');
  expect(one.cookies.has('rong')).toBe(false);
  return await one.ask('/sign-in/code', { form: { code } });
}

test('an authenticator app is added once it has shown a right code', async () => {
  const one = browser();
  await one.signIn('y.lan', password);
  await one.ask('/account/totp/begin', { form: {} });
  const page = await (await one.ask('/account/totp')).text();
  expect(page).toContain('<svg');
  secret = /<code>([A-Z2-7]{32,})<\/code>/.exec(page)?.[1] ?? '';
  expect(secret).not.toBe('');
  expect((await one.ask('/account/totp', { form: { code: '000000' } })).status).toBe(422);
  expect((await one.ask('/account/totp', { form: { code: await codeAt(world().clock.now()) } })).status).toBe(303);
  expect(await (await one.ask('/account/totp')).text()).toContain('đang bật');
});

test('its secret is not in the database as it is', async () => {
  const row = await world()
    .database.tables.selectFrom('platform.account')
    .select('totp_secret')
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  expect(row.totp_secret).not.toContain(secret);
  expect(await unseal(world(), accountId, row.totp_secret ?? '')).toBe(secret);
  await expect(unseal(world(), accountId + 1, row.totp_secret ?? '')).rejects.toThrow();
  expect(await seal(world(), accountId, secret)).not.toBe(row.totp_secret);
});

test('the password alone opens nothing; the right code does, and goes on to where one was going', async () => {
  const one = browser();
  const answer = await signIn(await codeAt(world().clock.now()), one);
  expect(answer.headers.get('location')).toBe('/account/sessions');
  expect(await one.isIn()).toBe(true);
});

test('the same code does not open a second time', async () => {
  const code = await codeAt(world().clock.now());
  expect((await signIn(code)).status).toBe(303);
  const again = await signIn(code);
  expect(again.status).toBe(422);
  expect(await again.text()).toContain('đã dùng');
});

test('of two who send the same code at once, one gets in', async () => {
  const code = await codeAt(world().clock.now());
  const answers = await Promise.all([signIn(code), signIn(code), signIn(code)]);
  expect(answers.map(answer => answer.status).sort()).toEqual([303, 422, 422]);
});

test('a wrong code, an old code and no code are refused', async () => {
  const old = await codeAt(new Date(world().clock.now().getTime() - 300_000));
  for (const code of ['000000', old, '', 'abc']) expect((await signIn(code)).status, code).toBe(422);
});

test('codes cannot be tried through', async () => {
  for (let wrong = 0; wrong < 10; wrong += 1) await signIn('000000');
  expect((await signIn(await codeAt(world().clock.now()))).status).toBe(429);
});

test('a sign-in that waited longer than ten minutes starts anew', async () => {
  const one = browser();
  await one.signIn('y.lan', password);
  later(601);
  expect((await one.ask('/sign-in/code', { form: { code: await codeAt(world().clock.now()) } })).status).toBe(422);
  expect(one.cookies.has('rong')).toBe(false);
});

test('an open page is not enough to put another app in its place', async () => {
  const one = browser();
  await signIn(await codeAt(world().clock.now()), one);
  const kept = () =>
    world()
      .database.tables.selectFrom('platform.account')
      .select('totp_secret')
      .where('account_id', '=', accountId)
      .executeTakeFirst();
  const before = await kept();
  await one.ask('/account/totp/begin', { form: {} });
  const token = one.cookies.get('rong_step') ?? '';
  const step = await findStep(world(), 'totp-setup', token);
  const other = await unseal(world(), accountId, step?.kept.sealed ?? '');
  later(30);
  const code = await generate({ secret: other, epoch: Math.floor(world().clock.now().getTime() / 1000) });
  expect((await one.ask('/account/totp', { form: { code } })).status).toBe(404);
  expect(await kept()).toEqual(before);
});

test('it is taken off with the password only', async () => {
  const one = browser();
  await signIn(await codeAt(world().clock.now()), one);
  expect((await one.ask('/account/totp/remove', { form: { current: 'sai' } })).status).toBe(422);
  expect((await one.ask('/account/totp/remove', { form: { current: password } })).status).toBe(303);
  expect((await browser().signIn('y.lan', password, { to: '/account' })).headers.get('location')).toBe('/account');
});

test('the office gives an account back to who lost the telephone', async () => {
  const { tables } = world().database;
  await tables
    .updateTable('platform.account')
    .set({ totp_secret: await seal(world(), accountId, secret) })
    .execute();
  await resetAccount(world(), world().house, { accountId, temporaryPassword: 'tạm thời một lần' });
  const one = browser();
  expect((await one.signIn('y.lan', 'tạm thời một lần')).status).toBe(303);
  expect((await one.ask('/account')).headers.get('location')).toBe('/account/password');
});
