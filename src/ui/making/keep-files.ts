import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MadeFile } from './make-files.ts';

const require = createRequire(import.meta.url);
const source = fileURLToPath(new URL('..', import.meta.url));

/** What the files are made from, as one hash: our sources and the versions of the parts we take. */
export async function hashOfSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of ['styles', 'islands', 'offline', 'making']) {
    const found = await readdir(join(source, folder), { recursive: true, withFileTypes: true });
    for (const path of found.flatMap(each => (each.isFile() ? [join(each.parentPath, each.name)] : [])).sort()) {
      hash.update(path.slice(source.length)).update(await readFile(path));
    }
  }
  for (const part of ['@hotwired/turbo', '@expo-google-fonts/noto-sans', 'subset-font', 'esbuild']) {
    const { version }: { version: string } = require(`${part}/package.json`);
    hash.update(`${part}@${version}`);
  }
  return hash.digest('hex').slice(0, 16);
}

/** The files made earlier from the same sources, if they are still there. */
export async function findKept(folder: string): Promise<MadeFile[] | undefined> {
  try {
    const names: Record<string, string> = JSON.parse(await readFile(join(folder, 'names.json'), 'utf8'));
    return await Promise.all(
      Object.entries(names).map(async ([name, servedAs]) => ({
        name,
        servedAs,
        content: await readFile(join(folder, servedAs)),
      })),
    );
  } catch {
    return undefined;
  }
}

/** Writes beside and renames, so that two servers starting at once never read half a folder. */
export async function keep(folder: string, files: MadeFile[]): Promise<void> {
  const beside = `${folder}.${process.pid}`;
  await mkdir(beside, { recursive: true });
  for (const file of files) await writeFile(join(beside, file.servedAs), file.content);
  const names = Object.fromEntries(files.map(file => [file.name, file.servedAs]));
  await writeFile(join(beside, 'names.json'), JSON.stringify(names));
  await rm(folder, { recursive: true, force: true });
  await rename(beside, folder).catch(() => rm(beside, { recursive: true, force: true }));
}
