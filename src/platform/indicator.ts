import type { RawBuilder } from 'kysely';
import type { Said } from './words.ts';

/**
 * What a domain says of a figure it can compute from its own records. The type stands here so that every domain may declare
 * indicators beside its facts; the domain "indicators" gathers, refreshes and sums them.
 */
export type PeriodKind = 'calendar-year' | 'school-year';

/** What the denominator counts. */
export type Counted =
  | 'school'
  | 'unit'
  | 'class'
  | 'pupil'
  | 'staff'
  | 'document'
  | 'dossier'
  | 'lesson'
  | 'dong'
  | 'column'
  | 'mark';

export interface IndicatorWords {
  name: string;
  /** "cách tính": how it is computed, in one or two sentences a principal understands. */
  how: string;
  /** Names of the fixed parts that `rows` may answer with as labels, and of the notes beside them. */
  parts?: Record<string, string>;
}

/** What a measurement is told. */
export interface Measuring {
  /** As of this day. */
  day: string;
  /** "2023" or "2022-2023". */
  period: string;
  fromDay: string;
  untilDay: string;
  /** The school year in force on the day. */
  schoolYear: string;
  /** Only schools of one of these levels; null: all. */
  levels: readonly string[] | null;
  /** Only these units; null: all. */
  places: readonly number[] | null;
}

/** One row for each unit that is expected to have the figure; numerator and denominator null where it has no records at all. */
export interface Measured {
  place_id: number;
  numerator: number | null;
  denominator: number | null;
  /** Where the records themselves say when they were made; for schools the audit says it otherwise. */
  newest_record_at: Date | null;
}

/** One row behind a unit's figure. */
export interface RowBehind {
  /** A name, or a key of the words' `parts`. */
  label: string;
  /** A key of `parts`, a number or plain text; null: nothing to add. */
  note: string | null;
  passes: boolean;
  href: string | null;
}

interface Described {
  key: string;
  words: Record<keyof Said, IndicatorWords>;
  /** Whether more is better; "none" for figures that only describe. */
  direction: 'up' | 'down' | 'none';
  unit: 'percent';
  counts: Counted;
  period: PeriodKind;
  /** The levels it is about where a target names none. */
  levels?: readonly string[];
}

export interface ComputedIndicator extends Described {
  origin: 'computed';
  measure(measuring: Measuring): RawBuilder<Measured>;
  /** The rows behind one unit's figure, those that fail first; read behind the reader's wall. */
  rows(measuring: Measuring, placeId: number): RawBuilder<RowBehind>;
}

/** Who is expected to declare the figure until a domain computes it. */
export type Declarers = 'schools' | 'units' | 'district-offices' | 'department';

export interface DeclaredIndicator extends Described {
  origin: 'declared';
  declaredBy: Declarers;
}

export type Indicator = ComputedIndicator | DeclaredIndicator;
