export type DayFault = 'empty' | 'yearOnly' | 'twoDigitYear' | 'monthFirst' | 'noSuchDay' | 'notADay';
export type DayRead = { readonly ok: true; readonly day: string } | { readonly ok: false; readonly fault: DayFault };

const fail = (fault: DayFault): DayRead => ({ ok: false, fault });

/**
 * A day as people and spreadsheets write it, to ISO ('2023-09-05'). Day comes before month, always: 5/9/2023 is the
 * fifth of September. Numbers are a spreadsheet's count of days (`epoch1904` for files of old Macs), except that
 * 1900 … 2100 is a year that someone wrote alone.
 */
export function readDay(written: string | number, { epoch1904 = false } = {}): DayRead {
  if (typeof written === 'number') return readSerial(written, epoch1904);
  const text = written.trim().replace(/\s+/gu, ' ');
  if (text === '') return fail('empty');
  if (/^\d{4,5}([.,]0+)?$/.test(text)) return readSerial(Number.parseInt(text, 10), epoch1904);

  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?$/.exec(text);
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));

  const usual =
    /^(\d{1,2}) ?[-/.] ?(\d{1,2}) ?[-/.] ?(\d{4}|\d{2})(?: \d{1,2}:\d{2}(?::\d{2})?)?$/.exec(text) ??
    /^(?:ngày )?(\d{1,2}) tháng (\d{1,2}) năm (\d{4})$/iu.exec(text.normalize('NFC')) ??
    /^(\d{2})(\d{2})(\d{4})$/.exec(text);
  if (!usual) return fail('notADay');
  const [, day = '', month = '', year = ''] = usual;
  if (year.length === 2) return fail('twoDigitYear');
  if (Number(month) > 12 && Number(day) <= 12) return fail('monthFirst');
  return dayOf(Number(year), Number(month), Number(day));
}

function readSerial(serial: number, epoch1904: boolean): DayRead {
  if (Number.isInteger(serial) && serial >= 1900 && serial <= 2100) return fail('yearOnly');
  const whole = Math.floor(serial);
  // 2 958 465 is 31/12/9999, the last day that Excel knows.
  if (!Number.isFinite(serial) || whole < 1 || whole > 2_958_465) return fail('notADay');
  if (epoch1904) return { ok: true, day: isoOf(Date.UTC(1904, 0, 1 + whole)) };
  // Excel counts a 29/02/1900 that never was.
  if (whole === 60) return fail('noSuchDay');
  return { ok: true, day: isoOf(Date.UTC(1899, 11, whole < 60 ? 31 + whole : 30 + whole)) };
}

function dayOf(year: number, month: number, day: number): DayRead {
  if (year < 1000) return fail('notADay');
  const time = Date.UTC(year, month - 1, day);
  const date = new Date(time);
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? { ok: true, day: isoOf(time) } : fail('noSuchDay');
}

const isoOf = (time: number) => new Date(time).toISOString().slice(0, 10);
