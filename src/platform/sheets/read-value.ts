import { checkCitizenNumber, graphemes, type KnownOfPerson, readDay, readNumber, tidy } from '../text/index.ts';
import { plainHeading } from './compare-headings.ts';
import type { Bilingual } from './fault.ts';
import type { FaultCode } from './say.ts';
import type { Choice, ColumnSpec } from './spec.ts';
import type { Cell } from './workbook.ts';

/** What a cell says, or why it does not: `params` fill the fault's sentence. */
export type Value = string | number | boolean | undefined;
export type ValueRead = {
  readonly value?: Value;
  readonly faults?: readonly {
    readonly code: FaultCode;
    readonly params?: Record<string, string | number | Bilingual>;
  }[];
};
/** `known` is what the same row says of the person, for citizen numbers. */
export type ValueContext = { readonly epoch1904: boolean; readonly known: KnownOfPerson };
export type ValueReader = (cell: Cell, text: string, context: ValueContext) => ValueRead;

const fault = (code: FaultCode, params: Record<string, string | number | Bilingual> = {}): ValueRead => ({
  faults: [{ code, params }],
});
const shownDay = (iso: string) => iso.split('-').reverse().join('/');

/** Made once for a column, so that lists of choices are looked up and not searched. */
export function readerOf(column: ColumnSpec): ValueReader {
  switch (column.kind) {
    case 'text':
      return (cell, text) => {
        // Classes are called 6/1, and Excel makes a day of that.
        if (isDay(cell)) return { value: text, faults: [{ code: 'textBecameDay' }] };
        const sign = formulaSign(text, column.name === true);
        if (sign) return fault('formulaText', { sign });
        if (column.maxLength !== undefined && text.length > column.maxLength) {
          const count = graphemes(text).length;
          if (count > column.maxLength) return fault('tooLong', { count, most: column.maxLength });
        }
        return { value: text };
      };
    case 'day':
      return (cell, text, { epoch1904 }) => {
        const written = typeof cell.value === 'number' ? cell.value : text;
        const read = readDay(isDay(cell) ? cell.value.day : written, {
          epoch1904,
        });
        if (!read.ok) return fault(dayFaults[read.fault]);
        if (column.earliest && read.day < column.earliest)
          return fault('dayTooEarly', { limit: shownDay(column.earliest) });
        if (column.latest && read.day > column.latest) return fault('dayTooLate', { limit: shownDay(column.latest) });
        return { value: read.day };
      };
    case 'number':
      return (cell, text) => {
        const number = typeof cell.value === 'number' ? cell.value : readNumber(text);
        if (number === undefined || !Number.isFinite(number)) return fault('notANumber');
        if (column.whole && !Number.isInteger(number)) return fault('notWhole');
        if (column.least !== undefined && number < column.least) return fault('tooSmall', { limit: column.least });
        if (column.most !== undefined && number > column.most) return fault('tooBig', { limit: column.most });
        return { value: number };
      };
    case 'year':
      return (cell, text) => {
        // A whole day where a year is asked for is as good: its year is meant.
        const written = /^(?:\d{1,2}[-/.]\d{1,2}[-/.])?(\d{4})$/.exec(text)?.[1];
        const year = typeof cell.value === 'number' ? cell.value : Number(written ?? Number.NaN);
        if (!Number.isInteger(year) || year < 1000 || year > 2999) return fault('notAYear');
        if (column.earliest !== undefined && year < column.earliest)
          return fault('dayTooEarly', { limit: String(column.earliest) });
        if (column.latest !== undefined && year > column.latest)
          return fault('dayTooLate', { limit: String(column.latest) });
        return { value: year };
      };
    case 'yesNo':
      return (_, text) => {
        const plain = plainHeading(text);
        if (yes.has(plain) || /^[✓✔☑]$/u.test(text)) return { value: true };
        return no.has(plain) ? { value: false } : fault('notYesNo');
      };
    case 'choice':
      return choiceReader(column.choices);
    case 'citizenNumber':
      return (_, text, { known }) => readCitizenNumber(text, known);
  }
}

const isDay = (cell: Cell): cell is Cell & { readonly value: { readonly day: string } } =>
  typeof cell.value === 'object' && cell.value !== null && 'day' in cell.value;

const yes = new Set(['x', 'co', 'c', 'yes', 'y', 'true', '1', 'dung']);
const no = new Set(['khong', 'k', 'ko', 'no', 'n', 'false', '0', 'sai']);

const dayFaults = {
  empty: 'notADay',
  yearOnly: 'dayYearOnly',
  twoDigitYear: 'dayTwoDigitYear',
  monthFirst: 'dayMonthFirst',
  noSuchDay: 'noSuchDay',
  notADay: 'notADay',
} as const satisfies Record<string, FaultCode>;

/**
 * The sign that would make a spreadsheet run a text as a formula when it is exported and opened elsewhere. Names never
 * begin so; in other text "+84…" and "- hộ nghèo" are honest, and only what goes on like a formula is refused.
 */
function formulaSign(text: string, name: boolean): string | undefined {
  const sign = /^[=@+-]/.exec(text)?.[0];
  if (!sign) return undefined;
  if (sign === '=' || sign === '@' || name) return sign;
  return /[(|!]|^.\s*[\d.]+\s*[-+*/]/.test(text) ? sign : undefined;
}

function choiceReader(choices: readonly Choice[]): ValueReader {
  const exact = new Map<string, Set<string>>();
  const plain = new Map<string, Set<string>>();
  const add = (map: Map<string, Set<string>>, key: string, value: string) =>
    map.set(key, (map.get(key) ?? new Set()).add(value));
  for (const { value, label, aliases = [] } of choices)
    for (const name of [value, label.vi, label.en, ...aliases]) {
      add(exact, tidy(name).toLowerCase(), value);
      add(plain, plainHeading(name), value);
    }
  const labelsOf = (values: ReadonlySet<string>): Bilingual => {
    const some = choices.filter(({ value }) => values.has(value));
    const join = (language: keyof Bilingual) =>
      some
        .slice(0, 8)
        .map(({ label }) => label[language])
        .join(', ') + (some.length > 8 ? ', …' : '');
    return { vi: join('vi'), en: join('en') };
  };
  const all = new Set(choices.map(({ value }) => value));
  return (_, text) => {
    const fitting = exact.get(text.toLowerCase()) ?? plain.get(plainHeading(text));
    if (!fitting) return fault('notAChoice', { choices: labelsOf(all) });
    const [only] = fitting;
    return fitting.size > 1 ? fault('choiceUnclear', { choices: labelsOf(fitting) }) : { value: only };
  };
}

const citizenWarnings = {
  unknownProvince: 'citizenUnknownProvince',
  sexDiffers: 'citizenSexDiffers',
  yearDiffers: 'citizenYearDiffers',
} as const satisfies Record<string, FaultCode>;

function readCitizenNumber(text: string, known: KnownOfPerson): ValueRead {
  const check = checkCitizenNumber(text, known);
  switch (check.kind) {
    case 'good':
      return { value: check.number, faults: check.warnings.map(warning => ({ code: citizenWarnings[warning] })) };
    case 'oldCard':
      return fault('citizenOldCard');
    case 'zerosLost': {
      const params = { offered: check.offered };
      return check.agrees
        ? { value: check.offered, faults: [{ code: 'citizenZerosAdded', params }] }
        : fault('citizenZerosLost', params);
    }
    case 'wrong':
      return check.fault === 'notDigits' ? fault('citizenNotDigits') : fault('citizenLength', { digits: check.digits });
  }
}
