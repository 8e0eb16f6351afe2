// Brings the two things every command needs, then runs it: the packages (npm ci) and Node 24.
// Plain JavaScript on purpose: it must run on whatever Node (20 or newer) the machine has, before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const NODE_VERSION = '24.21.0';
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const say = text => process.stderr.write(`${text}\n`);

function npm(args, what) {
  const run = spawnSync('npm', args, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (run.status !== 0) {
    say(`${what} failed. Is the npm registry reachable from this machine?`);
    process.exit(run.status ?? 1);
  }
}

/** Installs exactly what the lock file names, once per lock file. */
function installPackages() {
  const lock = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
  const mark = path.join(root, 'node_modules', '.rong-installed');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === lock) return;
  say('Installing packages …');
  npm(['ci', '--no-fund', '--no-audit', '--loglevel=error'], 'npm ci');
  mkdirSync(path.dirname(mark), { recursive: true });
  writeFileSync(mark, lock);
}

/** Node 24 comes from the npm registry where the machine's own is older (docs/decisions/0002). */
function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${platform}-${process.arch}`;
  const home = path.join(root, '.node');
  const binary = path.join(home, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(binary)) {
    say(`Fetching Node ${NODE_VERSION} (this machine has ${process.versions.node}) …`);
    mkdirSync(home, { recursive: true });
    npm(
      [
        'install',
        '--prefix',
        home,
        '--no-save',
        '--no-fund',
        '--no-audit',
        '--ignore-scripts',
        '--loglevel=error',
        `${name}@${NODE_VERSION}`,
      ],
      'Fetching Node',
    );
  }
  return binary;
}

installPackages();
const node = findNode();
const [script, ...rest] = process.argv.slice(2);
const child = spawn(
  node,
  ['--import', 'tsx', '--disable-warning=ExperimentalWarning', path.join(root, script), ...rest],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ''}` },
  },
);
// Ctrl-C in a terminal reaches both of us; a signal to this process alone is passed on. The child minds only the first.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => child.exitCode === null && child.kill(signal));
// Where npm, or the shell it runs us in, was killed outright, the child is asked to stop: nobody else would.
const above = process.env.npm_lifecycle_event ? ancestors(2) : [];
setInterval(() => above.every(isAlive) || child.kill('SIGTERM'), 500).unref();
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));

function ancestors(generations) {
  const found = [process.ppid];
  while (found.length < generations) {
    const { stdout } = spawnSync('ps', ['-o', 'ppid=', '-p', String(found.at(-1))], { encoding: 'utf8' });
    const next = Number(stdout?.trim());
    if (!(next > 1)) break;
    found.push(next);
  }
  return found;
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}
