import { type CompactRead, readCompactKeys, verifyCompact } from '#platform/signing/index.ts';
import type { System } from '#platform/system.ts';
import { judgeStanding } from '../rules/judge.ts';
import { type CodeJudged, openCode } from '../rules/judge-code.ts';
import { codeIn } from '../rules/qr-payload.ts';
import { findStandingOfNumber } from './find-standing.ts';

/** Judges what a QR code says, here where the standing itself is at hand. */
export async function checkCode(
  system: System,
  typed: string,
): Promise<CodeJudged | { state: 'unknown'; why: 'issued-elsewhere' | 'not-finished' }> {
  const opened = openCode(await readCode(system, codeIn(typed)));
  if ('why' in opened) return { state: opened.why === 'code-forged' ? 'changed' : 'unknown', why: opened.why };
  const { facts } = opened;
  const standing = await findStandingOfNumber(system, facts.publicId);
  // Signed with our key, and not here: the database is not the one that issued it.
  if (!standing) return { state: 'unknown', why: 'issued-elsewhere' };
  const { state, why } = judgeStanding(standing);
  if (why === 'superseded' || why === 'revoked') return { state, why, facts };
  if (why === 'whole') return { state, why: 'code-whole', facts };
  return { state: 'unknown', why: 'not-finished' };
}

const readCode = async (system: System, code: string): Promise<CompactRead> =>
  verifyCompact(code, await readCompactKeys(system));
