import {
  type CellStyle,
  type CellValue,
  type Cell as HucreCell,
  openXlsx,
  saveXlsx,
  type WriteSheet,
  writeXlsx,
} from 'hucre';
import type { Bilingual, Fault, Severity } from './fault.ts';
import { openWorkbook } from './open-workbook.ts';
import { area } from './open-xlsx.ts';
import { en } from './words/en.ts';
import { vi } from './words/vi.ts';
import type { Sheet } from './workbook.ts';
import { cellText, cellValueFor, headingStyle } from './write-table.ts';

const author = 'Rông';
const colours: Record<Severity, string> = { error: 'FFC7CE', warning: 'FFEB9C' };
/** Excel opens slowly with more notes than this; beyond it cells are coloured and listed, without a note. */
const mostNotes = 2_000;

type Marks = ReadonlyMap<string, { readonly severity: Severity; readonly note: string }>;

/**
 * The person's own file with the faults in it: cells coloured, a note at each, and a sheet that lists them all. An
 * .xlsx keeps its cells, styles and other sheets; other formats come as an .xlsx with the same values. Marks of an
 * earlier round are taken away. Undefined where the file cannot be opened at all.
 */
export async function markFaults(
  bytes: Uint8Array,
  fileName: string,
  faults: readonly Fault[],
  language: keyof Bilingual,
): Promise<Uint8Array | undefined> {
  const opened = await openWorkbook(bytes, fileName);
  if (!opened.ok) return undefined;
  const list = faultSheet(faults, language);
  const marksOf = (sheet: string) => marksByCell(faults, sheet, language);
  if (opened.workbook.format !== 'xlsx') {
    const sheets = opened.workbook.sheets.map(sheet => copySheet(sheet, marksOf(sheet.name)));
    return writeXlsx({ sheets: [...sheets, list], activeSheet: sheets.length });
  }
  const workbook = await openXlsx(bytes, { range: area, readStyles: true });
  workbook.sheets = workbook.sheets.filter(({ name }) => name !== vi.sheets.faults && name !== en.sheets.faults);
  for (const sheet of workbook.sheets) {
    sheet.cells = withoutOldMarks(sheet.cells);
    for (const [position, { severity, note }] of marksOf(sheet.name)) {
      const [row = 0, column = 0] = position.split(',').map(Number);
      const cell = sheet.cells.get(position) ?? { value: sheet.rows[row]?.[column] ?? null, type: 'empty' };
      sheet.cells.set(position, {
        ...cell,
        style: { ...cell.style, ...fill(severity) },
        ...(note ? { comment: { author, text: note } } : {}),
      });
    }
  }
  workbook.sheets.push(list);
  workbook.activeSheet = workbook.sheets.length - 1;
  return saveXlsx(workbook);
}

const fill = (severity: Severity): CellStyle => ({
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: colours[severity] } },
});

function withoutOldMarks(cells: ReadonlyMap<string, HucreCell> = new Map()): Map<string, HucreCell> {
  return new Map(
    Array.from(cells, ([position, cell]) => {
      const { fill: colour, ...style } = cell.style ?? {};
      const marked =
        colour?.type === 'pattern' && Object.values(colours).some(rgb => colour.fgColor?.rgb?.endsWith(rgb) === true);
      const { comment, ...bare } = cell;
      return [
        position,
        {
          ...bare,
          ...(comment && comment.author !== author ? { comment } : {}),
          ...(cell.style ? { style: marked ? style : cell.style } : {}),
        },
      ];
    }),
  );
}

/** By 'row,column' from 0; where a cell has several faults, the gravest gives the colour. */
function marksByCell(faults: readonly Fault[], sheet: string, language: keyof Bilingual): Marks {
  const marks = new Map<string, { severity: Severity; note: string }>();
  for (const fault of faults) {
    const [, letters = '', row = ''] = /^([A-Z]+)(\d+)$/.exec(fault.cell ?? '') ?? [];
    if (fault.sheet !== sheet || letters === '') continue;
    const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
    const position = `${Number(row) - 1},${column}`;
    const other = marks.get(position);
    const note = marks.size < mostNotes ? `${fault.message[language]}\n→ ${fault.mend[language]}` : '';
    marks.set(position, {
      severity: other?.severity === 'error' ? 'error' : fault.severity,
      note: [other?.note, note].filter(part => part).join('\n\n'),
    });
  }
  return marks;
}

function faultSheet(faults: readonly Fault[], language: keyof Bilingual) {
  const words = (language === 'vi' ? vi : en).sheets;
  const headings = [words.sheet, words.cell, words.value, words.severity, words.fault, words.mend];
  const cells = new Map<string, HucreCell>(
    headings.map((value, index) => [`0,${index}`, { value, type: 'string', style: headingStyle }]),
  );
  faults.forEach((fault, index) => {
    if (!fault.sheet || !fault.cell) return;
    const location = `'${fault.sheet.replaceAll("'", "''")}'!${fault.cell}`;
    cells.set(`${index + 1},1`, { value: fault.cell, type: 'string', hyperlink: { target: '', location } });
  });
  return {
    name: words.faults,
    columns: [20, 8, 28, 10, 60, 60].map(width => ({ width, style: { numFmt: '@' } })),
    rows: [
      headings,
      ...faults.map((fault): CellValue[] => [
        cellText(fault.sheet ?? ''),
        fault.cell ?? '',
        cellText(fault.value ?? ''),
        words[fault.severity],
        cellText(fault.message[language]),
        cellText(fault.mend[language]),
      ]),
    ],
    cells,
    freezePane: { rows: 1 },
  };
}

/** A sheet of another format with its values: text stays text. */
function copySheet(sheet: Sheet, marks: Marks): WriteSheet {
  const cells = new Map<string, Partial<HucreCell>>();
  const rows = Array.from({ length: sheet.rowCount }, (_, row) =>
    Array.from({ length: sheet.columnCount }, (_, column) => {
      const { value, text } = sheet.cell(row + 1, column);
      const mark = marks.get(`${row},${column}`);
      const isDay = typeof value === 'object' && value !== null && 'day' in value;
      const numFmt = isDay ? 'dd/mm/yyyy' : typeof value === 'string' ? '@' : 'General';
      if (numFmt !== 'General' || mark)
        cells.set(`${row},${column}`, {
          style: { numFmt, ...(mark ? fill(mark.severity) : {}) },
          ...(mark?.note ? { comment: { author, text: mark.note } } : {}),
        });
      if (isDay) return cellValueFor('day', value.day);
      return typeof value === 'object' ? text || null : typeof value === 'string' ? cellText(value) : value;
    }),
  );
  return { name: sheet.name, hidden: sheet.hidden, rows, cells };
}
