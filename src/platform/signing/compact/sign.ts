import type { System } from '../../system.ts';
import type { CompactKey } from './verify.ts';

/** Signs a few bytes with the house's key, as text for a QR code (base64url). */
export async function signCompact(_system: System, _payload: Uint8Array): Promise<string> {
  throw new Error('being written');
}

/** The public keys by which what this house signed can be checked, the newest first. */
export async function readCompactKeys(_system: System): Promise<CompactKey[]> {
  throw new Error('being written');
}
