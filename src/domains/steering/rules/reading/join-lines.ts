import type { Block } from '#platform/documents/block.ts';
import { type Line, type Passage, passageOf } from './passage.ts';
import { isCapitals, plain } from './plain.ts';
import { type MarkKind, readMark } from './read-mark.ts';

/** What footnotes begin with where the file does not tell them apart. */
const superscript = /^\s*([¹²³⁰⁴-⁹]+)\s*/u;
const opensAnew = /^\s*(căn cứ|nơi nhận|kính gửi|trên đây|số\s*:|lưu\s*:|phụ lục)/iu;
const goesOn = /(?:^|\s)(?:và|của|theo|tại|đến|từ|trên|các|về|cho|với|do|ngày|số|là|hoặc|những|bằng|để)$|,$/u;

export interface JoinedFootnote {
  readonly number: string;
  readonly passage: Passage;
}

/**
 * Puts wrapped lines together again: a line goes on with the passage before it where the layout says so, or where that
 * one has no end yet and this one begins with a small letter. Footnotes stand aside, so that the sentence they
 * interrupt (at the foot of a page) is joined across them.
 */
export function joinLines(blocks: readonly Block[]): { passages: Passage[]; footnotes: JoinedFootnote[] } {
  const passages: Line[][] = [];
  const footnotes: { number: string; lines: Line[] }[] = [];
  let inFootnote = false;
  for (const line of cutColumns(blocks)) {
    const called = line.block.origin.footnote ?? superscript.exec(line.text)?.[1];
    const open = passages.findLast(lines => lines.at(-1)?.column === line.column);
    const note = footnotes.at(-1);
    if (called && note?.number === digitsOf(called) && line.block.origin.footnote) note.lines.push(line);
    else if (called) footnotes.push({ number: digitsOf(called), lines: [line] });
    else if (inFootnote && note && !line.block.origin.page && continuesNote(note.lines, line, open))
      note.lines.push(line);
    else if (open && belongsTo(open, line, passages.at(-1) === open)) open.push(line);
    else passages.push([line]);
    inFootnote = Boolean(called) || (inFootnote && note?.lines.at(-1) === line);
  }
  return {
    passages: passages.map(passageOf),
    footnotes: footnotes.map(note => ({ number: note.number, passage: passageOf(note.lines) })),
  };
}

/** Text set in two columns by a run of spaces or a tab: letterhead and signature of a .txt. */
function cutColumns(blocks: readonly Block[]): Line[] {
  const lines: Line[] = [];
  let at = 0;
  for (const block of blocks) {
    const start = at;
    at += block.text.length + 1;
    const parts = [...block.text.matchAll(/\S+(?: {1,3}\S+)*/gu)];
    if (
      parts.length < 2 ||
      block.origin.cell ||
      onlyMark.test(parts[0]?.[0] ?? '') ||
      /(?:ngày|tháng|năm|Số\s*:)$/iu.test(parts[0]?.[0] ?? '')
    ) {
      lines.push({ block, text: block.text, at: start, column: block.origin.column });
      continue;
    }
    parts.forEach((part, column) => {
      lines.push({
        block,
        text: part[0],
        at: start + part.index,
        column: block.origin.column ?? (column > 0 ? 1 : undefined),
      });
    });
  }
  return lines;
}

/** '1.<tab>Mục tiêu': a number set apart from its text is no column. */
const onlyMark = /^(?:[-–+•*]+|[\dIVXLC.]+[.)]?|[a-zđ][.)])$/u;

function belongsTo(open: readonly Line[], line: Line, isLast: boolean): boolean {
  const last = open.at(-1);
  if (!last || !sameCell(last.block, line.block)) return false;
  const before = open
    .map(each => each.text)
    .join(' ')
    .trimEnd();
  const text = line.text.trim();
  if (!before || !text) return false;
  if (opensAnew.test(text) && /^\p{Lu}/u.test(text)) return false;
  const mark = readMark(text);
  // A bracket on the line below a heading stands by itself; below an item it belongs to it.
  const interrupted =
    /^\p{Ll}/u.test(text) || /^[),]/.test(text) || (text.startsWith('(') && readMark(before)?.kind === 'bullet');
  if (mark && !(line.block.continues && isLast && onlyLooksMarked(before, mark.kind))) return false;
  if (line.block.continues && isLast) return true;
  if (interrupted && /;$/.test(before)) return true;
  if (/[.;:!?…]["”)]?$/u.test(before)) return false;
  if (interrupted) return true;
  return goesOn.test(before) && before.length > 40 && !isCapitals(before) && !isCapitals(text);
}

/** Where a full line breaks before a number or a dash: 'trong Quý' / 'III/2025', 'GDNN' / '- GDTX'. */
function onlyLooksMarked(before: string, kind: MarkKind): boolean {
  if (kind === 'bullet') return /[\p{L}\d]$/u.test(before) && before.length > 60;
  return /(?:[/,\d–-]|(?:^|\s)(?:quý|số|ngày|tháng|năm|điều|khoản|điểm|mục|lớp|cấp|phần|chương|phụ lục|đến|từ|và|mức))$/iu.test(
    before,
  );
}

const sameCell = (a: Block, b: Block) => {
  const [one, other] = [a.origin.cell, b.origin.cell];
  if (!one || !other) return one === other;
  return one.table === other.table && one.row === other.row && one.column === other.column;
};

/** The second line of a footnote in a text without layout: the sentence above it had ended, or the layout says so. */
function continuesNote(note: readonly Line[], line: Line, open: readonly Line[] | undefined): boolean {
  const before = note.at(-1)?.text.trimEnd() ?? '';
  if (readMark(line.text) || /[.;:]$/.test(before)) return false;
  if (line.block.continues) return true;
  const sentence = open?.at(-1)?.text.trimEnd() ?? '';
  return /^\p{Ll}/u.test(line.text.trim()) && /[.;:!?…]$/u.test(sentence);
}

const superDigits = '⁰¹²³⁴⁵⁶⁷⁸⁹';
/** '¹²' → '12'. */
export const digitsOf = (text: string) =>
  [...plain(text)].map(sign => (superDigits.includes(sign) ? String(superDigits.indexOf(sign)) : sign)).join('');
