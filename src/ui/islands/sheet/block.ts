import type { Open, Place, Size } from './cursor.ts';

/**
 * A block of cells as Excel and its kin put it on the clipboard: tabs between cells, a line a row, one more line break at the
 * end; a cell that holds tabs, line breaks or quotes stands in quotes, quotes in it doubled.
 */
export function readBlock(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let rest = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n').replace(/\n$/, '');
  for (;;) {
    const quoted = /^"((?:[^"]|"")*)"(?=[\t\n]|$)/.exec(rest);
    const cell = quoted ?? /^[^\t\n]*/.exec(rest);
    row.push(quoted ? (quoted[1] ?? '').replaceAll('""', '"') : (cell?.[0] ?? ''));
    rest = rest.slice(cell?.[0].length ?? 0);
    const after = rest[0];
    rest = rest.slice(1);
    if (after === '\t') continue;
    rows.push(row);
    if (after === undefined) return rows;
    row = [];
  }
}

export const writeBlock = (rows: readonly (readonly string[])[]): string =>
  rows
    .map(row => row.map(cell => (/[\t\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join('\t'))
    .join('\n');

export interface Placed {
  writes: (Place & { text: string })[];
  /** Cells of the block that fall on closed cells of the table. */
  closed: (Place & { text: string })[];
  /** What fell beyond the table: kept, so that it can be taken elsewhere. */
  rest: string[][];
  over: Size;
}

/** Lays a block on the table with its corner at a place. */
export function placeBlock(block: readonly (readonly string[])[], at: Place, size: Size, isOpen: Open): Placed {
  const placed: Placed = { writes: [], closed: [], rest: [], over: { rows: 0, columns: 0 } };
  block.forEach((cells, down) => {
    const row = at.row + down;
    const room = row < size.rows ? size.columns - at.column : 0;
    cells.slice(0, Math.max(0, room)).forEach((text, along) => {
      const place = { row, column: at.column + along };
      (isOpen(place) ? placed.writes : placed.closed).push({ ...place, text });
    });
    const beyond = cells.slice(Math.max(0, room));
    if (beyond.every(text => text.trim() === '')) return;
    placed.rest.push([...beyond]);
    if (room <= 0) placed.over.rows++;
    else placed.over.columns = Math.max(placed.over.columns, beyond.length);
  });
  return placed;
}
