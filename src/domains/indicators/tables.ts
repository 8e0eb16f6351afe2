// Written by bin/describe-schema.ts from the migrations: change those, then run it.
import type { Generated, Timestamp } from '#platform/database/types.ts';

export interface Reading {
  indicator: string;
  place_id: number;
  period: string;
  as_of: string;
  origin: 'computed' | 'declared' | 'inspected';
  numerator: number;
  denominator: number;
  units_expected: number;
  units_counted: number;
  newest_record_at: Timestamp | null;
  computed_at: Timestamp;
}

export interface Stale {
  stale_id: Generated<number>;
  indicator: string | null;
  place_id: number | null;
  period: string | null;
  since: Timestamp;
}

export interface IndicatorsTables {
  'indicators.reading': Reading;
  'indicators.stale': Stale;
}
