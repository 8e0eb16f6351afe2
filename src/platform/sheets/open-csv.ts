import { CsvError, parse } from 'csv-parse/sync';
import { detectLegacy } from '../text/index.ts';
import { limits } from './limits.ts';
import { makeSheet } from './sheet.ts';
import { looksUtf16 } from './sniff.ts';
import type { Sheet } from './workbook.ts';

export type CsvOpened = { readonly ok: true; readonly sheet: Sheet } | { readonly ok: false; readonly row: number };

/** Semicolons are what a Vietnamese Excel writes, commas an English one; tabs come from copying. */
export function openCsv(bytes: Uint8Array, name: string): CsvOpened {
  const text = decodeText(bytes);
  const hint = /^sep=(.)\r?\n/i.exec(text);
  try {
    const rows = parse(hint ? text.replace(hint[0], '\n') : text, {
      delimiter: hint?.[1] ?? delimiterOf(text),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      // Blank lines may stand between; and no line fills the memory by itself.
      to: 2 * limits.rows,
      max_record_size: limits.columns * limits.cellLetters,
    }) as string[][];
    // ="0123" is how other programs force Excel to keep zeros: the text is meant.
    const plain = rows.map(row => row.map(value => /^="([^"]*)"$/.exec(value)?.[1] ?? value));
    return { ok: true, sheet: makeSheet({ name, rows: plain }) };
  } catch (error) {
    if (error instanceof CsvError) return { ok: false, row: Number(error.lines ?? 1) };
    throw error;
  }
}

export function decodeText(bytes: Uint8Array): string {
  const decode = (encoding: string, fatal = false) => new TextDecoder(encoding, { fatal }).decode(bytes);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decode('utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decode('utf-16be');
  const utf16 = looksUtf16(bytes.subarray(0, 4096));
  if (utf16) return decode(utf16);
  try {
    return decode('utf-8', true);
  } catch {
    // Not Unicode: text in an old font is kept as its bytes look, so that it can be recognised and asked about;
    // all else is taken for the Vietnamese code page of Windows.
    const bytesAsText = decode('windows-1252');
    const legacy = detectLegacy(bytesAsText.split(/[\r\n;,\t]+/u).slice(0, 2000));
    return legacy ? bytesAsText : decode('windows-1258').normalize('NFC');
  }
}

/** The sign that parts the first lines most evenly, quoted text left out. */
function delimiterOf(text: string): string {
  const lines = text
    .slice(0, 20_000)
    .replace(/"[^"]*"/g, '')
    .split(/\r\n|\n|\r/)
    .filter(line => line.trim() !== '')
    .slice(0, 20);
  const score = (sign: string) =>
    lines.filter(line => line.includes(sign)).length * 1000 + lines.join('').split(sign).length;
  return [';', '\t', ','].reduce((best, sign) => (score(sign) > score(best) ? sign : best), ';');
}
