import { get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestSystem, useSystem } from '../../../test/database.ts';
import { makeWeb } from '../../routes.ts';
import { workOff } from '../jobs.ts';
import { makeAccounts } from '../sign-in/commands/make-accounts.ts';
import { identify } from '../sign-in/identify.ts';
import { TestClient } from '../sign-in/test-client.ts';
import type { System } from '../system.ts';
import { mailJobs } from './jobs.ts';

const world = useSystem();
const password = 'bốn con trâu trắng';
const received: { to: string[]; text: string }[] = [];
const sink = new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  onData(stream, session, done) {
    let text = '';
    stream.setEncoding('utf8');
    stream.on('data', (part: string) => {
      text += part;
    });
    stream.on('end', () => {
      received.push({ to: session.envelope.rcptTo.map(one => one.address), text });
      done();
    });
  },
});
let smtpUrl = '';

/** A letter as its reader sees it: quoted-printable or base64 undone. */
function bodyOf(letter: string): string {
  const [head = '', ...rest] = letter.split('\r\n\r\n');
  const body = rest.join('\r\n\r\n');
  if (/encoding: base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8');
  if (!/encoding: quoted-printable/i.test(head)) return body;
  return Buffer.from(
    body
      .replaceAll('=\r\n', '')
      .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');
}

const withMail = (): System => ({ ...world(), settings: { ...world().settings, SMTP_URL: smtpUrl } });
const letters = () => world().database.tables.selectFrom('platform.letter').selectAll().orderBy('letter_id').execute();
const forgotten = (login: string, system: System = world()) =>
  new TestClient(system).ask('/forgotten', { form: { login } });

beforeAll(async () => {
  await new Promise<void>(resolve => void sink.listen(0, '127.0.0.1', resolve));
  smtpUrl = `smtp://127.0.0.1:${(sink.server.address() as AddressInfo).port}`;
  await makeAccounts(world(), world().house, [
    {
      personId: 1,
      login: 'y.lan',
      email: 'y.lan@example.edu.vn',
      temporaryPassword: password,
      mustChangePassword: false,
    },
    { personId: 2, login: 'hs.0002', temporaryPassword: password },
  ]);
});

afterAll(() => new Promise<void>(resolve => void sink.close(() => resolve())));

beforeEach(async () => {
  received.length = 0;
  await world().database.tables.deleteFrom('platform.letter').execute();
  await world().database.tables.deleteFrom('platform.attempt').execute();
});

test('who forgot the password gets a letter with a link that works once', async () => {
  await forgotten(' Y.LAN ', withMail());
  await workOff(withMail(), mailJobs);
  expect(received).toHaveLength(1);
  expect(received[0]?.to).toEqual(['y.lan@example.edu.vn']);
  const body = bodyOf(received[0]?.text ?? '');
  expect(body).toContain('xin đặt lại mật khẩu');
  expect((await letters())[0]?.sent_at).not.toBeNull();

  const path = /http:\/\/localhost:3000(\/new-password\?token=[\w-]{43})/.exec(body)?.[1] ?? '';
  const token = path.split('=')[1] ?? '';
  const elsewhere = new TestClient(world());
  await elsewhere.signIn('y.lan', password);
  const one = new TestClient(world());
  expect((await one.ask(path)).status).toBe(200);
  const set = (fresh: string) => one.ask('/new-password', { form: { token, password: fresh, again: fresh } });
  expect((await set('ngắn')).status).toBe(422);
  const answers = await Promise.all([set('rừng thông măng đen'), set('rừng thông măng đen')]);
  expect(answers.map(answer => answer.status).sort()).toEqual([303, 422]);
  expect(await elsewhere.isIn()).toBe(false);
  expect((await one.ask(path)).status).toBe(422);
  expect((await new TestClient(world()).signIn('y.lan', 'rừng thông măng đen')).status).toBe(303);
});

test('a link is worth nothing after half an hour', async () => {
  await forgotten('y.lan');
  const token = /token=([\w-]+)/.exec((await letters())[0]?.body ?? '')?.[1] ?? '';
  const start = world().clock.now();
  world().clock.set(new Date(start.getTime() + 31 * 60_000));
  expect((await new TestClient(world()).ask(`/new-password?token=${token}`)).status).toBe(422);
  world().clock.set(start);
});

test('nothing tells whether there is such an account, or whether it has an e-mail', async () => {
  const answers = await Promise.all(['y.lan', 'hs.0002', 'khong.ai'].map(login => forgotten(login)));
  expect(new Set(answers.map(answer => `${answer.status} ${answer.headers.get('location')}`)).size).toBe(1);
  expect(await letters()).toHaveLength(1);
  expect(await (await new TestClient(world()).ask('/forgotten?sent=yes')).text()).toContain('văn thư nhà trường');
});

test('nobody can have a mailbox filled', async () => {
  const answers = [];
  for (let time = 0; time < 7; time += 1) answers.push((await forgotten('y.lan')).status);
  expect(answers).toEqual([303, 303, 303, 303, 303, 429, 429]);
  expect(await letters()).toHaveLength(5);
});

test('a letter that could not be sent says why and is tried again', async () => {
  await forgotten('y.lan');
  const dead: System = { ...world(), settings: { ...world().settings, SMTP_URL: 'smtp://127.0.0.1:1' } };
  await workOff(dead, mailJobs);
  expect((await letters())[0]).toMatchObject({ sent_at: null, failed_why: expect.stringContaining('ECONNREFUSED') });
});

test('without a mail server letters wait in the mailbox, for whoever sits at the machine', async () => {
  await forgotten('y.lan');
  await workOff(world(), mailJobs);
  expect((await letters())[0]?.sent_at).toBeNull();
  const see = async (settings: Partial<System['settings']>, headers: Record<string, string> = {}) => {
    const web = makeWeb({ ...world(), settings: { ...world().settings, ...settings } }, identify);
    const server = serve({ fetch: web.fetch, port: 0, hostname: '127.0.0.1' });
    await new Promise(resolve => void server.once('listening', resolve));
    // fetch would not let us say another host.
    const seen = await new Promise<string>(resolve => {
      get({ host: '127.0.0.1', port: (server.address() as AddressInfo).port, path: '/mailbox', headers }, answer => {
        let page = '';
        answer.setEncoding('utf8').on('data', (part: string) => {
          page += part;
        });
        answer.on('end', () => resolve(`${answer.statusCode} ${page.includes('/new-password?token=')}`));
      });
    });
    await new Promise(resolve => void server.close(resolve));
    return seen;
  };
  expect(await see({})).toBe('200 true');
  expect(await see({}, { 'x-forwarded-for': '127.0.0.1' })).toBe('404 false');
  expect(await see({}, { host: 'evil.example:3000' })).toBe('404 false');
  expect(await see({ SMTP_URL: smtpUrl })).toBe('404 false');
  expect(await see({ publicUrl: 'https://rong.example' })).toBe('404 false');
  expect((await new TestClient(world()).ask('/mailbox')).status).toBe(404);
});

test('two systems send one letter once', async () => {
  const own = await openTestSystem();
  try {
    const system: System = { ...own, settings: { ...own.settings, SMTP_URL: smtpUrl } };
    await makeAccounts(own, own.house, [
      { personId: 1, login: 'mot', email: 'mot@example.edu.vn', temporaryPassword: password },
    ]);
    await forgotten('mot', system);
    const [{ letter_id: letterId } = { letter_id: 0 }] = await own.database.tables
      .selectFrom('platform.letter')
      .select('letter_id')
      .execute();
    await Promise.all([1, 2, 3].map(() => mailJobs.jobs[0]?.run(system, { letterId })));
    expect(received).toHaveLength(1);
  } finally {
    await own.close();
  }
});
