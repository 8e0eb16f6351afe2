import type { Query } from '#platform/database/database.ts';
import type { Columns, Fault, Reading, RowFault, RowOfColumns, Severity, SheetSpec } from '#platform/sheets/index.ts';
import type { Work } from '#platform/work.ts';
import type { ImportLists } from './lists.ts';

export const importKinds = ['pupils', 'staff', 'classes', 'assignments', 'identities'] as const;
export type ImportKind = (typeof importKinds)[number];

/** Which school, which year, and the day it is: what every plan is made for. */
export interface Target {
  schoolId: number;
  schoolYear: string;
  today: string;
}

export type Shown = string | number | boolean | undefined;

/** One row of the file that would change something: who or what, and each column with what stands there now and what would. */
export interface Change {
  row: number;
  kind: 'added' | 'changed';
  subject: string;
  fields: { column: string; before: Shown; after: Shown }[];
}

/** Part of an import that is done in a few statements; `rows` says how far it brings the whole. */
export interface Step {
  rows: number;
  run(work: Work<'schools'>): Promise<void>;
}

export interface Plan {
  changes: Change[];
  unchanged: number;
  faults: Fault[];
  steps: Step[];
}

/** One kind of file: how it is read, what it would change, and the same records out again. */
export interface Importer<C extends Columns> {
  spec(lists: ImportLists): SheetSpec<C>;
  plan(db: Query<'schools'>, target: Target, reading: Reading<C>): Promise<Plan>;
  rows(db: Query<'schools'>, target: Target): Promise<RowOfColumns<C>[]>;
}

/** What a row says that differs from what is known. An empty cell says nothing. */
export function differences<R extends object>(
  given: R,
  known: Partial<R>,
  columns: readonly (keyof R & string)[],
): Change['fields'] {
  return columns.flatMap(column => {
    const after = given[column] as Shown;
    const before = known[column] as Shown;
    return after === undefined || after === before ? [] : [{ column, before, after }];
  });
}

/** Work on rows in parts of a thousand: statements stay few, and memory does not grow with the file. */
export function inParts<T>(rows: readonly T[], run: (work: Work<'schools'>, part: T[]) => Promise<unknown>): Step[] {
  const parts: Step[] = [];
  for (let from = 0; from < rows.length; from += 1000) {
    const part = rows.slice(from, from + 1000);
    parts.push({ rows: part.length, run: async work => void (await run(work, part)) });
  }
  return parts;
}

/** A fault of the domain's own: words in both languages, and what to do. */
export function fault<K extends string>(
  column: K,
  code: string,
  message: [vi: string, en: string],
  mend: [vi: string, en: string],
  severity: Severity = 'error',
): Omit<RowFault, 'column'> & { column: K } {
  return { column, code, severity, message: { vi: message[0], en: message[1] }, mend: { vi: mend[0], en: mend[1] } };
}

/** A row's values with the empty cells left out. */
export function said<R extends object>(values: R): Partial<R> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<R>;
}
