import type { Said } from '#platform/words.ts';
import type { MarkForm } from './columns.ts';
import type { Regime } from './regime.ts';

export const markLevels = ['passed', 'not-passed', 'T', 'H', 'C'] as const;
export type MarkLevel = (typeof markLevels)[number];

/** A mark as it is kept: whole tenths, or a level. Both null: none. */
export interface MarkValue {
  tenths: number | null;
  level: MarkLevel | null;
}

export const noMark: MarkValue = { tenths: null, level: null };
export const isSameMark = (a: MarkValue, b: MarkValue): boolean => a.tenths === b.tenths && a.level === b.level;
export const isMark = ({ tenths, level }: MarkValue): boolean => tenths !== null || level !== null;

export interface MarkFault extends Said {
  code: string;
}

export type MarkRead = { mark: MarkValue } | { fault: MarkFault };

const fault = (code: string, vi: string, en: string): { fault: MarkFault } => ({ fault: { code, vi, en } });
const faults = {
  range: fault('mark-range', 'Điểm từ 0 đến 10.', 'A mark is 0 to 10.'),
  decimals: fault('mark-decimals', 'Chỉ một chữ số thập phân, ví dụ 8,5.', 'One decimal only, like 8,5.'),
  number: fault('mark-number', 'Ghi điểm bằng chữ số, ví dụ 7,5.', 'Write the mark in figures, like 7,5.'),
  whole: fault(
    'mark-whole',
    'Bài kiểm tra chấm điểm nguyên từ 0 đến 10.',
    'A test is marked in whole numbers, 0 to 10.',
  ),
  fromOne: fault(
    'mark-whole',
    'Bài kiểm tra chấm điểm nguyên từ 1 đến 10 (TT 22/2016).',
    'A test is marked in whole numbers, 1 to 10 (TT 22/2016).',
  ),
  pass: fault('mark-pass', 'Ghi Đ (Đạt) hoặc CĐ (Chưa đạt).', 'Write Đ (passed) or CĐ (not passed).'),
  level: fault('mark-level', 'Ghi T, H hoặc C.', 'Write T, H or C.'),
};

export interface MarkReading {
  form: MarkForm;
  regime: Regime;
  /** "75" is 7,5 and "8" is 8 for who asked for it. */
  asTenths?: boolean;
}

/** Full-width letters and figures become plain ones, spaces of all kinds go, "," and the Arabic decimal become ".". */
function plain(typed: string): string {
  return typed
    .normalize('NFKC')
    .replace(/\p{Nd}/gu, figure => String(figureOf(figure)))
    .replace(/[\p{Z}\s\u200b-\u200d\u2060\ufeff]+/gu, '')
    .replace(/[,،٫]/g, '.');
}

/** The worth of a figure in any script: ten of them stand in a row, and a row begins after something that is no figure. */
function figureOf(figure: string): number {
  const code = figure.codePointAt(0) ?? 0;
  if (code < 128) return code - 48;
  let worth = 0;
  while (worth < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - worth - 1))) worth++;
  return worth;
}

const none: MarkRead = { mark: noMark };
const tenths = (value: number): MarkRead => ({ mark: { tenths: value, level: null } });
const level = (value: MarkLevel): MarkRead => ({ mark: { tenths: null, level: value } });

function readTenths(text: string, asTenths: boolean): MarkRead {
  const found = /^([+-]?)(\d+)(?:\.(\d*))?$/.exec(text);
  if (!found) return faults.number;
  const [, sign = '', whole = '', decimals = ''] = found;
  if (sign === '-') return faults.range;
  if (asTenths && decimals === '' && !text.includes('.') && /^\d\d$/.test(whole) && whole !== '10')
    return tenths(Number(whole));
  const kept = decimals.replace(/0+$/, '');
  if (kept.length > 1) return faults.decimals;
  const value = Number(whole) * 10 + Number(kept || '0');
  return value > 100 ? faults.range : tenths(value);
}

function readWhole(text: string, regime: Regime): MarkRead {
  const found = /^(\d{1,3})(?:\.0*)?$/.exec(text);
  const value = found ? Number(found[1]) : -1;
  if (value < (regime === 'tt30-2014' ? 1 : 0) || value > 10)
    return regime === 'tt30-2014' ? faults.fromOne : faults.whole;
  return tenths(value * 10);
}

const passes: Readonly<Record<string, MarkLevel>> = {
  đ: 'passed',
  d: 'passed',
  đạt: 'passed',
  dat: 'passed',
  cđ: 'not-passed',
  cd: 'not-passed',
  chưađạt: 'not-passed',
  chuadat: 'not-passed',
};

const levels: Readonly<Record<string, MarkLevel>> = {
  t: 'T',
  h: 'H',
  c: 'C',
  hoànthànhtốt: 'T',
  hoànthành: 'H',
  chưahoànthành: 'C',
  htt: 'T',
  ht: 'H',
  cht: 'C',
};

/**
 * Reads a mark as typed into a cell: "7,5", "7.5", "Đ", "T"; an empty cell is no mark. TT 22/2021 art. 5 (one decimal),
 * TT 27/2020 art. 7.2 (tests in whole numbers), TT 22/2016 (no 0).
 */
export function readMark(typed: string, { form, regime, asTenths = false }: MarkReading): MarkRead {
  const text = plain(typed);
  if (text === '' || text === '–' || text === '-') return none;
  if (form === 'tenths') return readTenths(text, asTenths);
  if (form === 'whole') return readWhole(text, regime);
  const word = text.toLocaleLowerCase('vi').replace(/ð|ɖ/g, 'đ').replace(/\.$/, '');
  if (form === 'pass') {
    const known = passes[word];
    return known ? level(known) : faults.pass;
  }
  const known = levels[word];
  return known ? level(known) : faults.level;
}

const shown: Readonly<Record<MarkLevel, string>> = { passed: 'Đ', 'not-passed': 'CĐ', T: 'T', H: 'H', C: 'C' };
const figures = Array.from({ length: 101 }, (_, value) =>
  value % 10 === 0 ? String(value / 10) : `${Math.floor(value / 10)},${value % 10}`,
);

/** A mark as it stands in its cell: 7,5, 8, Đ, T; nothing where there is none. */
export const showMark = ({ tenths: value, level: of }: MarkValue): string =>
  value !== null ? (figures[value] ?? '') : of ? shown[of] : '';
