import { createHash } from 'node:crypto';
import { day, none } from '#platform/format.ts';
import type { MarkSheet, SheetColumn, SheetRow } from '../queries/mark-sheet.ts';
import { markOf, revisionOf } from '../queries/packed-marks.ts';
import { isMark, showMark } from '../rules/read-mark.ts';
import { termResult } from '../rules/term-mean.ts';
import type { GradebookWords } from '../words/index.ts';

/** What a form sent that was not taken, to stand in its cell again with the words that say why. */
export interface CellRefused {
  typed: string;
  state: 'fault' | 'conflict';
  words: string;
}

export interface SheetLook {
  words: GradebookWords['sheet'];
  /** By "m-<column>-<enrolment>" or "c-<enrolment>". */
  refused: ReadonlyMap<string, CellRefused>;
  /** Where a teacher asks for closed marks to be corrected; none for who may not. */
  correctAt?: string | undefined;
  /** Only this column, large: one column at a time. */
  only?: SheetColumn | undefined;
}

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const needsEscape = /[&<>"]/;
export const escapeText = (text: string): string =>
  needsEscape.test(text) ? text.replaceAll(/[&<>"]/g, sign => signs[sign] ?? sign) : text;

const isPicked = (column: SheetColumn, { only }: SheetLook) => only === undefined || only.columnId === column.columnId;

/**
 * The rows of a sheet, written as strings: six hundred components would cost more than the queries. Each pupil is one row, each
 * open cell one input; what a script needs stands in its data attributes.
 */
export function sheetRows(sheet: MarkSheet, look: SheetLook): string {
  const { head, rows } = sheet;
  const columns = head.columns
    .filter(column => isPicked(column, look))
    .map(column => ({ ...column, name: escapeText(look.words.columnName(column.kind, column.number)) }));
  let out = '';
  rows.forEach((row, at) => {
    const name = escapeText(row.fullName);
    const isShut = !head.mayEnter || row.isExempt || isGone(row);
    const note = noteOf(row, look);
    out += `<tr id="p-${row.enrolmentId}"${row.leftOn ? ' class="gone"' : ''}><td class="number">${at + 1}</td><th scope="row" class="name" title="${name}"><span>${name}</span>${note}</th>`;
    for (const column of columns) out += markCell(row, column, name, isShut || column.isClosed, look);
    if (!look.only) {
      out += `<td class="mean" data-mean="${row.enrolmentId}">${meanOf(sheet, row, look)}</td>`;
      out += commentCell(row, name, isShut, look);
    }
    out += '</tr>';
  });
  return out;
}

/** Left before the term's end, as far as the rows say: their marks stand, and no more are entered. */
const isGone = (row: SheetRow) => row.leftOn !== null;

function noteOf(row: SheetRow, { words }: SheetLook): string {
  const text = row.leftOn
    ? words.left(row.leftBy, day(row.leftOn))
    : row.joinedOn
      ? words.joined(day(row.joinedOn))
      : '';
  return text && `<small>${escapeText(text)}</small>`;
}

function markCell(
  row: SheetRow,
  column: SheetColumn & { name: string },
  name: string,
  isShut: boolean,
  look: SheetLook,
): string {
  const packed = row.marks[column.columnId];
  const value = showMark(markOf(packed));
  if (row.isExempt && value === '') return `<td class="exempt">${look.words.exempt}</td>`;
  if (isShut) {
    // What is closed is corrected by asking (TT 22/2021 art. 18-20): its teacher finds the way at the mark itself.
    const asks = column.isClosed && look.correctAt && !row.isExempt;
    const shown = asks
      ? `<a href="${look.correctAt}/${column.columnId}/corrections/new?pupil=${row.enrolmentId}" title="${escapeText(look.words.correct)}">${value || none}</a>`
      : value;
    return `<td class="${column.isClosed ? 'closed' : 'shut'}">${shown}</td>`;
  }
  const key = `${column.columnId}-${row.enrolmentId}`;
  const refused = look.refused.size > 0 ? look.refused.get(`m-${key}`) : undefined;
  const shown = refused?.state === 'fault' ? escapeText(refused.typed) : value;
  const input = `<input name="m-${key}" value="${shown}" data-seen="${revisionOf(packed)}" inputmode="decimal" aria-label="${column.name}, ${name}"`;
  if (refused)
    return `<td class="${refused.state}">${input} id="m-${key}" aria-invalid="true" aria-describedby="w-${key}"><small class="words" id="w-${key}">${escapeText(refused.words)}</small></td>`;
  return value === '' ? `<td>${input} id="m-${key}"></td>` : `<td>${input}></td>`;
}

function commentCell(row: SheetRow, name: string, isShut: boolean, look: SheetLook): string {
  if (isShut) return `<td class="comment shut">${escapeText(row.comment ?? '')}</td>`;
  const key = `c-${row.enrolmentId}`;
  const refused = look.refused.size > 0 ? look.refused.get(key) : undefined;
  const input = `<input name="${key}" value="${escapeText(refused?.typed ?? row.comment ?? '')}" data-seen="${row.commentRevision}" list="comment-bank" maxlength="500" aria-label="${escapeText(look.words.heads.comment)}, ${name}"`;
  return refused
    ? `<td class="comment ${refused.state}">${input} id="${key}" aria-invalid="true" aria-describedby="w-${key}"><small class="words" id="w-${key}">${escapeText(refused.words)}</small></td>`
    : `<td class="comment">${input}></td>`;
}

function meanOf({ head }: MarkSheet, row: SheetRow, { words }: SheetLook): string {
  if (row.isExempt) return words.exempt;
  const cells = head.columns.map(({ columnId, kind }) => ({ kind, mark: markOf(row.marks[columnId]) }));
  return showMark(termResult(head, cells)) || none;
}

/** The average of a column: of tenths, one decimal; of Đ/CĐ and levels, none. */
export function averageOf(rows: readonly SheetRow[], columnId: number): string {
  let sum = 0;
  let many = 0;
  for (const row of rows) {
    const { tenths } = markOf(row.marks[columnId]);
    if (tenths === null) continue;
    sum += tenths;
    many++;
  }
  // Always with its decimal ("7,0"): it is a measure, no mark.
  return many === 0 ? none : (Math.round(sum / many) / 10).toFixed(1).replace('.', ',');
}

/** Six letters that stand for a comment: whether it was changed, not what it said. */
export const printOf = (comment: string): string => createHash('sha1').update(comment).digest('base64').slice(0, 6);

/**
 * What the form says was seen, so that without scripts only cells that were changed are sent on: packed marks by pupil, in the order
 * of the columns; of comments the revision and a print.
 */
export function seenOf({ head, rows }: MarkSheet, look: SheetLook): string {
  const columns = head.columns.filter(column => isPicked(column, look)).map(column => column.columnId);
  const comments = look.only ? [] : rows.filter(row => row.commentRevision > 0);
  return JSON.stringify({
    columns,
    rows: Object.fromEntries(rows.map(row => [row.enrolmentId, columns.map(id => row.marks[id] ?? 0)])),
    comments: Object.fromEntries(
      comments.map(row => [row.enrolmentId, [row.commentRevision, printOf(row.comment ?? '')]]),
    ),
  });
}

/** The first open column in which nothing is missing: what there is to close. */
export const columnToClose = ({ head, rows }: MarkSheet): SheetColumn | undefined =>
  head.columns.find(
    column =>
      !column.isClosed &&
      column.kind !== 'topic' &&
      rows.some(row => isMark(markOf(row.marks[column.columnId]))) &&
      missingIn(rows, column.columnId).length === 0,
  );

/** Pupils without a mark in a column that others have marks in: what is likely forgotten. */
export function missingIn(rows: readonly SheetRow[], columnId: number): SheetRow[] {
  const asked = rows.filter(row => !row.isExempt && !isGone(row));
  const without = asked.filter(row => !isMark(markOf(row.marks[columnId])));
  return without.length < asked.length ? without : [];
}
