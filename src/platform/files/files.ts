import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { Disk } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';
import { S3Driver } from 'flydrive/drivers/s3';
import type { Settings } from '../settings.ts';

/** Where files live: a folder, or S3. A file is found by the hash of its content, so writing it twice changes nothing. */
export interface Files {
  put(content: Uint8Array): Promise<{ sha256: string; bytes: number }>;
  /** @throws where the store has no such file, or its content no longer has that hash. */
  get(sha256: string): Promise<Uint8Array>;
  /** Lets a file go that nothing names any more: that, the caller knows. One that is not there is gone already. */
  remove(sha256: string): Promise<void>;
}

const hash = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');

/** Two letters a folder, so that no folder grows to millions of entries. */
const keyOf = (sha256: string) => `${sha256.slice(0, 2)}/${sha256}`;

function diskFor(settings: Settings): Disk {
  if (!settings.S3_URL) {
    const location = path.join(settings.dataFolder, 'files');
    // For nobody else on this machine.
    mkdirSync(location, { recursive: true });
    chmodSync(location, 0o700);
    return new Disk(new FSDriver({ location, visibility: 'private' }));
  }
  return new Disk(
    new S3Driver({
      credentials: { accessKeyId: settings.S3_KEY ?? '', secretAccessKey: settings.S3_SECRET ?? '' },
      endpoint: settings.S3_URL,
      region: settings.S3_REGION,
      bucket: settings.S3_BUCKET,
      forcePathStyle: true,
      supportsACL: false,
      visibility: 'private',
    }),
  );
}

export function openFiles(settings: Settings): Files {
  const disk = diskFor(settings);
  return {
    async put(content) {
      const sha256 = hash(content);
      // A process killed while it wrote leaves half a file under the whole one's name: written again.
      const kept = (await disk.exists(keyOf(sha256))) ? (await disk.getMetaData(keyOf(sha256))).contentLength : -1;
      if (kept !== content.byteLength) await disk.put(keyOf(sha256), content);
      return { sha256, bytes: content.byteLength };
    },
    async get(sha256) {
      const content = await disk.getBytes(keyOf(sha256));
      if (hash(content) !== sha256) throw new Error(`File ${sha256} was changed in the store.`);
      return content;
    },
    async remove(sha256) {
      if (await disk.exists(keyOf(sha256))) await disk.delete(keyOf(sha256));
    },
  };
}
