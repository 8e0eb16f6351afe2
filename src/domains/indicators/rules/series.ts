import type { ComputedIndicator, Declarers, Indicator } from '#platform/indicator.ts';
import { periodAt, periodOfDays, type SchoolYearDays } from './period.ts';
import type { Comparator } from './state.ts';

/** A target of an adopted plan, as steering publishes it. */
export interface TargetAsked {
  targetId: number;
  planPlaceId: number;
  indicator: string | null;
  comparator: Comparator;
  valueTenths: number;
  levels: readonly string[] | null;
  fromDay: string;
  untilDay: string;
}

interface SeriesBase {
  /** An indicator's key, or "target:12": a target has readings of its own, over its own scope of units. */
  key: string;
  period: string;
  asOf: string;
  fromDay: string;
  untilDay: string;
  levels: readonly string[] | null;
  /** Only units within this place; null: all there are. */
  under: number | null;
  comparator: Comparator | null;
  valueTenths: number | null;
}
export interface ComputedSeries extends SeriesBase {
  origin: 'computed';
  indicator: ComputedIndicator;
}
export interface DeclaredSeries extends SeriesBase {
  origin: 'declared' | 'inspected';
  targetId: number;
  declaredBy: Declarers;
  /** Units owe the figure: nothing computes it. */
  isOwed: boolean;
}

export const targetKey = (targetId: number): string => `target:${targetId}`;

/** What is declared after a plan's end (its yearly report) still counts for it, for a quarter. */
const AFTERWARDS_DAYS = 92;
const addDays = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** All that is read on a day: every computed indicator over everything, and every target over its own scope. */
export function seriesOn(
  day: string,
  computed: readonly ComputedIndicator[],
  targets: readonly TargetAsked[],
  years: readonly SchoolYearDays[],
  find: (key: string | null) => Indicator | undefined,
): { computed: ComputedSeries[]; declared: DeclaredSeries[] } {
  const plain = computed.flatMap((indicator): ComputedSeries[] => {
    const period = periodAt(indicator.period, years, day);
    return period
      ? [
          {
            key: indicator.key,
            origin: 'computed',
            indicator,
            period: period.key,
            asOf: day,
            fromDay: period.fromDay,
            untilDay: period.untilDay,
            levels: indicator.levels ?? null,
            under: null,
            comparator: null,
            valueTenths: null,
          },
        ]
      : [];
  });
  const ofTargets = targets
    .filter(target => target.fromDay <= day)
    .map(target => {
      const indicator = find(target.indicator);
      const base: SeriesBase = {
        key: targetKey(target.targetId),
        period: periodOfDays(target.fromDay, target.untilDay).key,
        asOf: day < target.untilDay ? day : addDays(target.untilDay, -1),
        fromDay: target.fromDay,
        untilDay: target.untilDay,
        levels: target.levels ?? indicator?.levels ?? null,
        under: target.planPlaceId,
        comparator: target.comparator,
        valueTenths: target.valueTenths,
      };
      return { target, indicator, base };
    });
  return {
    computed: [
      ...plain,
      ...ofTargets.flatMap(({ target, indicator, base }): ComputedSeries[] =>
        indicator?.origin === 'computed' && day < target.untilDay ? [{ ...base, origin: 'computed', indicator }] : [],
      ),
    ],
    declared: ofTargets
      .filter(({ target }) => day < addDays(target.untilDay, AFTERWARDS_DAYS))
      .flatMap(({ target, indicator, base }): DeclaredSeries[] => {
        const declaredBy = indicator?.origin === 'declared' ? indicator.declaredBy : 'schools';
        return (['declared', 'inspected'] as const).map(origin => ({
          ...base,
          origin,
          targetId: target.targetId,
          declaredBy,
          isOwed: indicator?.origin !== 'computed',
        }));
      }),
  };
}

/** The levels a target's scope names, where it names any; whatever else stands in the scope is for people to read. */
export function levelsOfScope(scope: unknown): string[] | null {
  const levels = scope && typeof scope === 'object' && 'levels' in scope ? scope.levels : null;
  const known = Array.isArray(levels) ? levels.filter(level => typeof level === 'string') : [];
  return known.length > 0 ? known : null;
}
