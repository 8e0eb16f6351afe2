/*
 * A few signed bytes as text for a QR code, checked with nothing but the house's public keys: no dependency, no network. It runs
 * in a browser (WebCrypto) as it runs here.
 *
 * The text is base64url of: 1 byte version (1) · 4 bytes of the key's name · the payload · 64 bytes of ECDSA P-256 with SHA-256
 * (r and s) over everything before them. base64url rather than base45: it may stand in the fragment of an address, so that any
 * phone's camera opens the page that checks it, and the fragment is never sent.
 */

/** A public key of the house: its name is the first four bytes of its SHA-256, hexadecimal; the key is SPKI in base64url. */
export interface CompactKey {
  id: string;
  publicKey: string;
}

export type CompactRead =
  | { state: 'valid'; payload: Uint8Array; keyId: string }
  | { state: 'malformed' | 'unknown-key' | 'forged' };

export const COMPACT_VERSION = 1;
const HEAD = 5;
const SIGNATURE = 64;
const LONGEST = 4000;
const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };

function bytesOf(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (text.length > LONGEST || !/^[\w-]*$/.test(text)) return undefined;
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), letter => letter.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/** Checks a compact text. Never throws over what the text holds. */
export async function verifyCompact(text: string, keys: readonly CompactKey[]): Promise<CompactRead> {
  const bytes = bytesOf(text.trim());
  if (!bytes || bytes.length < HEAD + SIGNATURE || bytes[0] !== COMPACT_VERSION) return { state: 'malformed' };
  const keyId = [...bytes.subarray(1, HEAD)].map(byte => byte.toString(16).padStart(2, '0')).join('');
  const spki = bytesOf(keys.find(key => key.id === keyId)?.publicKey ?? '');
  if (!spki || spki.length === 0) return { state: 'unknown-key' };
  const key = await crypto.subtle.importKey('spki', spki, algorithm, false, ['verify']);
  const end = bytes.length - SIGNATURE;
  const fits = await crypto.subtle.verify(
    { name: 'ECDSA', hash: 'SHA-256' },
    key,
    bytes.subarray(end),
    bytes.subarray(0, end),
  );
  return fits ? { state: 'valid', payload: bytes.slice(HEAD, end), keyId } : { state: 'forged' };
}
