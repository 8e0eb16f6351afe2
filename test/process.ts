import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { root } from '#platform/settings.ts';

/** A Rông of its own, as a person would start it. */
export interface Started {
  url: string;
  said(): string;
  pid: number;
  /** Ctrl-C; resolves with the exit code once all is stopped. */
  interrupt(): Promise<number | null>;
  /** kill -9: nothing is finished, nothing is said. */
  kill(): Promise<void>;
}

const ended = (child: ChildProcess) =>
  new Promise<number | null>(resolve =>
    child.exitCode !== null || child.signalCode ? resolve(child.exitCode) : child.once('exit', code => resolve(code)),
  );

/** Starts bin/start.ts with these settings and waits until it says that it is ready (or something else before). */
export async function startRong(
  settings: Record<string, string>,
  withinMs = 120_000,
  word = 'Ctrl-C',
): Promise<Started> {
  let said = '';
  const child = spawn(process.execPath, ['--import', 'tsx', path.join(root, 'bin/start.ts')], {
    cwd: root,
    env: { ...process.env, PORT: '0', LOG_LEVEL: 'silent', RONG_DEMO: 'none', DATABASE_URL: '', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout?.on('data', chunk => {
    said += chunk;
  });
  child.stderr?.on('data', chunk => {
    said += chunk;
  });
  for (let waited = 0; !said.includes(word); waited += 50) {
    if (child.exitCode !== null || waited > withinMs) throw new Error(`Rông did not start:\n${said}`);
    await pause(50);
  }
  return {
    url: /Rông: (http\S+)/.exec(said)?.[1] ?? '',
    said: () => said,
    pid: child.pid ?? 0,
    async interrupt() {
      child.kill('SIGINT');
      return await ended(child);
    },
    async kill() {
      child.kill('SIGKILL');
      await ended(child);
    },
  };
}
