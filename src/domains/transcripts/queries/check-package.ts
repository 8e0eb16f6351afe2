import { guardZip } from '#platform/sheets/guard-zip.ts';
import { readCompactKeys, verifyCompact } from '#platform/signing/index.ts';
import type { System } from '#platform/system.ts';
import {
  DATA,
  isPackagePath,
  MANIFEST,
  MANIFEST_SIGNATURE,
  type Manifest,
  manifestDigest,
  type PackageData,
  parseData,
  parseManifest,
  sha256Of,
} from '../rules/package.ts';
import { checkFile, type FileChecked } from './check-file.ts';

export const MOST_PACKAGE_BYTES = 25 * 1024 * 1024;
const MOST_FILES = 60;

/** Why a package is not taken in at all; `path` names the file that is at fault. */
export interface PackageFault {
  fault:
    | 'empty'
    | 'too-large'
    | 'not-a-package'
    | 'zip-bomb'
    | 'password'
    | 'strange-file'
    | 'no-manifest'
    | 'manifest-forged'
    | 'file-missing'
    | 'file-altered'
    | 'file-unnamed'
    | 'data-unreadable'
    | 'transcript-changed';
  path?: string;
}

export interface PackageChecked {
  manifest: Manifest;
  data: PackageData;
  /** Made here (or by a house whose key we know), or by someone we do not know. */
  sender: 'known' | 'unknown';
  transcripts: { path: string; content: Uint8Array; checked: FileChecked }[];
}

/** Opens what came from outside, believes nothing of it, and judges each file in it. */
export async function checkPackage(system: System, zip: Uint8Array): Promise<PackageChecked | PackageFault> {
  const opened = await openPackage(zip);
  if ('fault' in opened) return opened;
  const { files } = opened;
  const written = files.get(MANIFEST);
  const manifest = written && parseManifest(written);
  if (!written || !manifest) return { fault: 'no-manifest', path: MANIFEST };
  const sender = await whoSent(system, written, files.get(MANIFEST_SIGNATURE));
  if (sender === 'forged') return { fault: 'manifest-forged', path: MANIFEST_SIGNATURE };
  const wrong = compare(manifest, files);
  if (wrong) return wrong;
  const data = parseData(files.get(DATA) ?? new Uint8Array());
  if (!data) return { fault: 'data-unreadable', path: DATA };
  const transcripts: PackageChecked['transcripts'] = [];
  for (const { path } of manifest.files.filter(each => each.path !== DATA)) {
    const content = files.get(path) ?? new Uint8Array();
    const checked = await checkFile(system, content);
    if ('fault' in checked || checked.judged.state === 'changed') return { fault: 'transcript-changed', path };
    transcripts.push({ path, content, checked });
  }
  return { manifest, data, sender, transcripts };
}

async function openPackage(zip: Uint8Array): Promise<{ files: Map<string, Uint8Array> } | PackageFault> {
  if (zip.length === 0) return { fault: 'empty' };
  if (zip.length > MOST_PACKAGE_BYTES) return { fault: 'too-large' };
  const guarded = await guardZip(zip);
  if (!guarded.ok)
    return {
      fault: guarded.fault === 'zipBomb' ? 'zip-bomb' : guarded.fault === 'password' ? 'password' : 'not-a-package',
    };
  if (guarded.names.size > MOST_FILES) return { fault: 'not-a-package' };
  const strange = [...guarded.names].find(name => !isPackagePath(name));
  if (strange !== undefined) return { fault: 'strange-file', path: strange.slice(0, 80) };
  const files = new Map<string, Uint8Array>();
  let bytes = 0;
  for (const name of guarded.names) {
    const content = await guarded.unpack(name);
    if (!content) return { fault: 'not-a-package' };
    bytes += content.length;
    if (bytes > 2 * MOST_PACKAGE_BYTES) return { fault: 'zip-bomb' };
    files.set(name, content);
  }
  return { files };
}

/** Each file is what the manifest says, and none is there that it does not name. */
function compare(manifest: Manifest, files: ReadonlyMap<string, Uint8Array>): PackageFault | undefined {
  for (const { path, sha256 } of manifest.files) {
    const content = files.get(path);
    if (!content || !isPackagePath(path)) return { fault: 'file-missing', path };
    if (sha256Of(content) !== sha256) return { fault: 'file-altered', path };
  }
  const named = new Set([MANIFEST, MANIFEST_SIGNATURE, ...manifest.files.map(each => each.path)]);
  const extra = [...files.keys()].find(path => !named.has(path));
  return extra === undefined ? undefined : { fault: 'file-unnamed', path: extra };
}

async function whoSent(
  system: System,
  manifest: Uint8Array,
  signature: Uint8Array | undefined,
): Promise<'known' | 'unknown' | 'forged'> {
  if (!signature || signature.length > 1000) return 'forged';
  const read = await verifyCompact(new TextDecoder().decode(signature).trim(), await readCompactKeys(system));
  if (read.state === 'unknown-key') return 'unknown';
  if (read.state !== 'valid') return 'forged';
  return Buffer.from(read.payload).equals(manifestDigest(manifest)) ? 'known' : 'forged';
}
