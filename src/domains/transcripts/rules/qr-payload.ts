/*
 * What a transcript's QR code carries, so that it can be checked without a network (docs/decisions, "What a transcript's QR
 * code holds"). Version 1, in bytes, before it is signed:
 *
 *   1   version (1)
 *   4   issued at, seconds since 1970, big-endian
 *   2   first year of the school year ("2023-2024": 2023)
 *   1   grade
 *   4   birth day as the number 20120225 (0: not known)
 *   8   first bytes of the SHA-256 of the canonical facts
 *   8   first bytes of the SHA-256 of the XML as made, before any signature
 *   then six texts, each one byte of length and UTF-8 (NFC): public id, school's code, pupil's name, and as they are printed
 *   the academic level, the conduct level, the outcome ("" where there is none). A long name or
 *   outcome ends in "…": the beginning is what one compares.
 *
 * Runs in browsers too: no Buffer.
 */

export interface QrFacts {
  publicId: string;
  schoolCode: string;
  pupilName: string;
  /** "2012-02-25" */
  birthDay: string | null;
  schoolYear: string;
  grade: number;
  /** The line of results, in the words that stand on the transcript. */
  academic: string;
  conduct: string;
  outcome: string;
  /** Hexadecimal; only the first eight bytes are carried, and read back. */
  factsSha256: string;
  xmlSha256: string;
  issuedAt: Date;
}

const VERSION = 1;
const HASH_BYTES = 8;
const HEAD_BYTES = 12 + 2 * HASH_BYTES;
/**
 * With signature and address a usual one has some 300 characters, and none more than an old phone reads from paper. A long name and the longest outcome ("… sau khi kiểm tra, đánh giá lại hoặc rèn luyện …") lose
 * their ends.
 */
const mostBytesOf = { publicId: 40, schoolCode: 20, pupilName: 72, academic: 40, conduct: 40, outcome: 64 };
const texts = ['publicId', 'schoolCode', 'pupilName', 'academic', 'conduct', 'outcome'] as const;

export function writeQrPayload(facts: QrFacts): Uint8Array {
  const encoder = new TextEncoder();
  const parts = texts.map(name => encoder.encode(shortened(facts[name], mostBytesOf[name])));
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + 1 + part.length, HEAD_BYTES));
  const view = new DataView(bytes.buffer);
  view.setUint8(0, VERSION);
  view.setUint32(1, Math.floor(facts.issuedAt.getTime() / 1000));
  view.setUint16(5, Number(facts.schoolYear.slice(0, 4)));
  view.setUint8(7, facts.grade);
  view.setUint32(8, Number(facts.birthDay?.replaceAll('-', '') ?? 0));
  bytes.set(bytesOf(facts.factsSha256), 12);
  bytes.set(bytesOf(facts.xmlSha256), 12 + HASH_BYTES);
  let at = HEAD_BYTES;
  for (const part of parts) {
    view.setUint8(at, part.length);
    bytes.set(part, at + 1);
    at += 1 + part.length;
  }
  return bytes;
}

/** The whole text where it fits; a longer one loses letters, never half a letter. */
function shortened(text: string, mostBytes: number): string {
  const whole = text.normalize('NFC');
  if (size(whole) <= mostBytes) return whole;
  const letters = [...new Intl.Segmenter().segment(whole)].map(each => each.segment);
  while (letters.length > 0 && size(`${letters.join('')}…`) > mostBytes) letters.pop();
  return `${letters.join('')}…`;
}

const size = (text: string): number => new TextEncoder().encode(text).length;

/** Undefined where the bytes are no payload that this version of us knows. */
export function readQrPayload(bytes: Uint8Array): QrFacts | undefined {
  if (bytes.length < HEAD_BYTES + texts.length || bytes.length > 400 || bytes[0] !== VERSION) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const read = readTexts(bytes, HEAD_BYTES);
  if (!read) return undefined;
  const [publicId = '', schoolCode = '', pupilName = '', academic = '', conduct = '', outcome = ''] = read;
  const firstYear = view.getUint16(5);
  const born = String(view.getUint32(8));
  return {
    publicId,
    schoolCode,
    pupilName,
    birthDay: born.length === 8 ? `${born.slice(0, 4)}-${born.slice(4, 6)}-${born.slice(6)}` : null,
    schoolYear: `${firstYear}-${firstYear + 1}`,
    grade: view.getUint8(7),
    academic,
    conduct,
    outcome,
    factsSha256: hexOf(bytes.subarray(12, 12 + HASH_BYTES)),
    xmlSha256: hexOf(bytes.subarray(12 + HASH_BYTES, HEAD_BYTES)),
    issuedAt: new Date(view.getUint32(1) * 1000),
  };
}

/** The six texts, which must end where the bytes end. */
function readTexts(bytes: Uint8Array, from: number): string[] | undefined {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const read: string[] = [];
  let at = from;
  for (const _ of texts) {
    const length = bytes[at] ?? 255;
    const part = bytes.subarray(at + 1, at + 1 + length);
    if (part.length < length) return undefined;
    try {
      read.push(decoder.decode(part));
    } catch {
      return undefined;
    }
    at += 1 + length;
  }
  return at === bytes.length ? read : undefined;
}

/**
 * The signed text out of whatever a phone, a keyboard or a clipboard gives: the whole address of a code, its part after "#", or
 * that part broken over lines.
 */
export function codeIn(typed: string): string {
  const text = typed.trim();
  const hash = text.lastIndexOf('#');
  return (hash < 0 ? text : text.slice(hash + 1)).replace(/\s+/g, '');
}

const bytesOf = (hex: string): number[] =>
  Array.from({ length: HASH_BYTES }, (_, index) => Number.parseInt(hex.slice(2 * index, 2 * index + 2), 16));
const hexOf = (bytes: Uint8Array): string => Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
