import { mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import S3rver from 's3rver';
import { describe, expect, test } from 'vitest';
import { readSettings } from '../settings.ts';
import { openFiles } from './files.ts';

const folder = () => mkdtempSync(path.join(tmpdir(), 'rong-files-'));
const bytes = (text: string) => new TextEncoder().encode(text);

describe('on disk', () => {
  const kept = folder();
  const files = openFiles(readSettings({ RONG_DATA: kept }));

  test('what was put is got again, and twice the same is once', async () => {
    const first = await files.put(bytes('học bạ'));
    expect(await files.put(bytes('học bạ'))).toEqual(first);
    expect(Buffer.from(await files.get(first.sha256)).toString()).toBe('học bạ');
    expect(readdirSync(path.join(kept, 'files', first.sha256.slice(0, 2)))).toEqual([first.sha256]);
  });

  test('a file changed behind our back is not handed out', async () => {
    const { sha256 } = await files.put(bytes('điểm 8'));
    writeFileSync(path.join(kept, 'files', sha256.slice(0, 2), sha256), 'điểm 9');
    await expect(files.get(sha256)).rejects.toThrow('was changed');
  });

  test('half a file, left by a process that was killed, is written again', async () => {
    const { sha256 } = await files.put(bytes('học kỳ một'));
    writeFileSync(path.join(kept, 'files', sha256.slice(0, 2), sha256), 'họ');
    await files.put(bytes('học kỳ một'));
    expect(Buffer.from(await files.get(sha256)).toString()).toBe('học kỳ một');
  });

  test('what was let go is not there, and letting it go again changes nothing', async () => {
    const { sha256 } = await files.put(bytes('bản cũ'));
    await files.remove(sha256);
    await files.remove(sha256);
    await expect(files.get(sha256)).rejects.toThrow();
  });

  test('nobody else on the machine may look in', () => {
    expect(statSync(path.join(kept, 'files')).mode & 0o077).toBe(0);
  });

  test('what is not there says so', async () => {
    await expect(files.get('0'.repeat(64))).rejects.toThrow();
  });
});

test('on S3 the same holds', async () => {
  const server = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory: folder(),
    configureBuckets: [{ name: 'rong', configs: [] }],
  });
  const address = (await server.run()) as AddressInfo;
  try {
    const settings = {
      S3_URL: `http://127.0.0.1:${address.port}`,
      S3_KEY: 'S3RVER',
      S3_SECRET: 'S3RVER',
      S3_BUCKET: 'rong',
    };
    const files = openFiles(readSettings(settings));
    const { sha256 } = await files.put(bytes('kế hoạch'));
    expect(Buffer.from(await files.get(sha256)).toString()).toBe('kế hoạch');
    await expect(files.get('1'.repeat(64))).rejects.toThrow();
  } finally {
    await server.close();
  }
});
