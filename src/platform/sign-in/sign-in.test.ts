import { beforeAll, expect, test } from 'vitest';
import { useSystem } from '../../../test/database.ts';
import { makeWeb } from '../../routes.ts';
import { makeAccount } from './commands/make-accounts.ts';
import { identify } from './identify.ts';

const world = useSystem();
const password = 'bốn con trâu trắng';

const cookieOf = (answer: Response, name = 'rong') =>
  answer.headers.getSetCookie().findLast(line => line.startsWith(`${name}=`))?.split(';')[0] ?? '';

function ask(path: string, init: { form?: Record<string, string>; cookie?: string; headers?: Record<string, string> } = {}) {
  const web = makeWeb(world(), identify);
  return web.request(`http://localhost${path}`, {
    method: init.form ? 'POST' : 'GET',
    headers: { 'sec-fetch-site': 'same-origin', ...(init.cookie ? { cookie: init.cookie } : {}), ...init.headers },
    ...(init.form ? { body: new URLSearchParams(init.form) } : {}),
  });
}

const signIn = (login: string, given = password, more: Record<string, string> = {}) => ask('/sign-in', { form: { login, password: given, ...more } });

beforeAll(async () => {
  await makeAccount(world(), world().house, { personId: 1, login: 'y.lan', email: 'Y.Lan@example.edu.vn', temporaryPassword: password, mustChangePassword: false });
});

test('the right password opens a session, by user name or e-mail', async () => {
  for (const login of ['y.lan', ' Y.LAN@example.edu.vn ']) {
    const answer = await signIn(login, password, { to: '/account' });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/account');
    expect(cookieOf(answer)).toMatch(/^rong=[\w-]{43}$/);
  }
});
