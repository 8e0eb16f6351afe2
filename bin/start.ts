import path from 'node:path';
import { type ServerType, serve } from '@hono/node-server';
import { day } from '#platform/format.ts';
import { startWorker } from '#platform/jobs.ts';
import { root } from '#platform/settings.ts';
import { identify } from '#platform/sign-in/identify.ts';
import type { System } from '#platform/system.ts';
import { prepareAssets } from '#ui';
import { loadDemo, peopleToSignInAs } from '../src/demo/demo.ts';
import { allJobs } from '../src/jobs.ts';
import { makeWeb } from '../src/routes.ts';
import { openSystem } from './open-system.ts';

// Serves pages and does jobs, in one process unless RONG_ROLE says "web" or "worker"; several of each may share a database.
const begun = Date.now();
const print = (text: string) => process.stdout.write(`${text}\n`);

function listen(system: System): Promise<ServerType> {
  const web = makeWeb(system, identify);
  return new Promise((resolve, reject) => {
    const server = serve(
      { fetch: web.fetch, port: system.settings.PORT, serverOptions: { keepAliveTimeout: 15_000 } },
      () => resolve(server),
    );
    server.once('error', reject);
  });
}

const hasNoAccount = async (system: System) =>
  (await system.database.pool.query('select from platform.account limit 1')).rows.length === 0;

async function greet(system: System, server: ServerType | undefined): Promise<void> {
  const address = server?.address();
  const port = address && typeof address === 'object' ? address.port : null;
  const url = system.settings.PUBLIC_URL ?? (port ? `http://localhost:${port}` : null);
  print('');
  print(
    url
      ? `Rông: ${url}   (sẵn sàng sau ${((Date.now() - begun) / 1000).toFixed(1)} s)`
      : 'Rông: đang làm việc nền (worker)',
  );
  const people = await peopleToSignInAs(system);
  if (people.length > 0) {
    print('');
    print(
      `Dữ liệu mẫu, hôm nay là ${day(system.today())}. Đăng nhập thử · sample data, in which today is that day; sign in as:`,
    );
    const width = Math.max(...people.map(person => person.login.length));
    for (const person of people) print(`  ${person.login.padEnd(width)}  ${person.password}   ${person.desk}`);
  }
  if (people.length === 0 && (await hasNoAccount(system)))
    print('Chưa có tài khoản nào · no account yet: npm run found');
  print('');
  print('Ctrl-C để dừng · to stop');
}

/** Finishes what is under way, then stops what was started, in the reverse order. */
async function stop(
  server: ServerType | undefined,
  worker: { stop(): Promise<void> } | undefined,
  close: () => Promise<void>,
): Promise<void> {
  await new Promise<void>(resolve => {
    if (!server) return resolve();
    server.close(() => resolve());
    if ('closeIdleConnections' in server) server.closeIdleConnections();
    setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), 5_000).unref();
  });
  await worker?.stop();
  await close();
}

/** Opens everything in order; where one part fails, what was opened before it is closed again. */
async function start(): Promise<() => Promise<void>> {
  const { system, tellStoryTime, close } = await openSystem({ join: false });
  let worker: { stop(): Promise<void> } | undefined;
  try {
    await prepareAssets(path.join(root, 'build', 'assets'));
    await loadDemo(system, print);
    await tellStoryTime();
    const { RONG_ROLE } = system.settings;
    if (RONG_ROLE !== 'web') worker = await startWorker(system, allJobs);
    const server = RONG_ROLE === 'worker' ? undefined : await listen(system);
    await greet(system, server);
    return () => stop(server, worker, close);
  } catch (fault) {
    await worker?.stop();
    await close();
    throw fault;
  }
}

const stopAll = await start().catch((fault: Error) => {
  process.stderr.write(`${fault.message}\n`);
  process.exit(1);
});

let stopping = false;
function end(): void {
  if (stopping) return;
  stopping = true;
  stopAll().then(
    () => process.exit(0),
    error => {
      process.stderr.write(`${(error as Error).message}\n`);
      process.exit(1);
    },
  );
}
process.on('SIGINT', end);
process.on('SIGTERM', end);
process.on('SIGHUP', end);
// Where bin/run.mjs was killed outright, nobody would tell us to stop.
const parent = process.ppid;
setInterval(() => process.ppid !== parent && end(), 500).unref();
