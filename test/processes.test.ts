import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeAccounts } from '#platform/sign-in/index.ts';
import { openTestSystem } from './database.ts';
import { type Started, startRong } from './process.ts';

// Two that serve and two that work, on one database, with nothing of their own between them.
let world: Awaited<ReturnType<typeof openTestSystem>>;
const webs: Started[] = [];
const workers: Started[] = [];
const delivered: string[] = [];
let smtp: SMTPServer;
let slow = 0;
const password = 'bốn con trâu trắng';

beforeAll(async () => {
  world = await openTestSystem();
  await makeAccounts(world, world.house, [
    { personId: 1, login: 'y.lan', temporaryPassword: password, mustChangePassword: false },
  ]);
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, _session, done) {
      let text = '';
      stream.on('data', chunk => {
        text += chunk;
      });
      stream.on('end', () => {
        delivered.push(/^To: (.+)$/m.exec(text)?.[1] ?? '');
        setTimeout(done, slow);
      });
    },
  });
  await new Promise<void>(resolve => smtp.listen(0, '127.0.0.1', resolve));
  const { port } = smtp.server.address() as AddressInfo;
  const settings = {
    DATABASE_URL: world.database.ownerUrl,
    SMTP_URL: `smtp://127.0.0.1:${port}`,
    RONG_DATA: world.settings.dataFolder,
  };
  webs.push(
    ...(await Promise.all([
      startRong({ ...settings, RONG_ROLE: 'web' }),
      startRong({ ...settings, RONG_ROLE: 'web' }),
    ])),
  );
  workers.push(
    ...(await Promise.all([
      startRong({ ...settings, RONG_ROLE: 'worker' }),
      startRong({ ...settings, RONG_ROLE: 'worker' }),
    ])),
  );
}, 90_000);

afterAll(async () => {
  await Promise.all([...webs, ...workers].map(each => each.interrupt()));
  await new Promise<void>(resolve => smtp.close(() => resolve()));
  await world.close();
}, 30_000);

async function write(letters: number, name: string): Promise<void> {
  const owner = new pg.Client({ connectionString: world.database.ownerUrl });
  await owner.connect();
  await owner.query(
    `with written as (insert into platform.letter (receiver, title, body, written_at)
       select $2 || n || '@example.vn', 'Thư mẫu', 'Nội dung', now() from generate_series(1, $1::int) n returning letter_id)
     select platform.later('platform.send-letter', json_build_object('letterId', letter_id)) from written`,
    [letters, name],
  );
  await owner.end();
}

async function until(holds: () => boolean, seconds = 30): Promise<void> {
  for (let waited = 0; !holds() && waited < seconds * 1000; waited += 50) await pause(50);
}

test('signed in at one, known at the other; signed out at one, unknown at both', async () => {
  const [one, two] = webs;
  const form = {
    method: 'POST',
    redirect: 'manual' as const,
    headers: { origin: one?.url ?? '' },
    body: new URLSearchParams({ login: 'y.lan', password }),
  };
  const signedIn = await fetch(`${one?.url}/sign-in`, form);
  expect(signedIn.status).toBe(303);
  const cookie =
    signedIn.headers
      .getSetCookie()
      .find(line => line.startsWith('rong='))
      ?.split(';')[0] ?? '';
  const seen = (base = '') => fetch(`${base}/account/sessions`, { redirect: 'manual', headers: { cookie } });
  expect((await seen(two?.url)).status).toBe(200);
  await fetch(`${two?.url}/sign-out`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie, origin: two?.url ?? '' },
  });
  expect((await seen(one?.url)).status).not.toBe(200);
});

test('two workers do every job, and none twice', async () => {
  await write(60, 'a');
  await until(() => delivered.filter(to => to.startsWith('a')).length >= 60);
  await pause(500);
  const got = delivered.filter(to => to.startsWith('a'));
  expect(got).toHaveLength(60);
  expect(new Set(got).size).toBe(60);
}, 60_000);

test('a worker killed in the middle of a job: another does it, and one web server goes on when the other is killed', async () => {
  slow = 3_000;
  await write(2, 'b');
  await until(() => delivered.filter(to => to.startsWith('b')).length >= 1, 10);
  await workers[0]?.kill();
  await workers[1]?.kill();
  slow = 0;
  const { port } = smtp.server.address() as AddressInfo;
  workers.splice(
    0,
    2,
    await startRong({
      DATABASE_URL: world.database.ownerUrl,
      SMTP_URL: `smtp://127.0.0.1:${port}`,
      RONG_ROLE: 'worker',
      RONG_DATA: world.settings.dataFolder,
    }),
  );
  const waiting = async () =>
    (
      await world.database.pool.query(
        `select count(*) as n from platform.letter where receiver like 'b%' and sent_at is null`,
      )
    ).rows[0].n as number;
  for (let waited = 0; (await waiting()) > 0 && waited < 40_000; waited += 250) await pause(250);
  expect(await waiting()).toBe(0);
  await webs[0]?.kill();
  expect((await fetch(`${webs[1]?.url}/healthz`)).status).toBe(200);
}, 90_000);
