import type { LegacyEncoding } from '../text/index.ts';
import type { Fault } from './fault.ts';

/** What a cell holds. Days come as ISO text ('2011-05-25') in `{ day }`: a day in a file has no time zone. */
export type CellValue = string | number | boolean | { readonly day: string } | { readonly error: string } | null;

export type Cell = {
  /** 'C12' */
  readonly address: string;
  readonly value: CellValue;
  /** The value as a person sees it: days as 25/05/2011. Not tidied: see `tidy`. */
  readonly text: string;
  readonly isFormula: boolean;
  /** The formula's own text, without its '='. */
  readonly formula?: string;
  /** The cell's font where the file names one: it tells TCVN3 (.VnTime) and VNI (VNI-Times) apart. */
  readonly font?: string;
  /** The pieces of a text of several fonts, in order. */
  readonly runs?: readonly { readonly text: string; readonly font?: string }[];
};

export type Sheet = {
  readonly name: string;
  readonly hidden: boolean;
  /** The number of the last row that holds something: rows are 1 … rowCount. */
  readonly rowCount: number;
  readonly columnCount: number;
  /** In all its cells together. */
  readonly letters: number;
  /** The address of the first cell that holds more than a list's cell does, if one. */
  readonly longCell?: string;
  /** Whether the file counts days from 1904, as old Macs did. */
  readonly epoch1904: boolean;
  /** Row from 1, column from 0. Cells are made when asked for, so that a long sheet stays small in memory. */
  cell(row: number, column: number): Cell;
  isBlankRow(row: number): boolean;
};

export type FileFormat = 'xlsx' | 'xls' | 'csv' | 'html';

export type Workbook = {
  readonly fileName: string;
  readonly format: FileFormat;
  readonly sheets: readonly Sheet[];
};

export type Opened =
  | { readonly ok: true; readonly workbook: Workbook }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** A file whose letters were made for old fonts: ask the person, then read again with `{ legacy: encoding }`. */
export type LegacyFinding = {
  readonly encoding: LegacyEncoding;
  /** 0 … 1 */
  readonly confidence: number;
  /** A few cells before and after, to show when asking. */
  readonly samples: readonly { readonly cell: string; readonly before: string; readonly after: string }[];
};
