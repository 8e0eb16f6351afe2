import { sha256 } from '../certificates/read.ts';
import type { PdfFile } from './file.ts';
import { type PdfDictionary, PdfName, PdfText, type PdfValue, write } from './value.ts';

/** A new or changed object. */
export interface Change {
  number: number;
  generation: number;
  value: PdfValue;
}

/** The first free number for a new object. */
export function nextNumber(file: PdfFile): number {
  const size = file.trailer.get('Size');
  return Math.max(typeof size === 'number' ? size : 0, ...[...file.places.keys()].map(number => number + 1));
}

/** Kind, place (5 bytes) and generation (2). */
const STREAM_ROW = 8;

/** Changes as a saving that comes after the file as it is: not a byte of it is touched. */
export function append(file: PdfFile, changes: readonly Change[]): Uint8Array {
  const parts: Buffer[] = [Buffer.from(file.bytes)];
  let at = file.bytes.length;
  const put = (written: string) => {
    const bytes = Buffer.from(written, 'latin1');
    parts.push(bytes);
    at += bytes.length;
  };
  if (file.bytes.at(-1) !== 10) put('\n');
  const rows: Row[] = [];
  for (const { number, generation, value } of [...changes].sort((one, other) => one.number - other.number)) {
    rows.push({ number, generation, at });
    put(`${number} ${generation} obj\n${write(value)}\nendobj\n`);
  }
  const tableAt = at;
  const trailer = trailerAfter(file, rows);
  put(file.tableIsStream ? streamTable(rows, trailer, tableAt) : plainTable(rows, trailer));
  put(`startxref\n${tableAt}\n%%EOF\n`);
  return Buffer.concat(parts);
}

interface Row {
  number: number;
  generation: number;
  at: number;
}

function trailerAfter(file: PdfFile, rows: readonly Row[]): PdfDictionary {
  const trailer: PdfDictionary = new Map();
  for (const key of ['Root', 'Info']) {
    const value = file.trailer.get(key);
    if (value !== undefined) trailer.set(key, value);
  }
  trailer.set('Size', Math.max(nextNumber(file), ...rows.map(row => row.number + 1)));
  trailer.set('Prev', file.tableAt);
  const id = file.trailer.get('ID');
  const [first] = Array.isArray(id) ? id : [];
  const now = new PdfText(sha256(file.bytes).subarray(0, 16));
  trailer.set('ID', [first instanceof PdfText ? first : now, now]);
  return trailer;
}

/** Rows with neighbouring numbers stand under one heading. */
function groups(rows: readonly Row[]): Row[][] {
  const found: Row[][] = [];
  for (const row of rows) {
    const last = found.at(-1);
    if (last && last.at(-1)?.number === row.number - 1) last.push(row);
    else found.push([row]);
  }
  return found;
}

function plainTable(rows: readonly Row[], trailer: PdfDictionary): string {
  const line = ({ at, generation }: Row) =>
    `${String(at).padStart(10, '0')} ${String(generation).padStart(5, '0')} n\r\n`;
  const tables = groups(rows).map(group => `${group[0]?.number} ${group.length}\n${group.map(line).join('')}`);
  return `xref\n${tables.join('')}trailer\n${write(trailer)}\n`;
}

/** A table as a stream, which is itself an object of the table. */
function streamTable(changed: readonly Row[], trailer: PdfDictionary, tableAt: number): string {
  const size = trailer.get('Size');
  const number = typeof size === 'number' ? size : 0;
  const rows = [...changed, { number, generation: 0, at: tableAt }];
  const bytes = Buffer.alloc(rows.length * STREAM_ROW);
  rows.forEach((row, index) => {
    bytes.writeUInt8(1, index * STREAM_ROW);
    bytes.writeUIntBE(row.at, index * STREAM_ROW + 1, 5);
    bytes.writeUInt16BE(row.generation, index * STREAM_ROW + 6);
  });
  const dictionary: PdfDictionary = new Map([
    ...trailer,
    ['Type', new PdfName('XRef')],
    ['Size', number + 1],
    ['W', [1, 5, 2]],
    ['Index', groups(rows).flatMap(group => [group[0]?.number ?? 0, group.length])],
    ['Length', bytes.length],
  ]);
  return `${number} 0 obj\n${write(dictionary)}\nstream\n${bytes.toString('latin1')}\nendstream\nendobj\n`;
}
