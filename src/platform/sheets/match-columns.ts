import { letterOf } from './address.ts';
import { fitsOf, type KnownNames, knownNames, type WrittenHeading } from './compare-headings.ts';
import type { Fault } from './fault.ts';
import type { ColumnMatch, GivenMapping, Heading } from './mapping.ts';
import { faultOf } from './say.ts';
import type { Columns, SheetSpec } from './spec.ts';
import type { Cell, Sheet } from './workbook.ts';

/** Titles, the school's name and the year stand above the headings of most files. */
const lastRowOfHeading = 30;

/** A heading as it may stand: in one row, or in two where a merged cell spans several columns. */
type Candidate = { readonly row: number; readonly written: readonly WrittenHeading[] };
type Found = Map<string, { readonly indexes: number[]; fit: number }>;

/** Reads a cell's text; headings in old fonts are made Unicode here. */
export type TextOf = (cell: Cell, column: number) => string;

/**
 * Finds the row of headings and which column is which. Headings are compared without marks, case and punctuation;
 * what the person mapped by hand (`given`) goes before everything.
 */
export function matchColumns<C extends Columns>(
  spec: SheetSpec<C>,
  sheet: Sheet,
  given: GivenMapping<C> = {},
  textOf: TextOf = cell => cell.text,
): ColumnMatch<C> {
  const names = knownNames(spec.columns);
  const candidates = candidatesOf(sheet, textOf, given.headingRow);
  let best = { candidate: candidates[0], found: new Map() as Found, score: -1 };
  for (const candidate of candidates) {
    const found = findColumns(candidate, names);
    const score = found.size * 100 + [...found.values()].reduce((sum, { fit }) => sum + fit, 0);
    if (score > best.score) best = { candidate, found, score };
  }
  const recognised = best.candidate !== undefined && (best.found.size > 0 || given.headingRow !== undefined);
  const written = recognised ? (best.candidate?.written ?? []) : [];
  const headingRow = skipNumbering(sheet, recognised ? (best.candidate?.row ?? 1) : (given.headingRow ?? 1));

  const faults: Fault[] = [];
  const columns: Record<string, number> = {};
  for (const [key, column] of Object.entries(spec.columns)) {
    const chosen = given.columns?.[key];
    if (chosen === null) continue;
    const found = best.found.get(key);
    const [index] = chosen === undefined ? (found?.indexes ?? []) : [chosen];
    if (index !== undefined) columns[key] = index;
    if (chosen === undefined && found && found.indexes.length > 1)
      faults.push(
        faultOf(
          'columnTwice',
          { sheet: sheet.name, row: headingRow, column: key },
          { heading: column.heading, letters: found.indexes.map(letterOf).join(', ') },
        ),
      );
  }
  const missing = Object.keys(spec.columns).filter(key => spec.columns[key]?.required && columns[key] === undefined);
  if (Object.keys(columns).length === 0)
    faults.unshift(faultOf('headingNotFound', { sheet: sheet.name }, { sheet: sheet.name }));
  else
    for (const key of missing)
      faults.push(
        faultOf('columnMissing', { sheet: sheet.name, column: key }, { heading: spec.columns[key]?.heading ?? key }),
      );

  const keyAt = new Map(Object.entries(columns).map(([key, index]) => [index, key]));
  const headings = written.flatMap(({ above, below }, index): Heading<C>[] => {
    const text = [above, below].filter(part => part !== '').join(' · ');
    const column = keyAt.get(index);
    if (text === '' && column === undefined) return [];
    return [{ index, letter: letterOf(index), text, ...(column === undefined ? {} : { column }) }];
  });
  return {
    mapping: { headingRow, columns: columns as ColumnMatch<C>['mapping']['columns'] },
    headings,
    missing,
    unknown: headings.filter(heading => heading.column === undefined),
    faults,
  };
}

function candidatesOf(sheet: Sheet, textOf: TextOf, givenRow?: number): Candidate[] {
  const rowOf = (row: number) =>
    Array.from({ length: sheet.columnCount }, (_, column) => textOf(sheet.cell(row, column), column).trim());
  const alone = (row: number): Candidate => ({ row, written: rowOf(row).map(above => ({ above, below: '' })) });
  /** A merged cell's text stands in its first column only: it holds for the columns after it that have one below. */
  const together = (row: number): Candidate => {
    const above = rowOf(row);
    let spanning = '';
    const written = rowOf(row + 1).map((below, column) => {
      const own = above[column] ?? '';
      if (own !== '') spanning = own;
      return { above: below === '' ? own : spanning, below };
    });
    return { row: row + 1, written };
  };
  const last = Math.min(lastRowOfHeading, sheet.rowCount);
  const candidates: Candidate[] = [];
  for (let row = 1; row <= last; row++) {
    if (!sheet.isBlankRow(row)) candidates.push(alone(row));
    if (row < last && !sheet.isBlankRow(row) && !sheet.isBlankRow(row + 1)) candidates.push(together(row));
  }
  return givenRow === undefined ? candidates : candidates.filter(candidate => candidate.row === givenRow);
}

/** Every heading goes to the column it fits best, the best fits first. */
function findColumns({ written }: Candidate, names: KnownNames): Found {
  const fits = written.flatMap((heading, index) =>
    Array.from(fitsOf(heading, names), ([key, fit]) => ({ index, key, fit })),
  );
  const found: Found = new Map();
  const taken = new Set<number>();
  for (const { index, key, fit } of fits.sort((a, b) => b.fit - a.fit || a.index - b.index)) {
    if (taken.has(index)) continue;
    const other = found.get(key);
    // A second heading that fits as well is a doubt; one that fits less well is another column.
    if (other && other.fit > fit) continue;
    taken.add(index);
    if (other) other.indexes.push(index);
    else found.set(key, { indexes: [index], fit });
  }
  return found;
}

/** Official forms number their columns, (1) (2) (3) or A B 1 2, in a row below the headings. */
function skipNumbering(sheet: Sheet, headingRow: number): number {
  const below = headingRow + 1;
  if (below > sheet.rowCount) return headingRow;
  const texts = Array.from({ length: sheet.columnCount }, (_, column) => sheet.cell(below, column).text.trim()).filter(
    text => text !== '',
  );
  const numbers = texts.filter(text => /^\(?\d{1,3}\)?$/.test(text)).map(text => Number(text.replace(/\D/g, '')));
  const counted = numbers.every((number, index) => index === 0 || number === (numbers[index - 1] ?? 0) + 1);
  const letters = texts.filter(text => /^\(?[A-E]\)?$/.test(text)).length;
  const isNumbering = texts.length > 2 && numbers.length > 1 && counted && numbers.length + letters === texts.length;
  return isNumbering ? below : headingRow;
}
