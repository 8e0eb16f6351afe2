import { createHash } from 'node:crypto';
import { type Bilingual, type Cell, openWorkbook, type Sheet } from '#platform/sheets/index.ts';
import { fold, readDay, tidy } from '#platform/text/index.ts';
import { type HeadingRole, rolesOf, type SheetHeading } from '../rules/mark-headings.ts';

/** One cell of a file that holds something for the sheet. */
export interface FileCell {
  /** "D7" */
  address: string;
  role: HeadingRole;
  text: string;
}

export interface FileRow {
  /** From 1, as the file counts. */
  row: number;
  code: string;
  name: string;
  birthDay: string | undefined;
  cells: FileCell[];
}

export interface MarksFile {
  sheet: string;
  headings: SheetHeading[];
  roles: HeadingRole[];
  /** Which headings these are, for what was chosen by hand to be remembered. */
  headingsHash: string;
  rows: FileRow[];
}

export type MarksFileRead = { ok: true; file: MarksFile } | { ok: false; faults: Bilingual[] };

/** A heading stands near the top, below the names of the school and the list. */
const LAST_HEADING_ROW = 25;

const textAt = (sheet: Sheet, row: number, column: number) => tidy(sheet.cell(row, column).text);

interface Head {
  sheet: Sheet;
  headings: SheetHeading[];
  /** The first row of pupils. */
  from: number;
}

/** The line of headings: the first that names pupils. Where its next line continues it (1 2 3 4 under "ĐĐGtx"), both. */
function findHead(sheet: Sheet): Head | undefined {
  for (let row = 1; row <= Math.min(LAST_HEADING_ROW, sheet.rowCount); row++) {
    const texts = Array.from({ length: sheet.columnCount }, (_, column) => textAt(sheet, row, column));
    const plain = rolesOf(
      texts.map((above, index) => ({ index, above, below: '' })),
      false,
    );
    const named = plain.findIndex(role => role === 'name' || role === 'given-name' || role === 'code');
    if (named < 0 || texts.filter(Boolean).length < 2) continue;
    const below = Array.from({ length: sheet.columnCount }, (_, column) => textAt(sheet, row + 1, column));
    const continues = below[named] === '' && below.some(Boolean);
    let last = '';
    const headings = texts.map((above, index): SheetHeading => {
      if (above !== '') last = above;
      const under = continues ? (below[index] ?? '') : '';
      return { index, above: above === '' && under !== '' ? last : above, below: under };
    });
    return { sheet, headings, from: row + (continues ? 2 : 1) };
  }
  return undefined;
}

const hashOfHeadings = (headings: readonly SheetHeading[]): string =>
  createHash('sha256')
    .update(JSON.stringify(headings.map(each => [fold(each.above), fold(each.below)])))
    .digest('hex');

/** A number as it stands in a cell: 7.5 and not "7.500000000001"; text as typed. */
const written = ({ value, text }: Cell): string =>
  typeof value === 'number' ? String(Math.round(value * 1000) / 1000).replace('.', ',') : tidy(text);

function rowsOf({ sheet, from, headings }: Head, roles: readonly HeadingRole[]): FileRow[] {
  const rows: FileRow[] = [];
  const columnOf = (role: HeadingRole) => roles.indexOf(role);
  // "Họ và tên" over two columns: the given name stands beside, under no heading of its own.
  const beside = headings[columnOf('name') + 1];
  const isSplit = beside !== undefined && beside.above === '' && beside.below === '';
  const wholeName = (row: number) =>
    tidy(`${textAt(sheet, row, columnOf('name'))} ${isSplit ? textAt(sheet, row, columnOf('name') + 1) : ''}`);
  for (let row = from; row <= sheet.rowCount; row++) {
    const of = (role: HeadingRole) => (columnOf(role) < 0 ? '' : textAt(sheet, row, columnOf(role)));
    const name = of('name') ? wholeName(row) : [of('family-name'), of('given-name')].filter(Boolean).join(' ');
    const code = of('code');
    if (name === '' && code === '') continue;
    const born = readDay(of('birth'));
    const cells = roles.flatMap((role, column): FileCell[] => {
      if (role === 'none' || !(role === 'comment' || role.includes('.'))) return [];
      const cell = sheet.cell(row, column);
      const text = written(cell);
      return text === '' ? [] : [{ address: cell.address, role, text }];
    });
    rows.push({ row, code, name, birthDay: 'day' in born ? born.day : undefined, cells });
  }
  return rows;
}

/**
 * Reads a file of marks as schools have them: ours, or as vnEdu and SMAS write them. Of several sheets the class's own, else the
 * first with headings.
 * @param chosen what was matched by hand for such headings, by the column's place
 */
export async function readMarksFile(
  bytes: Uint8Array,
  fileName: string,
  {
    klass,
    isPrimary,
    chosen,
  }: { klass: string; isPrimary: boolean; chosen?: (hash: string) => Promise<HeadingRole[] | undefined> },
): Promise<MarksFileRead> {
  const opened = await openWorkbook(bytes, fileName);
  if (!opened.ok)
    return {
      ok: false,
      faults: opened.faults.map(fault => ({
        vi: `${fault.message.vi} ${fault.mend.vi}`,
        en: `${fault.message.en} ${fault.mend.en}`,
      })),
    };
  const heads = opened.workbook.sheets
    .flatMap(sheet => (sheet.hidden ? [] : [findHead(sheet)]))
    .filter(head => head !== undefined);
  const head =
    heads.find(each =>
      fold(each.sheet.name)
        .split(/[^\p{L}\p{N}]+/u)
        .includes(fold(klass)),
    ) ?? heads[0];
  if (!head)
    return {
      ok: false,
      faults: [
        {
          vi: 'Không tìm thấy dòng tiêu đề có cột “Họ và tên” hoặc “Mã học sinh”: hãy dùng tệp mẫu.',
          en: 'No line of headings with “Họ và tên” or “Mã học sinh” was found: use the template.',
        },
      ],
    };
  const headingsHash = hashOfHeadings(head.headings);
  const roles = (await chosen?.(headingsHash)) ?? rolesOf(head.headings, isPrimary);
  return {
    ok: true,
    file: { sheet: head.sheet.name, headings: head.headings, roles, headingsHash, rows: rowsOf(head, roles) },
  };
}
