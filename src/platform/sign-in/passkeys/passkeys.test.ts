import { beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { useSystem } from '../../../../test/database.ts';
import { perform } from '../../work.ts';
import { disableAccount, enableAccount } from '../commands/keep-accounts.ts';
import { makeAccounts } from '../commands/make-accounts.ts';
import { TestClient } from '../test-client.ts';
import { TestDevice } from './test-device.ts';

const world = useSystem();
const password = 'bốn con trâu trắng';
const origin = 'http://localhost:3000';
let accountId = 0;
let device: TestDevice;

const browser = () => new TestClient(world());
const Options = z.object({ challenge: z.string(), rpId: z.string().optional() });

async function challengeFrom(one: TestClient, path: string): Promise<string> {
  return Options.parse(await (await one.ask(path, { json: {} })).json()).challenge;
}

async function add(one: TestClient, held: TestDevice, name = 'Điện thoại của tôi'): Promise<Response> {
  const challenge = await challengeFrom(one, '/account/passkeys/options');
  return await one.ask('/account/passkeys', { json: { name, response: held.make(challenge) } });
}

async function signIn(held: TestDevice, one = browser(), to = '/account'): Promise<Response> {
  const challenge = await challengeFrom(one, '/sign-in/passkey/options');
  return await one.ask('/sign-in/passkey', { json: { to, response: held.sign(challenge) } });
}

beforeAll(async () => {
  [accountId = 0] = await makeAccounts(world(), world().house, [
    { personId: 1, login: 'y.lan', temporaryPassword: password, mustChangePassword: false },
    { personId: 2, login: 'nguoi.la', temporaryPassword: password, mustChangePassword: false },
  ]);
});

beforeEach(async () => {
  await world().database.tables.deleteFrom('platform.attempt').execute();
  await world().database.tables.deleteFrom('platform.passkey').execute();
  device = new TestDevice(origin);
  const one = browser();
  await one.signIn('y.lan', password);
  expect(await (await add(one, device)).json()).toEqual({ to: '/account/passkeys' });
});

test('a passkey that was added opens the door without user name and password', async () => {
  const one = browser();
  const answer = await signIn(device, one, '/account/sessions');
  expect(await answer.json()).toEqual({ to: '/account/sessions' });
  expect(await one.isIn()).toBe(true);
  expect(await (await signIn(device, browser(), '//evil.example')).json()).toEqual({ to: '/' });
  expect(await (await one.ask('/account/passkeys')).text()).toContain('Điện thoại của tôi');
});

test('an answer cannot be sent twice', async () => {
  const one = browser();
  const challenge = await challengeFrom(one, '/sign-in/passkey/options');
  const response = device.sign(challenge);
  const step = one.cookies.get('rong_step') ?? '';
  expect((await one.ask('/sign-in/passkey', { json: { response } })).status).toBe(200);
  const other = browser();
  other.cookies.set('rong_step', step);
  expect((await other.ask('/sign-in/passkey', { json: { response } })).status).toBe(422);
  expect(await other.isIn()).toBe(false);
});

test('a signature for another site, by another key, without finger or code, or over another challenge is refused', async () => {
  const forged = new TestDevice('https://rong.evil.example', 'localhost');
  const strangers = [new TestDevice(origin), Object.assign(forged, { id: device.id })];
  for (const held of strangers) {
    const one = browser();
    expect((await signIn(held, one)).status).toBe(422);
    expect(await one.isIn()).toBe(false);
  }
  const one = browser();
  await challengeFrom(one, '/sign-in/passkey/options');
  expect((await one.ask('/sign-in/passkey', { json: { response: device.sign('b3RoZXI') } })).status).toBe(422);
  device.verifies = false;
  expect((await signIn(device)).status).toBe(422);
});

test('a counter that went back (a copied key) is refused', async () => {
  device.counter = 10;
  expect((await signIn(device)).status).toBe(200);
  device.counter = 3;
  expect((await signIn(device)).status).toBe(422);
});

test('what is not an answer of a device at all is refused', async () => {
  const one = browser();
  await challengeFrom(one, '/sign-in/passkey/options');
  for (const json of [{}, { response: 'x' }, { response: { ...device.sign('eA'), id: 7 } }]) {
    expect((await one.ask('/sign-in/passkey', { json })).status).toBe(422);
  }
});

test('a passkey is made in one session for its own account, once', async () => {
  const mine = browser();
  await mine.signIn('y.lan', password);
  const challenge = await challengeFrom(mine, '/account/passkeys/options');
  const other = browser();
  await other.signIn('nguoi.la', password);
  other.cookies.set('rong_step', mine.cookies.get('rong_step') ?? '');
  const held = new TestDevice(origin);
  expect((await other.ask('/account/passkeys', { json: { name: 'x', response: held.make(challenge) } })).status).toBe(
    422,
  );
  expect((await browser().ask('/account/passkeys/options', { json: {} })).status).toBe(404);
});

test('a disabled account is not opened by its passkey, and a removed one opens nothing', async () => {
  await perform(world(), world().house, disableAccount, { accountId });
  expect((await signIn(device)).status).toBe(422);
  await perform(world(), world().house, enableAccount, { accountId });
  const stranger = browser();
  await stranger.signIn('nguoi.la', password);
  const credentialId = device.id.toString('base64url');
  expect((await stranger.ask('/account/passkeys/remove', { form: { credentialId } })).status).toBe(404);
  const one = browser();
  await signIn(device, one);
  expect((await one.ask('/account/passkeys/remove', { form: { credentialId } })).status).toBe(303);
  expect((await signIn(device)).status).toBe(422);
});
