import type { Block } from './block.ts';
import type { PdfLine, PdfPage } from './pdf-page.ts';
import { type GridLine, readGrid } from './pdf-tables.ts';

interface Placed {
  line: PdfLine;
  page: PdfPage;
  footnote?: string;
}

/** Lines of all pages in reading order, without page numbers and running heads; full lines say that the next goes on. */
export function blocksOfPages(pages: readonly PdfPage[]): { blocks: Block[]; setAside: string[] } {
  const setAside: string[] = [];
  const running = runningHeads(pages);
  const body = bodySize(pages);
  const placed: Placed[] = [];
  for (const page of pages) {
    const lines = page.lines.filter(line => {
      const drop = isPageNumber(line, page) || running.has(keyOf(line));
      if (drop) setAside.push(textOfLine(line));
      return !drop;
    });
    const notes = footnotesAt(lines, page, body);
    for (const line of lines) placed.push({ line, page, ...(notes.has(line) && { footnote: notes.get(line) }) });
  }
  return { blocks: toBlocks(placed, body), setAside };
}

const textOfLine = (line: PdfLine) => line.segments.map(each => each.text).join(' ');
const keyOf = (line: PdfLine) => `${Math.round(line.y)} ${textOfLine(line).replace(/\d+/gu, '#')}`;
const atEdge = (line: PdfLine, page: PdfPage) => line.y > page.height * 0.9 || line.y < page.height * 0.09;

const isPageNumber = (line: PdfLine, page: PdfPage) =>
  atEdge(line, page) && /^(?:trang\s*)?[-–—\s]*\d{1,3}[-–—\s]*(?:\/\s*\d{1,3})?$/iu.test(textOfLine(line));

/** What stands at one height of the edge on three pages or more. */
function runningHeads(pages: readonly PdfPage[]): Set<string> {
  const seen = new Map<string, number>();
  for (const page of pages) {
    const keys = new Set(page.lines.filter(line => atEdge(line, page)).map(keyOf));
    for (const key of keys) seen.set(key, (seen.get(key) ?? 0) + 1);
  }
  return new Set([...seen].filter(([, count]) => count >= 3 && count > pages.length / 2).map(([key]) => key));
}

/** Font size of most letters. */
function bodySize(pages: readonly PdfPage[]): number {
  const sizes = new Map<number, number>();
  for (const line of pages.flatMap(page => page.lines)) {
    const size = Math.round(line.size * 2) / 2;
    sizes.set(size, (sizes.get(size) ?? 0) + textOfLine(line).length);
  }
  return [...sizes].reduce((a, b) => (b[1] > a[1] ? b : a), [12, 0])[0];
}

