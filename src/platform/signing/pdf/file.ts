import { inflateSync } from 'node:zlib';
import { PdfReader } from './reader.ts';
import { isDictionary, NotPdf, nameIn, type PdfDictionary, PdfReference, type PdfValue } from './value.ts';

/** Where an object lies: in the file itself, or as one of many within a stream. */
export type Place = { at: number } | { stream: number; index: number } | 'free';

/** A PDF as it stood at one of its ends: every saving appends a table of what it changed. */
export interface PdfFile {
  bytes: Uint8Array;
  trailer: PdfDictionary;
  places: ReadonlyMap<number, Place>;
  /** Where the newest table lies, and whether it is a stream (then the next one has to be one too). */
  tableAt: number;
  tableIsStream: boolean;
  /** An object by its number; null where there is none. @throws NotPdf */
  object(number: number): PdfValue;
  /** The value itself, references followed. @throws NotPdf */
  follow(value: PdfValue | undefined): PdfValue;
}

const MOST_TABLES = 500;
const MOST_OBJECTS = 300_000;
const LARGEST_STREAM = 64 * 1024 * 1024;

/** Where the newest table begins, out of the last lines of the file. Nothing may come after them. */
function newestTable(bytes: Uint8Array): number {
  const tail = Buffer.from(bytes.subarray(Math.max(0, bytes.length - 64))).toString('latin1');
  const found = /startxref\s+(\d{1,12})\s+%%EOF\s*$/.exec(tail);
  if (!found) throw new NotPdf();
  return Number(found[1]);
}

/** Reads the tables of a PDF, or of an earlier state of it (its first bytes). Objects are read when asked for. @throws NotPdf */
export function openPdf(bytes: Uint8Array): PdfFile {
  if (Buffer.from(bytes.subarray(0, 5)).toString('latin1') !== '%PDF-') throw new NotPdf();
  const tableAt = newestTable(bytes);
  const places = new Map<number, Place>();
  const seen = new Set<number>();
  let trailer: PdfDictionary | undefined;
  let tableIsStream = false;
  const waiting = [tableAt];
  for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
    if (seen.has(at) || seen.size > MOST_TABLES) throw new NotPdf();
    seen.add(at);
    const table = readTable(bytes, at, places);
    if (!trailer) {
      trailer = table.trailer;
      tableIsStream = table.isStream;
    }
    for (const key of ['XRefStm', 'Prev']) {
      const next = table.trailer.get(key);
      if (typeof next === 'number') waiting.push(next);
    }
  }
  if (!trailer || trailer.has('Encrypt')) throw new NotPdf();
  return withObjects(bytes, trailer, places, tableAt, tableIsStream);
}

function withObjects(
  bytes: Uint8Array,
  trailer: PdfDictionary,
  places: ReadonlyMap<number, Place>,
  tableAt: number,
  tableIsStream: boolean,
): PdfFile {
  const kept = new Map<number, PdfValue>();
  const object = (number: number): PdfValue => {
    const before = kept.get(number);
    if (before !== undefined) return before;
    const place = places.get(number);
    if (!place || place === 'free') return null;
    const value =
      'at' in place ? readObject(bytes, place.at, number).value : inStream(place.stream, place.index, number);
    kept.set(number, value);
    return value;
  };
  const unpacked = new Map<number, PackedObjects>();
  const inStream = (container: number, index: number, number: number): PdfValue => {
    const packed = unpacked.get(container) ?? unpackObjects(bytes, places.get(container), container, follow);
    unpacked.set(container, packed);
    const head = packed.heads[index];
    if (head?.number !== number) throw new NotPdf();
    return new PdfReader(packed.content, head.at).value();
  };
  const follow = (value: PdfValue | undefined): PdfValue => {
    let at = value ?? null;
    for (let step = 0; at instanceof PdfReference; step++) {
      if (step > 20) throw new NotPdf();
      at = object(at.number);
    }
    return at;
  };
  return { bytes, trailer, places, tableAt, tableIsStream, object, follow };
}

interface PackedObjects {
  content: Uint8Array;
  heads: { number: number; at: number }[];
}

/** A stream that holds many objects: unpacked once, however many of them are asked for. */
function unpackObjects(
  bytes: Uint8Array,
  place: Place | undefined,
  container: number,
  follow: (value: PdfValue | undefined) => PdfValue,
): PackedObjects {
  if (!place || place === 'free' || !('at' in place)) throw new NotPdf();
  const { value, data } = readObject(bytes, place.at, container, follow);
  if (!isDictionary(value) || !data) throw new NotPdf();
  const content = unpack(value, data);
  const first = value.get('First');
  const count = value.get('N');
  if (typeof first !== 'number' || typeof count !== 'number' || count > MOST_OBJECTS) throw new NotPdf();
  const reader = new PdfReader(content);
  const heads = Array.from({ length: count }, () => ({
    number: reader.wholeNumber(),
    at: first + reader.wholeNumber(),
  }));
  return { content, heads };
}

