import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Started, startRong } from './process.ts';

/** Open to others: as root, PostgreSQL runs as another user and must be able to walk in. */
function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'rong-start-'));
  chmodSync(folder, 0o755);
  return folder;
}

const postgresOf = (folder: string) => {
  const { stdout } = { stdout: execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }) };
  return stdout.split('\n').filter(line => line.includes('bin/postgres') && line.includes(path.basename(folder)));
};

const health = async (started: Started) =>
  (await fetch(`${started.url}/healthz`)).json() as Promise<{ status: string; postgresql: string }>;

// On a machine of one's own, with nothing but Node: these start the embedded PostgreSQL.
describe('start and stop', () => {
  test('it starts, answers, stops at Ctrl-C and leaves nothing running', async () => {
    const folder = newFolder();
    const started = await startRong({ RONG_DATA: folder });
    expect(await health(started)).toMatchObject({ status: 'ready', postgresql: expect.stringMatching(/^18/) });
    expect(postgresOf(folder)).toHaveLength(1);
    expect(await started.interrupt()).toBe(0);
    expect(postgresOf(folder)).toEqual([]);
    expect(existsSync(path.join(folder, 'running.json'))).toBe(false);
  });

  test('killed outright, the next start ends the orphan and goes on', async () => {
    const folder = newFolder();
    const first = await startRong({ RONG_DATA: folder });
    await first.kill();
    expect(postgresOf(folder)).toHaveLength(1);
    const second = await startRong({ RONG_DATA: folder });
    expect(await health(second)).toMatchObject({ status: 'ready' });
    expect(postgresOf(folder)).toHaveLength(1);
    expect(await second.interrupt()).toBe(0);
  });

  test('a second Rông on the same folder is told so', async () => {
    const folder = newFolder();
    const first = await startRong({ RONG_DATA: folder });
    await expect(startRong({ RONG_DATA: folder })).rejects.toThrow('Another Rông');
    expect(await health(first)).toMatchObject({ status: 'ready' });
    await first.interrupt();
  });

  test('a wrong setting is named', async () => {
    await expect(startRong({ PORT: 'many' })).rejects.toThrow(/PORT/);
  });

  test('killed while the sample province is being played, the next start sweeps up and plays it whole', async () => {
    const folder = newFolder();
    const settings = { RONG_DATA: folder, RONG_DEMO: 'small' };
    await startRong(settings, 60_000, 'playing the sample').then(started => started.kill());
    const second = await startRong(settings);
    expect(second.said()).toContain('vanphong');
    expect(await second.interrupt()).toBe(0);
    const third = await startRong(settings);
    expect(third.said()).not.toContain('playing the sample');
    await third.interrupt();
  }, 240_000);
});
