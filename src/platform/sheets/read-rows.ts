import { fold, type KnownOfPerson, type LegacyEncoding } from '../text/index.ts';
import { addressOf } from './address.ts';
import { plainHeading } from './compare-headings.ts';
import { readLetters } from './convert-sheet.ts';
import type { Fault } from './fault.ts';
import type { GivenMapping } from './mapping.ts';
import { matchColumns } from './match-columns.ts';
import { readerOf, type Value, type ValueReader } from './read-value.ts';
import type { Reading, ReadRow } from './reading.ts';
import { faultOf } from './say.ts';
import type { ColumnSpec, Columns, RowFault, RowOfColumns, SheetSpec } from './spec.ts';
import { en } from './words/en.ts';
import { vi } from './words/vi.ts';
import type { Cell, CellValue, Sheet } from './workbook.ts';

type Column = { readonly key: string; readonly spec: ColumnSpec; readonly index: number; readonly read: ValueReader };

/** How much of a faulty cell a fault repeats. */
const mostShown = 200;

/**
 * Reads a sheet against a spec: typed rows, and every fault with its cell. A row with an error is not among the rows;
 * one with warnings is. Linear in the rows.
 *
 * Cells with formulas give the value they show, with one warning a column; a formula that calls a program or another
 * file, or whose result the file does not keep, is an error.
 */
export function readRows<C extends Columns>(
  spec: SheetSpec<C>,
  sheet: Sheet,
  options: { readonly legacy?: LegacyEncoding | 'none'; readonly mapping?: GivenMapping<C> } = {},
): Reading<C> {
  const letters = readLetters(sheet, options.legacy);
  const textOf = letters.textOf;
  const match = matchColumns(spec, sheet, options.mapping, textOf);
  const columns = columnsOf(spec.columns, match.mapping.columns);
  const faults: Fault[] = [...match.faults];
  const faulty = new Set<number>();
  const report = (fault: Fault) => {
    faults.push(fault);
    if (fault.severity === 'error' && fault.row !== undefined) faulty.add(fault.row);
  };
  const placeOf = (row: number, column: Column, value: string) => ({
    sheet: sheet.name,
    cell: addressOf(row, column.index),
    row,
    column: column.key,
    value: value.length > mostShown ? `${value.slice(0, mostShown)}…` : value,
  });

  const [sample] = letters.finding?.samples ?? [];
  if (letters.finding && sample) {
    const { encoding } = letters.finding;
    const named = { vi: vi.encodings[encoding], en: en.encodings[encoding] };
    const place = { sheet: sheet.name, cell: sample.cell, value: sample.before };
    faults.push(faultOf('legacyText', place, { encoding: named, before: sample.before, after: sample.after }));
  }

  // Without a required column no row is what its type says: cells are still read, for their faults.
  const complete = match.missing.length === 0;
  const rows: ReadRow<C>[] = [];
  const seen = new Map(columns.filter(({ spec }) => spec.unique).map(({ key }) => [key, new Map<string, Seen>()]));
  const formulas = new Map<Column, { first: Cell; row: number; count: number }>();
  let rowCount = 0;

  for (let row = match.mapping.headingRow + 1; columns.length > 0 && row <= sheet.rowCount; row++) {
    if (sheet.isBlankRow(row)) continue;
    const cells = columns.map(column => sheet.cell(row, column.index));
    const texts = cells.map((cell, index) => blankDash(textOf(cell, columns[index]?.index ?? 0)));
    if (texts.every(text => text === '')) continue;
    if (isFooter(columns, texts)) {
      faults.push(faultOf('footerRow', { sheet: sheet.name, row }, { row }));
      continue;
    }
    rowCount++;

    const values: Record<string, Value> = {};
    for (const [index, column] of columns.entries()) {
      const cell = cells[index] ?? sheet.cell(row, column.index);
      values[column.key] = readCell(row, column, cell, texts[index] ?? '', values);
    }

    // Every key stands in the row, so that a missing optional column reads as undefined and not as a surprise.
    const typed = Object.fromEntries(Object.keys(spec.columns).map(key => [key, values[key]])) as RowOfColumns<C>;
    if (complete && !faulty.has(row)) for (const found of spec.check?.(typed) ?? []) report(faultAt(row, found));
    rows.push({ row, values: typed });
  }

  for (const [column, { first, row, count }] of formulas)
    faults.push(
      faultOf('formulaUsed', placeOf(row, column, `=${first.formula}`), { heading: column.spec.heading, count }),
    );
  if (rowCount === 0 && columns.length > 0) {
    const row = match.mapping.headingRow + 1;
    faults.push(faultOf('noRows', { sheet: sheet.name }, { row: String(row) }));
  }

  function readCell(row: number, column: Column, cell: Cell, text: string, values: Record<string, Value>): Value {
    const { spec } = column;
    const place = placeOf(row, column, cell.formula === undefined ? cell.text : `=${cell.formula}`);
    if (isError(cell.value)) {
      report(faultOf('cellError', place, { value: cell.value.error }));
      return undefined;
    }
    if (cell.isFormula) {
      const fault = formulaFault(cell);
      if (fault) {
        report(faultOf(fault, place));
        return undefined;
      }
      const counted = formulas.get(column);
      if (counted) counted.count++;
      else formulas.set(column, { first: cell, row, count: 1 });
    }
    if (text === '') {
      if (spec.required) report(faultOf('required', place, { heading: spec.heading }));
      return undefined;
    }
    const read = column.read(cell, text, { epoch1904: sheet.epoch1904, known: knownOf(spec, values) });
    for (const { code, params } of read.faults ?? []) report(faultOf(code, place, params));
    if (spec.unique && read.value !== undefined) checkUnique(row, column, cell, read.value);
    return read.value;
  }

  /** Both rows are told of the other. */
  function checkUnique(row: number, column: Column, cell: Cell, value: string | number | boolean): void {
    const others = seen.get(column.key);
    const key = fold(String(value));
    const other = others?.get(key);
    const { heading } = column.spec;
    if (!other) {
      others?.set(key, { row, shown: cell.text, told: false });
      return;
    }
    report(faultOf('duplicate', placeOf(row, column, cell.text), { heading, other: String(other.row) }));
    if (!other.told)
      report(faultOf('duplicate', placeOf(other.row, column, other.shown), { heading, other: String(row) }));
    other.told = true;
  }

  function faultAt(row: number, found: RowFault<C>): Fault {
    const column = columns.find(({ key }) => key === found.column);
    const place = column ? placeOf(row, column, sheet.cell(row, column.index).text) : { sheet: sheet.name, row };
    return { ...place, ...found };
  }

  return {
    sheet: sheet.name,
    match,
    rows: complete ? rows.filter(({ row }) => !faulty.has(row)) : [],
    rowCount,
    faults: faults.sort((a, b) => (a.row ?? 0) - (b.row ?? 0)),
    ...(letters.finding ? { legacy: letters.finding } : {}),
    faultAt,
  };
}

