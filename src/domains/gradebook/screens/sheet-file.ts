import { type TableColumn, writeTable } from '#platform/sheets/index.ts';
import type { MarkSheet, SheetRow } from '../queries/mark-sheet.ts';
import { markOf } from '../queries/packed-marks.ts';
import { markForm } from '../rules/columns.ts';
import { showMark } from '../rules/read-mark.ts';
import { termResult } from '../rules/term-mean.ts';
import type { GradebookWords } from '../words/index.ts';

/** The sheet as an Excel file that may be brought in again; `empty` leaves the marks out: a form to fill in. */
export function sheetFile(
  { head, rows }: MarkSheet,
  words: GradebookWords['sheet'],
  empty: boolean,
): Promise<Uint8Array> {
  const text = (heading: string, width: number, value: (row: SheetRow) => string | null): TableColumn<SheetRow> => ({
    heading,
    kind: 'text',
    width,
    value,
  });
  const marks = head.columns.map((column): TableColumn<SheetRow> => {
    const form = markForm(column.kind, head.kind);
    return {
      heading: words.columnName(column.kind, column.number),
      kind: form === 'tenths' || form === 'whole' ? 'number' : 'text',
      width: 12,
      value: row => {
        const mark = markOf(row.marks[column.columnId]);
        if (empty) return null;
        return mark.tenths === null ? showMark(mark) : mark.tenths / 10;
      },
    };
  });
  const result: TableColumn<SheetRow> = {
    heading: head.kind === 'scored' ? words.heads.mean : words.heads.result,
    kind: head.kind === 'scored' ? 'number' : 'text',
    width: 10,
    value: row => {
      const mark = termResult(
        head,
        head.columns.map(({ columnId, kind }) => ({ kind, mark: markOf(row.marks[columnId]) })),
      );
      return mark.tenths === null ? showMark(mark) : mark.tenths / 10;
    },
  };
  let number = 0;
  return writeTable<SheetRow>(
    [
      { heading: words.heads.number, kind: 'number', width: 6, value: () => ++number },
      text(words.heads.code, 16, row => row.pupilCode),
      text(words.heads.name, 28, row => row.fullName),
      { heading: words.heads.birth, kind: 'day', value: row => row.birthDay },
      ...marks,
      ...(empty ? [] : [result]),
      text(words.heads.comment, 40, row => (empty ? null : row.comment)),
    ],
    rows.filter(row => !empty || (row.leftOn === null && !row.isExempt)),
    { title: head.klass },
  );
}
