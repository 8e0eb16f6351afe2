import { detectLegacy, encodingOfFont, fromLegacy, type LegacyEncoding, tidy } from '../text/index.ts';
import { isVietnameseSyllable } from '../text/syllable.ts';
import type { Cell, LegacyFinding, Sheet } from './workbook.ts';

/** What the letters of a sheet are: `columns` are those whose text as a whole is in an old encoding. */
export type SheetLetters = {
  readonly finding?: LegacyFinding;
  /** A cell's text, converted and tidied. */
  textOf(cell: Cell, column: number): string;
};

const sampledRows = 300;

/**
 * Looks through the first rows of a sheet for text in old fonts, column by column: names may be in VNI beside ethnic
 * groups in Unicode. `decided` is what the person said; without it the guess is used, so that headings can be read
 * and a preview shown, and `finding` says that somebody must be asked.
 */
export function readLetters(sheet: Sheet, decided?: LegacyEncoding | 'none'): SheetLetters {
  if (decided === 'none') return { textOf: cell => tidy(cell.text) };
  const columns = new Map<number, { encoding: LegacyEncoding; confidence: number }>();
  const rows = Math.min(sheet.rowCount, sampledRows);
  for (let column = 0; column < sheet.columnCount; column++) {
    const cells = Array.from({ length: rows }, (_, index) => sheet.cell(index + 1, column)).filter(
      cell => typeof cell.value === 'string',
    );
    const guess = detectLegacy(
      cells.map(cell => cell.text),
      cells.map(fontOf),
    );
    if (guess) columns.set(column, guess);
  }
  const strongest = [...columns.values()].sort((a, b) => b.confidence - a.confidence)[0];
  const encoding = decided ?? strongest?.encoding;
  if (!encoding) return { textOf: cell => tidy(cell.text) };

  const textOf = (cell: Cell, column: number) => {
    if (typeof cell.value !== 'string') return cell.text;
    return tidy(
      piecesOf(cell)
        .map(piece => convert(piece, encoding, columns.has(column)))
        .join(''),
    );
  };
  const finding = decided
    ? undefined
    : findingOf(sheet, encoding, strongest?.confidence ?? 0, [...columns.keys()], textOf);
  return { textOf, ...(finding ? { finding } : {}) };
}

type Piece = { readonly text: string; readonly font?: string };

const fontOf = (cell: Cell) => cell.runs?.find(run => encodingOfFont(run.font ?? ''))?.font ?? cell.font;

/** Pieces of one font belong together: the two codes of one VNI letter may stand in two runs. */
function piecesOf(cell: Cell): Piece[] {
  const pieces: Piece[] = [];
  for (const run of cell.runs ?? [{ text: cell.text }]) {
    const piece = { text: run.text, font: run.font ?? cell.font };
    const last = pieces.at(-1);
    if (last && encodingOfFont(last.font ?? '') === encodingOfFont(piece.font ?? ''))
      pieces[pieces.length - 1] = { ...last, text: last.text + piece.text };
    else pieces.push({ text: piece.text, ...(piece.font ? { font: piece.font } : {}) });
  }
  return pieces;
}

function convert({ text, font }: Piece, encoding: LegacyEncoding, whole: boolean): string {
  // Plain letters are the same everywhere, and letters outside Western European text were written in Unicode.
  if (!/[^\0-\x7f]/u.test(text) || /[^\0-\xff]/u.test(text)) return text;
  const fonts = encodingOfFont(font ?? '');
  if (fonts || whole) return fromLegacy(text, fonts ?? encoding, font);
  // Elsewhere only a word that is no Vietnamese syllable as it stands, and becomes one.
  return text.replace(/[^\s!-/:-@[-`{-~]+/gu, word => {
    const converted = fromLegacy(word, encoding);
    return !isVietnameseSyllable(word) && isVietnameseSyllable(converted) ? converted : word;
  });
}

function findingOf(
  sheet: Sheet,
  encoding: LegacyEncoding,
  confidence: number,
  columns: readonly number[],
  textOf: SheetLetters['textOf'],
): LegacyFinding {
  const samples: LegacyFinding['samples'][number][] = [];
  for (let row = 1; row <= Math.min(sheet.rowCount, sampledRows) && samples.length < 5; row++)
    for (const column of columns) {
      const cell = sheet.cell(row, column);
      const after = textOf(cell, column);
      if (samples.length < 5 && after !== tidy(cell.text))
        samples.push({ cell: cell.address, before: cell.text, after });
    }
  return { encoding, confidence, samples };
}
