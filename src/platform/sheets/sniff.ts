import * as XLSX from '@e965/xlsx';
import type { Kind } from './say.ts';

/**
 * What a file is, by what is in it: names lie (a web page called .xls is what old school software exports).
 * 'zip' still has to be looked into.
 */
export type Sniffed =
  | { readonly kind: 'zip' | 'xls' | 'password' | 'html' | 'text' }
  | { readonly kind: 'other'; readonly what: Kind };

const other = (what: Kind): Sniffed => ({ kind: 'other', what });

export function sniff(bytes: Uint8Array): Sniffed {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096));
  const starts = (hex: string) => head.subarray(0, hex.length / 2).toString('hex') === hex;
  if (starts('504b0304') || starts('504b0506')) return { kind: 'zip' };
  if (starts('d0cf11e0a1b11ae1')) return sniffCompound(bytes);
  // BIFF without a container: Excel 2 to 4.
  if (/^09(?:00|02|04)0[46]00/.test(head.toString('hex', 0, 8))) return { kind: 'xls' };
  if (starts('255044462d')) return other('pdf');
  if (starts('89504e47') || starts('ffd8ff') || starts('47494638') || starts('424d')) return other('image');
  if (head.toString('latin1', 0, 4) === 'RIFF') return other('image');
  if (starts('4d5a') || starts('7f454c46')) return other('program');
  if (starts('1f8b') || starts('526172211a07') || starts('377abcaf271c')) return other('archive');
  if (head.toString('latin1', 0, 5) === '{\\rtf') return other('word');

  const text = asciiOf(head).trimStart().toLowerCase();
  if (/^<\?xml[^>]*>\s*(<\?mso-application[^>]*>\s*)?<(\w+:)?workbook\b/.test(text)) return { kind: 'xls' };
  if (/^(<\?xml|<!doctype html|<!--|<html|<head|<meta|<body|<table|<style|<div)/.test(text))
    return asciiOf(bytes).toLowerCase().includes('<table') ? { kind: 'html' } : other('page');
  return isText(head) ? { kind: 'text' } : other('binary');
}

/** The plain letters of a text of any encoding. */
const asciiOf = (bytes: Uint8Array) =>
  Buffer.from(bytes)
    .toString('latin1')
    .replaceAll('\0', '')
    .replace(/^(ÿþ|þÿ|ï»¿)/, '');

/** OLE2, the container of the old Office and of everything that has a password. */
function sniffCompound(bytes: Uint8Array): Sniffed {
  let names: string[];
  try {
    names = XLSX.CFB.read(bytes, { type: 'array' }).FullPaths.map((path: string) => path.toLowerCase());
  } catch {
    return other('binary');
  }
  const has = (name: string) => names.some(path => path.endsWith(`/${name}`));
  if (has('encryptedpackage')) return { kind: 'password' };
  if (has('workbook') || has('book')) return { kind: 'xls' };
  if (has('worddocument')) return other('word');
  if (has('powerpoint document')) return other('powerpoint');
  return other('binary');
}

/** UTF-16 has a zero in every other byte of plain letters; any other zero, or many control bytes, is no text. */
function isText(head: Buffer): boolean {
  if (/^(fffe|feff)/.test(head.toString('hex', 0, 2))) return true;
  const zeros = head.filter(byte => byte === 0).length;
  if (zeros > 0) return looksUtf16(head) !== undefined;
  const controls = head.filter(byte => byte < 32 && byte !== 9 && byte !== 10 && byte !== 13).length;
  return controls <= head.length / 100;
}

/** UTF-16 without a mark at its head, as some programs save it. */
export function looksUtf16(head: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  let even = 0;
  let odd = 0;
  head.forEach((byte, index) => {
    if (byte === 0) index % 2 === 0 ? even++ : odd++;
  });
  const many = head.length / 8;
  if (odd > many && even === 0) return 'utf-16le';
  return even > many && odd === 0 ? 'utf-16be' : undefined;
}
