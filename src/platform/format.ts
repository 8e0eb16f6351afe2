/**
 * How the platform writes days, times, numbers and money, in both languages alike: 25/02/2023, 1.234,5, 1.234.000 đ.
 * A value that is missing is written as an en dash, never as zero.
 */

/** The one time zone of the sector. */
export const timeZone = 'Asia/Ho_Chi_Minh';

/** Stands for "no value". */
export const none = '–';

const noBreakSpace = '\u00a0';

export type Moment = Date | string | null | undefined;
export type Language = 'vi' | 'en';

const clockParts = new Intl.DateTimeFormat('en-GB', {
  timeZone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** 25/02/2023. A bare day (`2023-02-25`) is written as it is; a moment is written as the day it is in Việt Nam. */
export function day(value: Moment): string {
  if (typeof value === 'string') {
    const bare = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
    if (bare) return `${bare[3]}/${bare[2]}/${bare[1]}`;
  }
  const parts = partsOf(value);
  return parts ? `${parts.day}/${parts.month}/${parts.year}` : none;
}

/** 25/02: where the year is plain from the heading. */
export function dayMonth(value: Moment): string {
  const whole = day(value);
  return whole === none ? none : whole.slice(0, 5);
}

/** 14:05, in Việt Nam. */
export function time(value: Moment): string {
  const parts = partsOf(value);
  return parts ? `${parts.hour}:${parts.minute}` : none;
}

/** `14:05 ngày 24/11/2023`; in English `14:05 on 24/11/2023`. */
export function dayTime(value: Moment, language: Language = 'vi'): string {
  const parts = partsOf(value);
  if (!parts) return none;
  const between = language === 'vi' ? 'ngày' : 'on';
  return `${parts.hour}:${parts.minute} ${between} ${parts.day}/${parts.month}/${parts.year}`;
}

/** `2023-02-25`: the day a moment falls on in Việt Nam, as the database and date fields write it. */
export function isoDay(value: Date): string {
  const parts = partsOf(value);
  return parts ? `${parts.year}-${parts.month}-${parts.day}` : '';
}

/** 1.234,5. `digits` fixes the number of decimals; without it up to two are shown. */
export function number(value: number | null | undefined, digits?: number): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return none;
  return numberFormat(digits).format(value);
}

/** 1.234: a whole number of things. */
export function count(value: number | bigint | null | undefined): string {
  if (value === null || value === undefined) return none;
  return numberFormat(0).format(value);
}

/** 98,6 %: `value` in per cent, one decimal unless said otherwise. */
export function percent(value: number | null | undefined, digits = 1): string {
  const written = number(value, digits);
  return written === none ? none : `${written}${noBreakSpace}%`;
}

/** 98,6 % from 986: a share kept in whole tenths of a per cent. */
export function percentFromTenths(tenths: number | null | undefined): string {
  return tenths === null || tenths === undefined ? none : percent(tenths / 10);
}

/** 7,3 from 73: a mark or figure kept in whole tenths. */
export function fromTenths(tenths: number | null | undefined): string {
  return tenths === null || tenths === undefined ? none : number(tenths / 10, 1);
}

/** 1.234.000 đ: whole đồng. */
export function dong(value: number | bigint | null | undefined): string {
  const written = count(value);
  return written === none ? none : `${written}${noBreakSpace}đ`;
}

/** 1,5 MB: the size of a file, in steps of 1024 bytes. */
export function fileSize(bytes: number | null | undefined): string {
  if (bytes === null || bytes === undefined) return none;
  const units = ['byte', 'KB', 'MB', 'GB'];
  let value = bytes;
  let step = 0;
  while (value >= 1024 && step < units.length - 1) {
    value /= 1024;
    step += 1;
  }
  return `${number(value, step === 0 ? 0 : 1)}${noBreakSpace}${units[step]}`;
}

const numberFormats = new Map<number | undefined, Intl.NumberFormat>();

function numberFormat(digits: number | undefined): Intl.NumberFormat {
  const known = numberFormats.get(digits);
  if (known) return known;
  const made = new Intl.NumberFormat('vi-VN', {
    minimumFractionDigits: digits ?? 0,
    maximumFractionDigits: digits ?? 2,
  });
  numberFormats.set(digits, made);
  return made;
}

interface ClockParts {
  day: string;
  month: string;
  year: string;
  hour: string;
  minute: string;
}

function partsOf(value: Moment): ClockParts | undefined {
  if (value === null || value === undefined || value === '') return undefined;
  const moment = value instanceof Date ? value : new Date(value);
  if (Number.isNaN(moment.getTime())) return undefined;
  const found = { day: '', month: '', year: '', hour: '', minute: '' };
  for (const part of clockParts.formatToParts(moment)) {
    if (part.type in found) found[part.type as keyof ClockParts] = part.value;
  }
  return found;
}
