import { tidyLine } from './tidy-line.ts';

/** What pdfjs tells of a piece of text: [a, b, c, d, x, y] and its width. */
export interface PdfItem {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
}

/** A stretch of one line without a wide gap. */
export interface Segment {
  readonly text: string;
  readonly left: number;
  readonly right: number;
}

export interface PdfLine {
  readonly y: number;
  /** Font size of most of its letters. */
  readonly size: number;
  readonly segments: readonly Segment[];
  /** The pieces as they were set: cells of a table stand closer than a segment's gap. */
  readonly pieces: readonly Segment[];
}

export interface PdfPage {
  readonly number: number;
  readonly width: number;
  readonly height: number;
  readonly lines: readonly PdfLine[];
}

interface Piece {
  text: string;
  left: number;
  right: number;
  y: number;
  size: number;
}

/** Lines from top to bottom; small raised digits become superscripts and stay on their line. */
export function linesOfPage(items: readonly PdfItem[]): PdfLine[] {
  const pieces = items
    .filter(item => item.str.trim() !== '' && Math.abs(item.transform[1] ?? 0) < 0.1)
    .map((item): Piece => {
      const [, , , d = 0, left = 0, y = 0] = item.transform;
      return { text: item.str, left, right: left + item.width, y, size: Math.abs(d) || item.height };
    })
    .sort((a, b) => b.y - a.y || a.left - b.left);
  const lines: Piece[][] = [];
  for (const piece of pieces) {
    const line = lines.findLast(each => sameLine(each, piece));
    if (line) line.push(piece);
    else lines.push([piece]);
  }
  return lines
    .map(lineOf)
    .filter(line => line.segments.length > 0)
    .sort((a, b) => b.y - a.y);
}

function sameLine(line: readonly Piece[], piece: Piece): boolean {
  const main = line.reduce((a, b) => (b.size * b.text.length > a.size * a.text.length ? b : a));
  const size = Math.max(main.size, piece.size);
  return Math.abs(main.y - piece.y) < (isRaisedDigit(piece) || line.every(isRaisedDigit) ? 0.6 : 0.3) * size;
}

const isRaisedDigit = (piece: Piece) => /^\d{1,2}$/.test(piece.text.trim());

function lineOf(pieces: readonly Piece[]): PdfLine {
  const sorted = [...pieces].sort((a, b) => a.left - b.left);
  const sizes = new Map<number, number>();
  for (const piece of sorted) sizes.set(piece.size, (sizes.get(piece.size) ?? 0) + piece.text.trim().length);
  const size = [...sizes].reduce((a, b) => (b[1] > a[1] ? b : a), [0, 0])[0];
  const base = sorted.find(piece => piece.size === size)?.y ?? 0;
  const segments: { text: string; left: number; right: number }[] = [];
  for (const piece of sorted) {
    const raised = isRaisedDigit(piece) && piece.size < size * 0.85 && piece.y > base + size * 0.1;
    const text = raised ? piece.text.trim().replace(/\d/gu, digit => '⁰¹²³⁴⁵⁶⁷⁸⁹'.charAt(Number(digit))) : piece.text;
    const last = segments.at(-1);
    const gap = last ? piece.left - last.right : 0;
    if (!last || (gap > size * 1.6 && !onlyMark.test(last.text.trim())))
      segments.push({ text, left: piece.left, right: piece.right });
    else {
      last.text += (gap > size * 0.18 && !/\s$/.test(last.text) && !/^\s/.test(text) ? ' ' : '') + text;
      last.right = Math.max(last.right, piece.right);
    }
  }
  return {
    y: base,
    size,
    pieces: sorted.map(piece => ({ text: tidyLine(piece.text), left: piece.left, right: piece.right })),
    segments: segments
      .map(each => ({ ...each, text: tidyLine(each.text).replace(/\s+/gu, ' ').trim() }))
      .filter(each => each.text !== ''),
  };
}

/** A number or bullet set apart from its text. */
const onlyMark = /^(?:[-–+•*▪○]|[\dIVXLC.]+[.)]?|[a-zđ][.)])$/u;
