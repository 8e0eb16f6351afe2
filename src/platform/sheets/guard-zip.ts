import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import { limits } from './limits.ts';

const inflate = promisify(inflateRaw);

type Entry = { name: string; method: number; packed: number; unpacked: number; offset: number; locked: boolean };

export type GuardedZip =
  | { readonly ok: true; readonly names: ReadonlySet<string>; unpack(name: string): Promise<Buffer | undefined> }
  | { readonly ok: false; readonly fault: 'zipBomb' | 'password' | 'unreadable' };

/**
 * Looks a zip over before anyone unpacks it: how many entries, how large together, how strongly packed, by its
 * directory; then whether each entry keeps to what the directory says, for a bomb's directory lies. One entry is
 * unpacked at a time and never beyond its word.
 */
export async function guardZip(bytes: Uint8Array): Promise<GuardedZip> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const entries = directoryOf(buffer);
  if (!entries) return { ok: false, fault: 'unreadable' };
  if (entries.some(entry => entry.locked)) return { ok: false, fault: 'password' };
  const total = entries.reduce((sum, entry) => sum + entry.unpacked, 0);
  const packed = entries.reduce((sum, entry) => sum + entry.packed, 0);
  const swells = total > limits.ratioMattersFrom && total > packed * limits.inflationRatio;
  // Entries that lie upon one another pack more than the file holds.
  if (entries.length > limits.zipEntries || total > limits.inflatedBytes || swells || packed > buffer.length)
    return { ok: false, fault: 'zipBomb' };

  for (const entry of entries) {
    const unpacked = await unpackEntry(buffer, entry);
    if (unpacked === 'tooLarge') return { ok: false, fault: 'zipBomb' };
    if (!unpacked) return { ok: false, fault: 'unreadable' };
  }
  const byName = new Map(entries.map(entry => [entry.name, entry]));
  return {
    ok: true,
    names: new Set(byName.keys()),
    async unpack(name) {
      const entry = byName.get(name);
      const unpacked = entry && (await unpackEntry(buffer, entry));
      return unpacked === 'tooLarge' ? undefined : unpacked;
    },
  };
}

function directoryOf(zip: Buffer): Entry[] | undefined {
  const end = zip.lastIndexOf(Buffer.from('504b0506', 'hex'));
  if (end < 0 || end + 22 > zip.length) return undefined;
  const count = zip.readUInt16LE(end + 10);
  // These three say "look in the larger directory of ZIP64", which others would then read and we did not.
  if (count === 0xffff || zip.readUInt32LE(end + 12) === 0xffffffff || zip.readUInt32LE(end + 16) === 0xffffffff)
    return undefined;
  let at = zip.readUInt32LE(end + 16);
  const entries: Entry[] = [];
  for (let index = 0; index < count; index++) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== 0x02014b50) return undefined;
    const nameLength = zip.readUInt16LE(at + 28);
    entries.push({
      name: zip.toString('utf8', at + 46, at + 46 + nameLength),
      method: zip.readUInt16LE(at + 10),
      packed: zip.readUInt32LE(at + 20),
      unpacked: zip.readUInt32LE(at + 24),
      offset: zip.readUInt32LE(at + 42),
      locked: (zip.readUInt16LE(at + 8) & 1) === 1,
    });
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
}

async function unpackEntry(zip: Buffer, entry: Entry): Promise<Buffer | 'tooLarge' | undefined> {
  if (entry.offset + 30 > zip.length || zip.readUInt32LE(entry.offset) !== 0x04034b50) return undefined;
  const start = entry.offset + 30 + zip.readUInt16LE(entry.offset + 26) + zip.readUInt16LE(entry.offset + 28);
  const packed = zip.subarray(start, start + entry.packed);
  if (entry.method === 0) return packed.length === entry.unpacked ? packed : 'tooLarge';
  if (entry.method !== 8) return undefined;
  try {
    return await inflate(packed, { maxOutputLength: Math.max(1, entry.unpacked) });
  } catch (error) {
    return error instanceof RangeError ? 'tooLarge' : undefined;
  }
}
