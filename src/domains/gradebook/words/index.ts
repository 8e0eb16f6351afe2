import { type Language, words } from '#platform/words.ts';
import type { ColumnKind } from '../rules/columns.ts';
import { en } from './en.ts';
import { vi } from './vi.ts';

/** The words of the gradebook in a reader's language. */
export const t = words(vi, en);
export type GradebookWords = typeof vi;

/** "TX 2": a column as sheets head it. */
export const nameOfColumn = (language: Language, column: { kind: ColumnKind; number: number }): string =>
  t(language).sheet.columnName(column.kind, column.number);