/** Small print at the foot of the page that begins with a raised number. */
function footnotesAt(lines: readonly PdfLine[], page: PdfPage, body: number): Map<PdfLine, string> {
  const notes = new Map<PdfLine, string>();
  let from = lines.length;
  while (from > 0 && (lines[from - 1]?.size ?? body) < body * 0.93) from--;
  let number: string | undefined;
  for (const line of lines.slice(from)) {
    const called = /^([¹²³⁰⁴-⁹]{1,2})/u.exec(textOfLine(line))?.[1];
    if (called && line.y < page.height * 0.6) number = called;
    if (number) notes.set(line, [...number].map(sign => '⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(sign)).join(''));
  }
  return notes;
}

function toBlocks(placed: readonly Placed[], body: number): Block[] {
  const blocks: Block[] = [];
  const grid = readGrid(placed.map(each => each.line));
  const setting = settingOf(placed);
  placed.forEach((each, index) => {
    const { line, page, footnote } = each;
    const row = grid.get(line);
    if (row) {
      blocks.push(...cellBlocks(row, index, page));
      return;
    }
    const columns = line.segments.length > 1 && !footnote;
    line.segments.forEach((segment, at) => {
      const before = previousIn(placed, index, footnote);
      const continues =
        !columns &&
        before !== undefined &&
        !grid.has(before.line) &&
        isFull(before, segment.text, setting, body) &&
        !opensParagraph(before, each, setting);
      const column = columns ? Math.min(at, 1) : besideOf(placed, index, segment.left);
      blocks.push({
        id: `b${blocks.length + 1}`,
        text: segment.text,
        origin: {
          line: index + 1,
          page: page.number,
          ...(column !== undefined && { column }),
          ...(footnote && { footnote }),
        },
        ...(continues && { continues }),
      });
    });
  });
  return blocks;
}

const cellBlocks = (row: readonly GridLine[], line: number, page: PdfPage): Block[] =>
  row.map(({ text, cell, continues }) => ({
    id: '',
    text,
    origin: { line: line + 1, page: page.number, cell },
    ...(continues && { continues }),
  }));

/** The line above in the same flow: footnotes follow footnotes, the text follows the text over the page. */
function previousIn(placed: readonly Placed[], index: number, footnote: string | undefined): Placed | undefined {
  for (let at = index - 1; at >= 0; at--) {
    const before = placed[at];
    if (before && before.footnote === footnote) return before;
    if (footnote) return undefined;
  }
  return undefined;
}

/** How the text is set: justified lines end at the margin exactly, all but the last of a paragraph. */
interface Setting {
  readonly margin: number;
  readonly justified: boolean;
  /** From line to line within a paragraph. */
  readonly leading: number;
}

function settingOf(placed: readonly Placed[]): Setting {
  const rights = placed.map(({ line }) => line.segments.at(-1)?.right ?? 0);
  const widest = rights.reduce((most, right) => Math.max(most, right), 0);
  const margin = mostCommon(rights.filter(right => right > widest * 0.85).map(Math.round)) ?? widest;
  const full = rights.filter(right => Math.abs(right - margin) < 1.5).length;
  const gaps = placed.map((each, at) => (placed[at - 1]?.line.y ?? 0) - each.line.y).filter(gap => gap > 0);
  const justified = full > 12 && full > placed.length * 0.3;
  return { margin: justified ? margin : widest, justified, leading: mostCommon(gaps.map(Math.round)) ?? 0 };
}

function mostCommon(numbers: readonly number[]): number | undefined {
  const counts = new Map<number, number>();
  for (const each of numbers) counts.set(each, (counts.get(each) ?? 0) + 1);
  return [...counts].reduce<[number | undefined, number]>((a, b) => (b[1] > a[1] ? b : a), [undefined, 0])[0];
}

/** Would the next word not have fitted on it? */
function isFull(before: Placed, next: string, setting: Setting, body: number): boolean {
  const last = before.line.segments.at(-1);
  if (!last || before.line.segments.length > 1) return false;
  if (setting.justified) return last.right > setting.margin - 2;
  const word = /^\S+/u.exec(next)?.[0].length ?? 1;
  const letter = (last.right - last.left) / Math.max(last.text.length, 1);
  return last.right + (word + 1) * letter > setting.margin - body * 0.2;
}

/** It stands well below, in another size, or is set in after a sentence has ended: a new paragraph. */
function opensParagraph(before: Placed, now: Placed, setting: Setting): boolean {
  const ended = /[.;:!?]["”)]?$/u.test(textOfLine(before.line));
  const setIn = (now.line.segments[0]?.left ?? 0) > (before.line.segments[0]?.left ?? 0) + now.line.size * 0.8;
  const apart = before.page === now.page && before.line.y - now.line.y > setting.leading * 1.25 + 1;
  return apart || (ended && setIn) || Math.abs(before.line.size - now.line.size) > now.line.size * 0.1;
}

/** A line that stands below the right column of its neighbours (recipients beside the signature). */
function besideOf(placed: readonly Placed[], index: number, left: number): number | undefined {
  const now = placed[index];
  const near = placed
    .slice(Math.max(0, index - 12), index + 12)
    .filter(each => each.page === now?.page && each.line.segments.length > 1)
    .flatMap(each => each.line.segments.slice(1).map(segment => segment.left));
  return near.length > 0 && left > Math.min(...near) - 60 && left > (now?.page.width ?? 595) * 0.4 ? 1 : undefined;
}
