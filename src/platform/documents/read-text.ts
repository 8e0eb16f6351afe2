import type { Block } from './block.ts';
import { tidyLine } from './tidy-line.ts';

/**
 * Lines of a plain text. A text that was wrapped at a fixed width is recognised by its line lengths; its full lines say
 * that the next one goes on. Lines with '|' or several tabs are rows of a table.
 */
export function readTextBlocks(text: string): Block[] {
  const lines = text.split(/\r\n|[\r\n\u0085\u2028]/u).flatMap(line => line.split('\f'));
  const width = wrapWidth(lines);
  const blocks: Block[] = [];
  let previous = '';
  let table = -1;
  let row = 0;
  lines.forEach((raw, index) => {
    const line = tidyLine(raw);
    const cells = cellsOf(line);
    if (cells) {
      if (row === 0) table++;
      if (!cells.every(cell => /^[-: ]*$/.test(cell))) {
        cells.forEach((cell, column) => {
          if (cell)
            blocks.push({
              id: `b${blocks.length + 1}`,
              text: cell,
              origin: { line: index + 1, cell: { table, row, column, rows: 1, columns: 1 } },
            });
        });
        row++;
      }
    } else if (line.trim()) {
      row = 0;
      const firstWord = /\S+/u.exec(line)?.[0].length ?? 0;
      const continues = width !== undefined && previous.length > 0 && previous.length + 1 + firstWord > width - 4;
      blocks.push({
        id: `b${blocks.length + 1}`,
        text: line.trimEnd(),
        origin: { line: index + 1 },
        ...(continues && { continues }),
      });
    }
    previous = cells ? '' : line.trimEnd();
  });
  return blocks;
}

function cellsOf(line: string): string[] | undefined {
  const cut = /^\s*\|.*\|.*\|\s*$/u.test(line)
    ? line
        .trim()
        .replace(/^\||\|$/gu, '')
        .split('|')
    : line.split('\t').length > 2 && !/^\t/.test(line)
      ? line.split('\t')
      : undefined;
  return cut && cut.filter(cell => cell.trim()).length > 0 ? cut.map(cell => cell.trim()) : undefined;
}

/** The width a text was wrapped at: its longest line, where many lines come near it. */
function wrapWidth(lines: readonly string[]): number | undefined {
  const lengths = lines.map(line => line.trimEnd().length).filter(length => length > 0);
  const longest = lengths.reduce((most, length) => Math.max(most, length), 0);
  const near = lengths.filter(length => length > longest * 0.8).length;
  return longest >= 40 && longest <= 140 && near >= 4 && near > lengths.length * 0.3 ? longest : undefined;
}
