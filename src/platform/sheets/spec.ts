import type { Bilingual, Severity } from './fault.ts';

type AnyColumn = {
  /** The heading that templates carry; the other language's heading is recognised too. */
  readonly heading: Bilingual;
  /** Other headings that schools' files use; compared without marks, case and punctuation. */
  readonly aliases?: readonly string[];
  readonly required?: boolean;
  /** Two rows of one file may not carry the same value. */
  readonly unique?: boolean;
  /** What to write here, for the template's guide. */
  readonly help?: Bilingual;
};

/** `name: true` for names of people and things, where a leading = + - @ can only be a formula. */
export type TextColumn = AnyColumn & { readonly kind: 'text'; readonly maxLength?: number; readonly name?: boolean };
/** Gives an ISO day: '2011-05-25'. */
export type DayColumn = AnyColumn & { readonly kind: 'day'; readonly earliest?: string; readonly latest?: string };
export type NumberColumn = AnyColumn & {
  readonly kind: 'number';
  readonly whole?: boolean;
  readonly least?: number;
  readonly most?: number;
};
export type YearColumn = AnyColumn & { readonly kind: 'year'; readonly earliest?: number; readonly latest?: number };
export type YesNoColumn = AnyColumn & { readonly kind: 'yesNo' };
export type Choice<V extends string = string> = {
  readonly value: V;
  readonly label: Bilingual;
  readonly aliases?: readonly string[];
};
export type ChoiceColumn = AnyColumn & { readonly kind: 'choice'; readonly choices: readonly Choice[] };
/**
 * Gives 12 digits. `birthDay` and `sex` name the columns of the same row that the number is compared with (warnings
 * only: civil status corrections exist); the sex column's values must be 'male' and 'female'.
 */
export type CitizenNumberColumn = AnyColumn & {
  readonly kind: 'citizenNumber';
  readonly birthDay?: string;
  readonly sex?: string;
};

export type ColumnSpec =
  | TextColumn
  | DayColumn
  | NumberColumn
  | YearColumn
  | YesNoColumn
  | ChoiceColumn
  | CitizenNumberColumn;

export type Columns = Readonly<Record<string, ColumnSpec>>;

type ValueOf<C extends ColumnSpec> = C extends { kind: 'text' | 'day' | 'citizenNumber' }
  ? string
  : C extends { kind: 'number' | 'year' }
    ? number
    : C extends { kind: 'yesNo' }
      ? boolean
      : C extends { kind: 'choice'; choices: readonly Choice<infer V>[] }
        ? V
        : never;

type CellOf<C extends ColumnSpec> = C extends { required: true } ? ValueOf<C> : ValueOf<C> | undefined;

/** The typed row of a set of columns: an empty cell of an optional column is undefined. */
export type RowOfColumns<C extends Columns> = { readonly [K in keyof C]: CellOf<C[K]> };

/** What a row's own check found; `column` says which cell to point at. */
export type RowFault<C extends Columns = Columns> = {
  readonly column: keyof C & string;
  readonly code: string;
  readonly severity: Severity;
  readonly message: Bilingual;
  readonly mend: Bilingual;
};

/**
 * What one kind of file says: pupils, staff, classes … Columns are written in the order that the template shows them.
 *
 *     const pupils = sheetSpec({
 *       title: { vi: 'Học sinh', en: 'Pupils' },
 *       columns: {
 *         fullName: { kind: 'text', name: true, required: true, heading: { vi: 'Họ và tên', en: 'Full name' } },
 *         birthDay: { kind: 'day', required: true, heading: { vi: 'Ngày sinh', en: 'Date of birth' } },
 *       },
 *       check: row => (row.birthDay > '2020' ? [ … ] : []),
 *     });
 *     type PupilRow = RowOf<typeof pupils>;      // { fullName: string; birthDay: string }
 */
export type SheetSpec<C extends Columns = Columns> = {
  /** Also the name of the template's sheet: at most 31 characters, none of : \ / ? * [ ] */
  readonly title: Bilingual;
  readonly columns: C;
  /** Looks at a row whose cells are all in order: what one cell means beside another. */
  check?(row: RowOfColumns<C>): readonly RowFault<C>[];
};

export type RowOf<S> = S extends SheetSpec<infer C> ? RowOfColumns<C> : never;

/** Writes a spec down so that its row type is inferred. */
export function sheetSpec<const C extends Columns>(spec: SheetSpec<C>): SheetSpec<C> {
  return spec;
}
