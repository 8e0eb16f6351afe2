import type { TableCell } from './block.ts';
import type { PdfLine, Segment } from './pdf-page.ts';

export interface GridLine {
  readonly text: string;
  readonly cell: TableCell;
  readonly continues: boolean;
}

/** A table's rows by their first line; its other lines have an empty row, for their text stands in the first. */
export type Grid = ReadonlyMap<PdfLine, readonly GridLine[]>;

interface Zone {
  readonly lines: PdfLine[];
  gutters: Gutter[];
}

interface Gutter {
  from: number;
  to: number;
}

const order = /^(?:stt|tt|số tt)\.?$/iu;
const ends = /^(?:nơi nhận|phụ lục|ghi chú\s*:)/iu;
const narrowest = 3;

/**
 * Tables of a .pdf have no cells, only text that stands in columns. A table begins at a line headed 'TT' or 'STT' and
 * goes on while the gutters between its columns stay empty; a row begins where the first column says something.
 */
export function readGrid(lines: readonly PdfLine[]): Grid {
  const grid = new Map<PdfLine, GridLine[]>();
  let table = 0;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at];
    if (!line || line.pieces.length < 3 || !line.pieces.some(piece => order.test(piece.text.trim()))) continue;
    const zone = growZone(lines, at);
    if (zone.lines.length < 2) continue;
    readZone(zone, table++, grid);
    at = lines.lastIndexOf(zone.lines.at(-1) ?? line);
  }
  return grid;
}

/** The lines from the header on that leave as many gutters free as the header has. */
function growZone(lines: readonly PdfLine[], from: number): Zone {
  const first = lines[from];
  if (!first) return { lines: [], gutters: [] };
  // Headings of two lines stand above and below the line that says 'TT'.
  let start = from;
  const zone: Zone = { lines: [first], gutters: gutters([first]) };
  for (let above = from - 1; above >= from - 2; above--) {
    const line = lines[above];
    const wide = line && line.y - (lines[above + 1]?.y ?? 0) < line.size * 1.6 && line.pieces.length > 1;
    const free = wide ? gutters([line, ...zone.lines]) : [];
    if (!line || free.length < zone.gutters.length) break;
    zone.lines.unshift(line);
    zone.gutters = free;
    start = above;
  }
  const columns = zone.gutters.length;
  for (const line of lines.slice(start + zone.lines.length)) {
    const text = line.pieces
      .map(piece => piece.text)
      .join(' ')
      .trim();
    const free = gutters([...zone.lines.filter(each => !isSpanning(each)), line]);
    if (ends.test(text)) break;
    if (free.length >= columns) zone.gutters = free;
    else if (!isSpanning(line)) break;
    zone.lines.push(line);
  }
  while (zone.lines.length > 1 && isSpanning(zone.lines.at(-1))) zone.lines.pop();
  return zone;
}

/** 'I. NHÓM NHIỆM VỤ …': a heading over the columns. */
const isSpanning = (line: PdfLine | undefined) => {
  const text =
    line?.pieces
      .map(piece => piece.text)
      .join(' ')
      .trim() ?? '';
  return /^(?:[IVX]+|[A-H])[.\s)]\s*\p{Lu}/u.test(text) && text.length < 100;
};

/** Upright stretches that no piece of text enters, between the leftmost and the rightmost. */
function gutters(lines: readonly PdfLine[]): Gutter[] {
  const pieces = lines.flatMap(line => line.pieces).toSorted((a, b) => a.left - b.left);
  const free: Gutter[] = [];
  let right = pieces[0]?.right ?? 0;
  for (const piece of pieces) {
    if (piece.left - right >= narrowest) free.push({ from: right, to: piece.left });
    right = Math.max(right, piece.right);
  }
  return free;
}

function readZone(zone: Zone, table: number, grid: Map<PdfLine, GridLine[]>): void {
  const bounds = zone.gutters.map(gutter => (gutter.from + gutter.to) / 2);
  const columnOf = (piece: Segment) => bounds.filter(bound => (piece.left + piece.right) / 2 > bound).length;
  let row = -1;
  let first: PdfLine | undefined;
  let begun = false;
  let header = '';
  for (const line of zone.lines) {
    const lead = line.pieces.find(piece => columnOf(piece) === 0)?.text.trim() ?? '';
    const numbered = /^(?:\d+(?:\.\d+)*|[IVX]+|[A-H])(?:[.)]|\s|$)/u.test(lead) || isSpanning(line);
    const text = line.pieces.map(piece => piece.text.trim()).join(' ');
    if (first === undefined || (numbered && !(begun && text === header))) {
      row++;
      first = line;
      begun ||= numbered;
      grid.set(line, []);
    } else grid.set(line, grid.get(line) ?? []);
    if (!begun) header ||= text;
    const cells = grid.get(first);
    const columns =
      isSpanning(line) && line.pieces.some(piece => bounds.some(bound => piece.left < bound && piece.right > bound));
    for (const [column, words] of Map.groupBy(line.pieces, columns ? () => 0 : columnOf)) {
      const said = words
        .map(piece => piece.text.trim())
        .join(' ')
        .replace(/\s+/gu, ' ');
      const before = cells?.findLast(each => each.cell.column === column);
      const cell = { table, row, column, rows: 1, columns: columns ? bounds.length + 1 : 1 };
      const letter = Math.max(...words.map(piece => (piece.right - piece.left) / Math.max(piece.text.length, 1)));
      const full =
        before !== undefined &&
        (before.text.length + 1 + (said.split(' ')[0] ?? '').length) * letter > widthOf(zone, bounds, column);
      cells?.push({ text: said, cell, continues: full });
    }
  }
  for (const line of zone.lines) grid.get(line)?.sort((a, b) => a.cell.column - b.cell.column);
}

function widthOf(zone: Zone, bounds: readonly number[], column: number): number {
  const left =
    column === 0
      ? Math.min(...zone.lines.flatMap(line => line.pieces.map(piece => piece.left)))
      : (zone.gutters[column - 1]?.to ?? 0);
  const right = bounds[column] ?? Math.max(...zone.lines.flatMap(line => line.pieces.map(piece => piece.right)));
  return right - left;
}
