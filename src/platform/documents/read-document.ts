import type { Block } from './block.ts';
import { documentLimits, UnreadableDocument } from './fault.ts';
import { readPdfApart } from './read-pdf-apart.ts';
import { readTextBlocks } from './read-text.ts';
import { readWord } from './read-word.ts';

export type DocumentFormat = 'docx' | 'pdf' | 'txt';

export type DocumentRead =
  | {
      readonly ok: true;
      readonly format: DocumentFormat;
      readonly blocks: readonly Block[];
      /** Page numbers and running heads, which are no part of the text. */
      readonly setAside: readonly string[];
    }
  | { readonly ok: false; readonly fault: UnreadableDocument };

/** Reads a file by what is in it, not by its name. A file that cannot be read gives a fault; nothing else is thrown. */
export async function readDocument(bytes: Uint8Array): Promise<DocumentRead> {
  try {
    return { ok: true, ...(await readBySignature(bytes)) };
  } catch (fault) {
    if (fault instanceof UnreadableDocument) return { ok: false, fault };
    throw fault;
  }
}

async function readBySignature(bytes: Uint8Array) {
  if (bytes.length === 0) throw new UnreadableDocument('empty');
  if (bytes.length > documentLimits.bytes) throw new UnreadableDocument('tooLarge');
  const read = await readAny(bytes);
  if (read.blocks.length === 0) throw new UnreadableDocument(read.format === 'pdf' ? 'scanned' : 'empty');
  if (read.blocks.length > documentLimits.blocks) throw new UnreadableDocument('tooLong');
  return { ...read, blocks: read.blocks.flatMap(cutLong).map((block, index) => ({ ...block, id: `b${index + 1}` })) };
}

async function readAny(bytes: Uint8Array): Promise<{ format: DocumentFormat; blocks: Block[]; setAside: string[] }> {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024)).toString('latin1');
  if (head.startsWith('PK\x03\x04')) return { format: 'docx', blocks: await readWord(bytes), setAside: [] };
  if (head.includes('%PDF-')) return { format: 'pdf', ...(await readPdfApart(bytes)) };
  // The container of old Office files, and of new ones with a password.
  if (head.startsWith('\xd0\xcf\x11\xe0')) throw new UnreadableDocument(isLocked(bytes) ? 'password' : 'oldWord');
  if (head.startsWith('{\\rtf')) throw new UnreadableDocument('oldWord');
  const text = decodeText(bytes);
  if (text === undefined) throw new UnreadableDocument('notADocument');
  if (hasMoreLines(text, 10 * documentLimits.blocks)) throw new UnreadableDocument('tooLong');
  return { format: 'txt', blocks: readTextBlocks(text), setAside: [] };
}

/** Empty ones count too: millions of them are no document. */
function hasMoreLines(text: string, most: number): boolean {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0 && lines <= most; at = text.indexOf('\n', at + 1)) lines++;
  return lines > most;
}

const isLocked = (bytes: Uint8Array) => Buffer.from(bytes).includes(Buffer.from('EncryptedPackage', 'utf16le'));

/** UTF-8, or UTF-16 with or without its mark; undefined where it is no text. */
function decodeText(bytes: Uint8Array): string | undefined {
  const zeros = bytes
    .subarray(0, 2000)
    .reduce((count, byte, at) => count + (byte === 0 ? (at % 2 === 0 ? 1 : 1000) : 0), 0);
  const big = (bytes[0] === 0xfe && bytes[1] === 0xff) || (zeros > 0 && zeros < 1000);
  const little = (bytes[0] === 0xff && bytes[1] === 0xfe) || (zeros >= 1000 && zeros % 1000 === 0);
  try {
    const text = new TextDecoder(big ? 'utf-16be' : little ? 'utf-16le' : 'utf-8', { fatal: true }).decode(bytes);
    const letters = text.slice(0, 4000);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters tell a program from a text
    const odd = letters.match(/[\u0000-\u0008\u000e-\u001a\ufffd]/gu)?.length ?? 0;
    return odd > letters.length * 0.02 ? undefined : text;
  } catch {
    return undefined;
  }
}

function cutLong(block: Block): Block[] {
  if (block.text.length <= documentLimits.blockLetters) return [block];
  const parts: Block[] = [];
  for (let at = 0; at < block.text.length; at += documentLimits.blockLetters) {
    const text = block.text.slice(at, at + documentLimits.blockLetters);
    parts.push({ ...block, text, ...(at > 0 && { continues: true }) });
  }
  return parts;
}