const isError = (value: CellValue): value is { readonly error: string } =>
  typeof value === 'object' && value !== null && 'error' in value;

type Seen = { readonly row: number; readonly shown: string; told: boolean };

/** Citizen numbers are read last, when birth day and sex of the row are known. */
function columnsOf(specs: Columns, indexes: { readonly [key: string]: number | undefined }): Column[] {
  return Object.entries(specs)
    .flatMap(([key, column]): Column[] => {
      const index = indexes[key];
      return index === undefined ? [] : [{ key, spec: column, index, read: readerOf(column) }];
    })
    .sort((a, b) => Number(a.spec.kind === 'citizenNumber') - Number(b.spec.kind === 'citizenNumber'));
}

function knownOf(spec: ColumnSpec, values: Readonly<Record<string, Value>>): KnownOfPerson {
  if (spec.kind !== 'citizenNumber') return {};
  const birthDay = spec.birthDay === undefined ? undefined : values[spec.birthDay];
  const sex = spec.sex === undefined ? undefined : values[spec.sex];
  return {
    ...(typeof birthDay === 'string' ? { birthDay } : {}),
    ...(sex === 'male' || sex === 'female' ? { sex } : {}),
  };
}

/** A dash alone is how people leave a cell empty. */
const blankDash = (text: string) => (/^[-–—]$/.test(text) ? '' : text);

function formulaFault(cell: Cell): 'formulaReachesOut' | 'formulaWithoutValue' | undefined {
  if (
    /\bcmd\b|\||WEBSERVICE|HYPERLINK\s*\(|IMPORT(?:XML|DATA|HTML|FEED|RANGE)|https?:|\[[^\]]+\.xl|\bCALL\s*\(|\bEXEC\s*\(/i.test(
      cell.formula ?? '',
    )
  )
    return 'formulaReachesOut';
  return cell.value === null ? 'formulaWithoutValue' : undefined;
}

const footers =
  /^(tong so|tong cong|cong$|danh sach nay co|nguoi lap|hieu truong|thu truong|ke toan|ngay \d* ?thang|\S+(?: \S+){0,3} ngay \d+ thang)\b/;

/** Totals and signatures below the list: a row that lacks what is required and says nothing else. */
function isFooter(columns: readonly Column[], texts: readonly string[]): boolean {
  if (!columns.some(({ spec }, index) => spec.required && texts[index] === '')) return false;
  const said = texts.filter(text => text !== '');
  const isFooterText = (text: string) => footers.test(plainHeading(text));
  return said.some(isFooterText) && said.every(text => isFooterText(text) || /^[(\d]/.test(text));
}
