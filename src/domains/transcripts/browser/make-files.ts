import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/** The scripts of the checking pages. They are small, and only these pages load them, so they stand beside the pages. */
interface MadeFile {
  plain: Buffer<ArrayBuffer>;
  gzip: Buffer<ArrayBuffer>;
}

export interface CheckingFiles {
  /** Addresses; the names carry a hash of the content, so that browsers may keep them for ever. */
  page: string;
  reader: string;
  /** The service worker's script, without the list of files it keeps. */
  worker: string;
  served: ReadonlyMap<string, MadeFile>;
}

let made: Promise<CheckingFiles> | undefined;

/** Made once a process, at the first visit; takes a tenth of a second. */
export function checkingFiles(): Promise<CheckingFiles> {
  made ??= make();
  return made;
}

async function make(): Promise<CheckingFiles> {
  const served = new Map<string, MadeFile>();
  const serve = (name: string, content: Buffer<ArrayBuffer>): string => {
    const hashed = `${name}.${createHash('sha256').update(content).digest('hex').slice(0, 12)}.js`;
    served.set(hashed, { plain: content, gzip: gzipSync(content, { level: 9 }) });
    return `/check/files/${hashed}`;
  };
  const [page, reader, worker] = await Promise.all([bundle('check-page'), bundle('read-picture'), bundle('worker')]);
  return { page: serve('page', page), reader: serve('reader', reader), worker: worker.toString('utf8'), served };
}

async function bundle(name: string): Promise<Buffer<ArrayBuffer>> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`./${name}.ts`, import.meta.url))],
    bundle: true,
    minify: true,
    write: false,
    format: name === 'worker' ? 'iife' : 'esm',
    // The same oldest browsers as the other pages'.
    target: ['chrome90', 'firefox90', 'safari15'],
  });
  return Buffer.from(outputFiles[0]?.contents ?? []);
}
