import { type CellValue, type DataValidation, type WriteSheet, writeXlsx } from 'hucre';
import { letterOf } from './address.ts';
import type { Bilingual } from './fault.ts';
import { fillIn } from './say.ts';
import type { ColumnSpec, Columns, RowOfColumns, SheetSpec } from './spec.ts';
import { en } from './words/en.ts';
import { vi } from './words/vi.ts';
import { cellText, cellValueFor, formats, headingStyle, sheetName, type TableKind } from './write-table.ts';

export type TemplateOptions<C extends Columns> = {
  readonly language: keyof Bilingual;
  /** Filled in already: everything imported is exported again by the same form. */
  readonly rows?: readonly RowOfColumns<C>[];
  /** What to know before filling it in, a sentence a line, above the columns in the guide. */
  readonly guide?: readonly Bilingual[];
};

/** Empty rows that already have their formats and lists. */
const spareRows = 500;

/**
 * The file that a school fills in: headings (required ones starred), what to write at each cell, lists to choose from,
 * codes kept as text so that leading zeros stay, a sheet that explains every column. What it holds, `readRows` reads
 * back the same.
 */
export async function writeTemplate<C extends Columns>(
  spec: SheetSpec<C>,
  { language, rows = [], guide = [] }: TemplateOptions<C>,
): Promise<Uint8Array> {
  const words = language === 'vi' ? vi : en;
  const columns = Object.entries(spec.columns);
  const lists = listsOf(spec.columns, language, words.sheets);
  const lastRow = 1 + rows.length + spareRows;

  const headings = columns.map(([, column]) => column.heading[language] + (column.required ? ' *' : ''));
  const filled = rows.map(row => columns.map(([key, column]) => writeValue(column, row[key], language)));
  const spare = Array.from({ length: spareRows }, () => columns.map((): CellValue => null));
  const main: WriteSheet = {
    name: sheetName(spec.title[language]),
    columns: columns.map(([, column], index) => ({
      width: Math.max(12, Math.min(40, (headings[index] ?? '').length + 4), column.kind === 'text' ? 20 : 0),
      style: { numFmt: formats[kindOf(column)] },
    })),
    rows: [headings, ...filled, ...spare],
    cells: new Map(headings.map((_, index) => [`0,${index}`, { style: headingStyle }])),
    freezePane: { rows: 1 },
    dataValidations: columns.map(([key, column], index): DataValidation => {
      const letter = letterOf(index);
      const list = lists.find(found => found.key === key);
      return {
        range: `${letter}2:${letter}${lastRow}`,
        allowBlank: true,
        showInputMessage: true,
        inputTitle: words.inputTitle,
        // Excel takes 255 characters here.
        inputMessage: helpOf(column, language).slice(0, 250),
        ...(list
          ? {
              type: 'list',
              formula1: `'${words.sheets.lists}'!$${list.letter}$2:$${list.letter}$${list.labels.length + 1}`,
              showErrorMessage: true,
              // A warning and not a stop: lists grow, and the import says what it does not know.
              errorStyle: 'warning',
              errorTitle: words.choiceTitle,
              errorMessage: words.choiceMessage,
            }
          : { type: 'custom', formula1: 'TRUE' }),
      };
    }),
  };
  return writeXlsx({
    sheets: [
      main,
      guideSheet(spec.columns, language, guide, words.sheets),
      ...(lists.length === 0 ? [] : [listSheet(lists, words.sheets.lists)]),
    ],
  });
}

function kindOf(column: ColumnSpec): TableKind {
  if (column.kind === 'day') return 'day';
  return column.kind === 'number' || column.kind === 'year' ? 'number' : 'text';
}

function writeValue(column: ColumnSpec, value: unknown, language: keyof Bilingual): CellValue {
  const words = language === 'vi' ? vi : en;
  if (typeof value === 'boolean') return value ? words.sheets.yes : words.sheets.no;
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  if (column.kind === 'choice') {
    const choice = column.choices.find(found => found.value === value);
    return cellText(choice?.label[language] ?? String(value));
  }
  return cellValueFor(kindOf(column), value);
}

type List = {
  readonly key: string;
  readonly letter: string;
  readonly heading: string;
  readonly labels: readonly string[];
};

function listsOf(columns: Columns, language: keyof Bilingual, words: { yes: string; no: string }): List[] {
  return Object.entries(columns)
    .flatMap(([key, column]) => {
      const heading = column.heading[language];
      if (column.kind === 'yesNo') return [{ key, heading, labels: [words.yes, words.no] }];
      if (column.kind !== 'choice' || column.choices.length === 0) return [];
      return [{ key, heading, labels: column.choices.map(({ label }) => label[language]) }];
    })
    .map((list, index) => ({ ...list, letter: letterOf(index) }));
}

function listSheet(lists: readonly List[], name: string): WriteSheet {
  const longest = Math.max(...lists.map(({ labels }) => labels.length));
  const rows = Array.from({ length: longest }, (_, row) => lists.map(({ labels }): CellValue => labels[row] ?? null));
  return {
    name,
    hidden: true,
    columns: lists.map(() => ({ width: 24 })),
    rows: [lists.map(list => list.heading), ...rows],
  };
}

function guideSheet(
  specs: Columns,
  language: keyof Bilingual,
  guide: readonly Bilingual[],
  words: typeof vi.sheets,
): WriteSheet {
  const lines = guide.map((line): CellValue[] => [line[language]]);
  const before = lines.length === 0 ? [] : [...lines, []];
  const columns = Object.values(specs);
  const headingRow = before.length;
  return {
    name: words.guide,
    columns: [{ width: 32 }, { width: 12 }, { width: 80 }],
    rows: [
      ...before,
      [words.column, words.required, words.howToFill],
      ...columns.map((column): CellValue[] => [
        column.heading[language],
        column.required ? words.yes : '',
        helpOf(column, language),
      ]),
    ],
    cells: new Map([0, 1, 2].map(index => [`${headingRow},${index}`, { style: headingStyle }])),
  };
}

/** The column's own help, then what its kind asks for. */
function helpOf(column: ColumnSpec, language: keyof Bilingual): string {
  const { help } = language === 'vi' ? vi : en;
  const kind =
    column.kind === 'text' && column.maxLength !== undefined
      ? fillIn(help.textMost, { most: column.maxLength })
      : help[column.kind];
  return column.help ? `${column.help[language]}. ${kind}.` : `${kind}.`;
}