/** "12 0 obj … endobj", and where a stream lies in it, its bytes. */
function readObject(
  bytes: Uint8Array,
  at: number,
  number: number,
  follow?: (value: PdfValue | undefined) => PdfValue,
): { value: PdfValue; data?: Uint8Array } {
  const reader = new PdfReader(bytes, at);
  if (reader.wholeNumber() !== number) throw new NotPdf();
  reader.wholeNumber();
  reader.expect('obj');
  const value = reader.value();
  const word = reader.word();
  if (word === 'endobj') return { value };
  if (word !== 'stream' || !isDictionary(value)) throw new NotPdf();
  const length = value.get('Length');
  const bytesLong = follow ? follow(length) : length;
  if (typeof bytesLong !== 'number') return { value };
  const begins = reader.at + (bytes[reader.at] === 13 ? 2 : 1);
  if (begins + bytesLong > bytes.length) throw new NotPdf();
  return { value, data: bytes.subarray(begins, begins + bytesLong) };
}

function readTable(
  bytes: Uint8Array,
  at: number,
  places: Map<number, Place>,
): { trailer: PdfDictionary; isStream: boolean } {
  const reader = new PdfReader(bytes, at);
  if (reader.word() !== 'xref') return { trailer: readStreamTable(bytes, at, places), isStream: true };
  for (let word = reader.word(); word !== 'trailer'; word = reader.word()) {
    if (!/^\d{1,9}$/.test(word)) throw new NotPdf();
    const first = Number(word);
    const count = reader.wholeNumber();
    if (first + count > MOST_OBJECTS) throw new NotPdf();
    for (let number = first; number < first + count; number++) {
      const offset = reader.wholeNumber();
      reader.wholeNumber();
      const kind = reader.word();
      if (kind !== 'n' && kind !== 'f') throw new NotPdf();
      if (!places.has(number)) places.set(number, kind === 'n' ? { at: offset } : 'free');
    }
  }
  const trailer = reader.value();
  if (!isDictionary(trailer)) throw new NotPdf();
  return { trailer, isStream: false };
}

function readStreamTable(bytes: Uint8Array, at: number, places: Map<number, Place>): PdfDictionary {
  const { value, data } = readObject(bytes, at, new PdfReader(bytes, at).wholeNumber());
  if (!isDictionary(value) || !data || nameIn(value, 'Type') !== 'XRef') throw new NotPdf();
  const widths = numbers(value.get('W'));
  const size = value.get('Size');
  const [kindBytes = 0, firstBytes = 0, secondBytes = 0] = widths;
  const width = kindBytes + firstBytes + secondBytes;
  if (width < 1 || width > 24 || typeof size !== 'number') throw new NotPdf();
  const table = unpack(value, data);
  const index = value.has('Index') ? numbers(value.get('Index')) : [0, size];
  let row = 0;
  const field = (from: number, count: number) => {
    let sum = 0;
    for (let byte = from; byte < from + count; byte++) sum = sum * 256 + (table[byte] ?? 0);
    return sum;
  };
  for (let pair = 0; pair + 1 < index.length; pair += 2) {
    const first = index[pair] ?? 0;
    const count = index[pair + 1] ?? 0;
    if (first + count > MOST_OBJECTS || (row + count) * width > table.length) throw new NotPdf();
    for (let number = first; number < first + count; number++, row++) {
      const from = row * width;
      const kind = kindBytes === 0 ? 1 : field(from, kindBytes);
      const one = field(from + kindBytes, firstBytes);
      const two = field(from + kindBytes + firstBytes, secondBytes);
      if (places.has(number)) continue;
      places.set(number, kind === 1 ? { at: one } : kind === 2 ? { stream: one, index: two } : 'free');
    }
  }
  return value;
}

const numbers = (value: PdfValue | undefined): number[] => {
  if (!Array.isArray(value) || !value.every(part => typeof part === 'number' && part >= 0)) throw new NotPdf();
  return value as number[];
};

/** The content of a stream: as it is, or deflated (with the predictor that tables use). */
function unpack(dictionary: PdfDictionary, data: Uint8Array): Uint8Array {
  const filter = dictionary.get('Filter');
  const single = Array.isArray(filter) && filter.length === 1 ? filter[0] : filter;
  if (single === undefined || single === null) return data;
  if (nameIn(new Map([['Filter', single]]), 'Filter') !== 'FlateDecode') throw new NotPdf();
  let plain: Uint8Array;
  try {
    plain = inflateSync(data, { maxOutputLength: LARGEST_STREAM });
  } catch {
    throw new NotPdf();
  }
  const given = dictionary.get('DecodeParms');
  const parameters = Array.isArray(given) ? given[0] : given;
  if (!isDictionary(parameters)) return plain;
  const predictor = parameters.get('Predictor') ?? 1;
  const columns = parameters.get('Columns') ?? 1;
  if (predictor === 1) return plain;
  if (typeof predictor !== 'number' || predictor < 10 || typeof columns !== 'number') throw new NotPdf();
  return undoUp(plain, columns);
}

/** Undoes the PNG predictors "none" and "up", the only ones that tables of objects are written with. */
function undoUp(bytes: Uint8Array, columns: number): Uint8Array {
  const rows = Math.floor(bytes.length / (columns + 1));
  const out = new Uint8Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    const kind = bytes[row * (columns + 1)];
    if (kind !== 0 && kind !== 2) throw new NotPdf();
    for (let column = 0; column < columns; column++) {
      const above = kind === 2 && row > 0 ? (out[(row - 1) * columns + column] ?? 0) : 0;
      out[row * columns + column] = (bytes[row * (columns + 1) + 1 + column] ?? 0) + above;
    }
  }
  return out;
}
