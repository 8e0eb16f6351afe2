import { request as connect } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { serve } from '@hono/node-server';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { identifyAs, useSystem } from '../../../test/database.ts';
import { makeWeb } from '../../routes.ts';
import { type Actor, visitor } from '../access.ts';
import { identify } from '../sign-in/identify.ts';

const world = useSystem();
const someone = (): Actor => ({ ...visitor('2023-11-24'), kind: 'person', name: 'person:9', personId: 9 });
const asVisitor = () => makeWeb(world(), identify);
const ours = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' };
const post = (headers: Record<string, string>, body = 'login=a&password=b', path = '/sign-in') =>
  asVisitor().request(path, { method: 'POST', headers, body });

test('a change from another site, from nowhere, or under a borrowed host name is refused', async () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const foreign: Record<string, string>[] = [
    {},
    { origin: 'null' },
    { origin: 'https://evil.example' },
    { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' },
    { origin: 'http://localhost.evil.example' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
    { 'sec-fetch-site': 'cross-site', origin: 'http://localhost' },
    { authorization: 'Basic eDp4', origin: 'https://evil.example' },
  ];
  for (const headers of foreign)
    expect({ headers, status: (await post({ ...form, ...headers })).status }).toEqual({ headers, status: 403 });
  for (const type of ['text/plain', 'application/json', 'multipart/form-data; boundary=x', ''])
    expect((await post({ ...(type ? { 'content-type': type } : {}), origin: 'https://evil.example' })).status).toBe(
      403,
    );
  for (const method of ['PUT', 'DELETE', 'PATCH', 'QUERY'])
    expect(
      (await asVisitor().request('/sign-in', { method, headers: { origin: 'https://evil.example' } })).status,
    ).toBe(403);
  expect((await post({ ...form, origin: 'http://localhost' })).status).toBe(422);
});

test('a body that is not what its header says, and the character zero, are the sender’s fault', async () => {
  const bodies: [string, string][] = [
    ['multipart/form-data', 'x'],
    ['multipart/form-data; boundary=x', 'no parts at all'],
    ['multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nnever ends'],
    ['application/x-www-form-urlencoded', 'login=a%00b&password=c'],
    ['application/x-www-form-urlencoded', 'a%00=b'],
  ];
  for (const [type, body] of bodies)
    expect({ type, body, status: (await post({ ...ours, 'content-type': type }, body)).status }).toEqual({
      type,
      body,
      status: 400,
    });
  expect((await asVisitor().request('/people?q=%00')).status).toBe(400);
  const fields = Array.from({ length: 6_000 }, (_, at) => `f${at}=`).join('&');
  expect((await post(ours, fields)).status).toBe(400);
});

test('a visitor sends no more than a form, with or without a length', async () => {
  const large = `login=${'a'.repeat(300_000)}&password=b`;
  expect((await post({ ...ours, 'content-length': String(large.length) }, large)).status).toBe(413);
  expect((await post(ours, large)).status).toBe(413);
  const known = makeWeb(world(), identifyAs(someone()));
  expect((await known.request('/desk', { method: 'POST', headers: ours, body: large })).status).toBe(303);
});

test('whatever is not said otherwise is private, faults and redirects too', async () => {
  for (const path of ['/', '/sign-in', '/no-such-page', '/people', '/api/openapi.json', '/api/v1/places'])
    expect({ path, said: (await asVisitor().request(path)).headers.get('cache-control') }).toMatchObject({
      path,
      said: expect.stringContaining('private'),
    });
  const headers = (await asVisitor().request('/sign-in')).headers;
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('content-security-policy')).toContain("script-src 'self'");
  expect(headers.get('content-security-policy')).not.toContain('unsafe');
});

test('a path or a target out of this house leads to our first page', async () => {
  const known = makeWeb(world(), async (ask, next) => {
    await identifyAs(someone())(ask, next);
  });
  for (const to of [
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/%0d%0aset-cookie:x=1',
    '/\t/evil.example',
    'javascript:alert(1)',
    '/..//evil.example',
  ]) {
    const location = (await known.request(`/sign-in?to=${encodeURIComponent(to)}`)).headers.get('location') ?? '';
    expect({ to, host: new URL(location, 'http://localhost').host }).toEqual({ to, host: 'localhost' });
    expect(location).not.toMatch(/[\r\n]/);
  }
});

test('a fault tells its reader a code and nothing else, and the log no value', async () => {
  const lines: string[] = [];
  const log = pino(
    { level: 'info' },
    new Writable({
      write: (chunk, _, done) => {
        lines.push(String(chunk));
        done();
      },
    }),
  );
  const web = makeWeb(
    { ...world(), log },
    identifyAs({ ...someone(), roles: [{ roleHeldId: 1, role: 'leader', placeId: 1 }] }),
  );
  web.get('/faulty', async ask => {
    await ask.var.system.database.pool.query('select $1::date', ['Nguyễn Văn Bí Mật']);
    return ask.text('');
  });
  web.get('/broken', ask => {
    JSON.parse('Nguyễn Văn Bí Mật');
    return ask.text('');
  });
  const faulty = await web.request('/faulty?name=Trần+Bí+Mật');
  expect(faulty.status).toBe(422);
  const broken = await web.request('/broken?name=Trần+Bí+Mật');
  expect(broken.status).toBe(500);
  for (const page of [await faulty.text(), await broken.text()])
    expect(page).not.toMatch(/Bí Mật|select|guard\.test|at .*\.ts/);
  expect(lines.join('')).not.toMatch(/Bí Mật|B%C3%AD|Nguyễn/);
  expect(lines.join('')).toContain('22007');
  expect(lines.join('')).toContain('guard.test.ts');
});

test('a request that trickles in holds no one else up', async () => {
  const server = serve({ fetch: asVisitor().fetch, port: 0 });
  await new Promise(resolve => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const slow = Array.from({ length: 20 }, () => {
    const one = connect({ port, method: 'POST', path: '/sign-in', headers: { ...ours, 'content-length': '100' } });
    one.on('error', () => {});
    one.write('login=');
    return one;
  });
  try {
    expect((await fetch(`http://127.0.0.1:${port}/sign-in`)).status).toBe(200);
  } finally {
    for (const one of slow) one.destroy();
    await new Promise(resolve => server.close(resolve));
  }
});
