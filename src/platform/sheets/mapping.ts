import type { Fault } from './fault.ts';
import type { Columns } from './spec.ts';

/** Which column of a sheet (from 0) holds which column of the spec, and where the rows begin. */
export type Mapping<C extends Columns = Columns> = {
  /** The last row of the heading (from 1); data begin in the next. */
  readonly headingRow: number;
  readonly columns: { readonly [K in keyof C]?: number };
};

export type Heading<C extends Columns = Columns> = {
  readonly index: number;
  /** 'C' */
  readonly letter: string;
  readonly text: string;
  /** The spec's column that it was recognised as. */
  readonly column?: keyof C & string;
};

/** What became of the headings: shown to the person, who may map the rest by hand. */
export type ColumnMatch<C extends Columns = Columns> = {
  readonly mapping: Mapping<C>;
  readonly headings: readonly Heading<C>[];
  /** Required columns that no heading was recognised as. */
  readonly missing: readonly (keyof C & string)[];
  readonly unknown: readonly Heading<C>[];
  /** A missing required column or one that stands twice is an error here. */
  readonly faults: readonly Fault[];
};

/** What the person chose on the mapping screen: the spec's key → the sheet's column (from 0), or null for none. */
export type GivenMapping<C extends Columns = Columns> = {
  readonly headingRow?: number;
  readonly columns?: { readonly [K in keyof C]?: number | null };
};
