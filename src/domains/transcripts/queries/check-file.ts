import { createHash } from 'node:crypto';
import { readTrust, type Verified, verifyPdf, verifyXml } from '#platform/signing/index.ts';
import type { System } from '#platform/system.ts';
import { type Judged, judgeFile, type Standing } from '../rules/judge.ts';
import { type FileFault, lookOver } from '../rules/look-over-file.ts';
import { findStandingOfFile, findStandingOfNumber } from './find-standing.ts';

export interface FileChecked {
  judged: Judged;
  verified: Verified;
  /** Undefined: this house knows nothing of it. */
  standing: Standing | undefined;
  /** Byte for byte what is kept here (after one or the other signature). */
  isKept: boolean;
}

/** Judges a file that someone holds: who signed, whether anything changed, and whether it still holds here. */
export async function checkFile(system: System, content: Uint8Array): Promise<FileChecked | { fault: FileFault }> {
  const looked = lookOver(content);
  if (looked.fault) return { fault: looked.fault };
  const hashes = hashesUpTo(content, looked.ends);
  const standing =
    (await findStandingOfFile(system, hashes.length > 0 ? hashes : [''])) ??
    (looked.publicId ? await findStandingOfNumber(system, looked.publicId) : undefined);
  const trust = await readTrust(system);
  const options = {
    ...(standing?.fileAfter ? { expected: standing.roles.length } : {}),
    ...(standing?.knownSince ? { knownSince: standing.knownSince } : {}),
  };
  const verified =
    looked.kind === 'pdf'
      ? verifyPdf(content, trust, options)
      : verifyXml(new TextDecoder().decode(content), trust, options);
  const isKept = standing?.fileAfter != null && (await isWhole(system, hashes[0] ?? ''));
  return { judged: judgeFile(verified, standing), verified, standing, isKept };
}

const isWhole = async (system: System, hash: string) => (await findStandingOfFile(system, [hash])) !== undefined;

/** SHA-256 of the file up to each of these places, in one pass. */
function hashesUpTo(content: Uint8Array, ends: readonly number[]): string[] {
  const hash = createHash('sha256');
  const byEnd = new Map<number, string>();
  let at = 0;
  for (const end of [...new Set(ends)].sort((one, other) => one - other)) {
    hash.update(content.subarray(at, end));
    byEnd.set(end, hash.copy().digest('hex'));
    at = end;
  }
  return ends.map(end => byEnd.get(end) ?? '');
}
