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
  until_day: Generated<string>;
  units_reached: Generated<number>;
}

export interface Refreshed {
  indicator: string;
  period: string;
  origin: 'computed' | 'declared' | 'inspected';
  as_of: string;
  refreshed_at: Timestamp;
}

export interface Stale {
  stale_id: Generated<number>;
  indicator: string | null;
  place_id: number | null;
  period: string | null;
  since: Timestamp;
}

export interface UnitReading {
  indicator: string;
  period: string;
  origin: 'computed' | 'declared' | 'inspected';
  place_id: number;
  as_of: string;
  until_day: Generated<string>;
  numerator: number;
  denominator: number;
  units_expected: number;
  units_counted: number;
  newest_record_at: Timestamp | null;
}

export interface IndicatorsTables {
  'indicators.reading': Reading;
  'indicators.refreshed': Refreshed;
  'indicators.stale': Stale;
  'indicators.unit_reading': UnitReading;
}
