import type { LegacyEncoding } from '../text/index.ts';
import type { Fault } from './fault.ts';
import type { ColumnMatch, GivenMapping } from './mapping.ts';
import type { Columns, RowFault, RowOfColumns } from './spec.ts';
import type { LegacyFinding } from './workbook.ts';

export type ReadRow<C extends Columns = Columns> = {
  /** The row's number in the sheet, from 1. */
  readonly row: number;
  readonly values: RowOfColumns<C>;
};

/** What a sheet says, read against a spec. */
export type Reading<C extends Columns = Columns> = {
  readonly sheet: string;
  readonly match: ColumnMatch<C>;
  /** Rows without errors (they may carry warnings), in the file's order. */
  readonly rows: readonly ReadRow<C>[];
  /** How many rows hold anything, faulty ones included. */
  readonly rowCount: number;
  readonly faults: readonly Fault[];
  /** Set where the text looks like TCVN3 or VNI and nobody has said yet: ask, then read again with `legacy`. */
  readonly legacy?: LegacyFinding;
  /** A fault that the domain itself found ("no such class"), placed at the cell it concerns. */
  faultAt(row: number, found: RowFault<C>): Fault;
};

/** `legacy: 'none'` says that the person was asked, and that the text is Unicode after all. */
export type ReadOptions<C extends Columns = Columns> = {
  readonly legacy?: LegacyEncoding | 'none';
  readonly mapping?: GivenMapping<C>;
  /** The sheet's name; without it, the sheet whose headings fit best. */
  readonly sheet?: string;
};

export type FileReading<C extends Columns = Columns> =
  | { readonly ok: true; readonly reading: Reading<C>; readonly sheetNames: readonly string[] }
  | { readonly ok: false; readonly faults: readonly Fault[] };
