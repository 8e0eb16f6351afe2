import { createHash } from 'node:crypto';

/**
 * The one text of a value: keys sorted, no spaces, every text in NFC. The same facts give the same bytes, however they were
 * read; their hash says whether anything changed.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sorted(value));
}

function sorted(value: unknown): unknown {
  if (typeof value === 'string') return value.normalize('NFC');
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key.normalize('NFC'), sorted(each)]),
  );
}

/** SHA-256 in hexadecimal, of a text as UTF-8 or of bytes. */
export const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');
