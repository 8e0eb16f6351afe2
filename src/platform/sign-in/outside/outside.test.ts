import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { useSystem } from '../../../../test/database.ts';
import type { System } from '../../system.ts';
import { perform } from '../../work.ts';
import { disableAccount } from '../commands/keep-accounts.ts';
import { makeAccounts } from '../commands/make-accounts.ts';
import { TestClient } from '../test-client.ts';
import { issuersOf } from './issuers.ts';

const world = useSystem();
const password = 'bốn con trâu trắng';

/** Who sits before the issuer's screen, and what the issuer says of them. */
let claims: Record<string, unknown> = {};
let house: Server;
let issuer = '';

type GrantContext = typeof Provider.Context;

async function startIssuer(): Promise<void> {
  house = createServer();
  await new Promise<void>(resolve => void house.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(house.address() as AddressInfo).port}`;
  const provider: Provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'rong',
        client_secret: 'mot-bi-mat-cua-nha-rong',
        redirect_uris: ['http://localhost:3000/sign-in/with/dinh-danh/back'],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['preferred_username'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    cookies: { keys: ['a key of the test'] },
    interactions: { url: (_: unknown, interaction: { uid: string }) => `/interaction/${interaction.uid}` },
    findAccount: (_: unknown, accountId: string) => ({ accountId, claims: () => ({ sub: accountId, ...claims }) }),
    async loadExistingGrant({ oidc }: GrantContext) {
      const grant = new provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();
  house.on('request', (request, response) => {
    if (request.url?.startsWith('/interaction/')) {
      void provider.interactionFinished(request, response, { login: { accountId: String(claims.sub) } });
    } else answer(request, response);
  });
}

/** Goes from page to page at the issuer, as a browser would, until it sends back to Rông. */
async function walkAtIssuer(start: string): Promise<string> {
  const cookies = new Map<string, string>();
  let address = start;
  for (let step = 0; step < 8 && address.startsWith(issuer); step += 1) {
    const answer = await fetch(address, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    address = new URL(answer.headers.get('location') ?? '', address).href;
  }
  const back = new URL(address);
  return `${back.pathname}${back.search}`;
}

const system = (): System => ({
  ...world(),
  settings: {
    ...world().settings,
    OIDC_ISSUERS: JSON.stringify([
      {
        name: 'Định danh',
        issuer,
        clientId: 'rong',
        clientSecret: 'mot-bi-mat-cua-nha-rong',
        loginClaim: 'preferred_username',
      },
      { name: 'Nhà im', issuer: 'http://127.0.0.1:1', clientId: 'rong', clientSecret: 'x' },
    ]),
  },
});

async function comeAs(
  who: Record<string, unknown>,
  one = new TestClient(system()),
): Promise<{ one: TestClient; answer: Response; back: string }> {
  claims = who;
  const out = await one.ask('/sign-in/with/dinh-danh?to=/account/sessions');
  expect(out.status).toBe(303);
  const back = await walkAtIssuer(out.headers.get('location') ?? '');
  return { one, back, answer: await one.ask(back, { headers: { 'sec-fetch-site': 'cross-site' } }) };
}

let ids: number[] = [];
beforeAll(async () => {
  await startIssuer();
  ids = await makeAccounts(world(), world().house, [
    {
      personId: 1,
      login: 'y.lan',
      email: 'y.lan@example.edu.vn',
      temporaryPassword: password,
      mustChangePassword: false,
    },
    { personId: 2, login: 'hs.0002', temporaryPassword: password, mustChangePassword: false },
    { personId: 3, login: 'bi.khoa', email: 'bi.khoa@example.edu.vn', temporaryPassword: password },
  ]);
  await perform(world(), world().house, disableAccount, { accountId: ids[2] ?? 0 });
});
afterAll(() => new Promise<void>(resolve => void house.close(() => resolve())));
beforeEach(async () => {
  await world().database.tables.deleteFrom('platform.outside_identity').execute();
});

test('the page of the door offers each house that vouches', async () => {
  const page = await (await new TestClient(system()).ask('/sign-in')).text();
  expect(page).toContain('Đăng nhập bằng Định danh');
  expect(page).toContain('Đăng nhập bằng Nhà im');
});

test('somebody vouched for by a verified e-mail comes in, and is known the next time without it', async () => {
  const { one, answer } = await comeAs({ sub: 'k-1', email: 'Y.Lan@example.edu.vn', email_verified: true });
  expect(answer.headers.get('location')).toBe('/account/sessions');
  expect(await one.isIn()).toBe(true);
  expect(await world().database.tables.selectFrom('platform.outside_identity').selectAll().execute()).toMatchObject([
    { issuer, subject: 'k-1', account_id: ids[0] },
  ]);
  const again = await comeAs({ sub: 'k-1' });
  expect(await again.one.isIn()).toBe(true);
});

test('an e-mail the house has not verified proves nothing', async () => {
  for (const email_verified of [false, undefined, 'true']) {
    const { one, answer } = await comeAs({ sub: 'k-2', email: 'y.lan@example.edu.vn', email_verified });
    expect(answer.status).toBe(422);
    expect(await one.isIn()).toBe(false);
  }
});

test('a user name counts where that house is trusted with user names', async () => {
  const { one } = await comeAs({ sub: 'k-3', preferred_username: 'HS.0002' });
  expect(await one.isIn()).toBe(true);
});

test('whoever has no account here is told whom to ask, and none is made', async () => {
  const { answer } = await comeAs({ sub: 'k-4', email: 'khong.co@example.edu.vn', email_verified: true });
  expect(answer.status).toBe(422);
  expect(await answer.text()).toContain('chưa có tài khoản nào');
  expect(await world().database.tables.selectFrom('platform.account').selectAll().execute()).toHaveLength(3);
});

test('a disabled account stays out', async () => {
  const { one, answer } = await comeAs({ sub: 'k-5', email: 'bi.khoa@example.edu.vn', email_verified: true });
  expect(answer.status).toBe(422);
  expect(await one.isIn()).toBe(false);
});

test('an answer counts once, in the browser that asked, and unchanged', async () => {
  const who = { sub: 'k-6', email: 'y.lan@example.edu.vn', email_verified: true };
  const { one, back } = await comeAs(who);
  await one.ask('/sign-out', { form: {} });
  expect((await one.ask(back)).status).toBe(422);
  // Another person's browser, with the answer meant for the first (login CSRF).
  claims = who;
  const asked = new TestClient(system());
  const out = await asked.ask('/sign-in/with/dinh-danh');
  const answer = await walkAtIssuer(out.headers.get('location') ?? '');
  const stranger = new TestClient(system());
  expect((await stranger.ask(answer)).status).toBe(422);
  const changed = new TestClient(system());
  await changed.ask('/sign-in/with/dinh-danh');
  expect((await changed.ask(answer)).status).toBe(422);
  expect(await changed.isIn()).toBe(false);
});

test('a second factor of ours is asked for all the same', async () => {
  await world()
    .database.tables.updateTable('platform.account')
    .set({ totp_secret: 'sealed' })
    .where('login', '=', 'y.lan')
    .execute();
  const { one, answer } = await comeAs({ sub: 'k-7', email: 'y.lan@example.edu.vn', email_verified: true });
  expect(answer.headers.get('location')).toBe('/sign-in/code');
  expect(await one.isIn()).toBe(false);
  await world().database.tables.updateTable('platform.account').set({ totp_secret: null }).execute();
});

test('a house that does not answer is said to be silent; one that is not listed is not there', async () => {
  const one = new TestClient(system());
  const silent = await one.ask('/sign-in/with/nha-im');
  expect(silent.status).toBe(422);
  expect(await silent.text()).toContain('không trả lời');
  expect((await one.ask('/sign-in/with/khong-co')).status).toBe(404);
});

test('a faulty list of issuers is refused', () => {
  expect(() => issuersOf({ ...world().settings, OIDC_ISSUERS: '[{"name":"X"}]' })).toThrow();
  expect(issuersOf(world().settings)).toEqual([]);
});
