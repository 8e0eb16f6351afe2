import type { Query } from '#platform/database/database.ts';
import type { Indicator } from '#platform/indicator.ts';
import { computedIndicators } from '../catalogue.ts';
import { periodAt } from '../rules/period.ts';
import { type Pledge, type Standing, standingOf } from '../rules/state.ts';
import { chooseReadings, type ReadingShown, readingsAt } from './board.ts';
import { yearsKnown } from './what-to-read.ts';

export interface OwnFigure {
  indicator: Indicator;
  reading: ReadingShown | undefined;
  standing: Standing;
}

/** The whole is the measure, or nothing at all where less is better. */
const measureOf = ({ direction }: Indicator): Pledge =>
  direction === 'down'
    ? { comparator: 'at-most', valueTenths: 0, unit: 'percent' }
    : { comparator: 'exactly', valueTenths: 1000, unit: 'percent' };

/** Every computed figure of one place on a day, whatever a plan asks: what its own people mend. */
export async function ownFigures(
  db: Query<'indicators'>,
  placeId: number,
  day: string,
): Promise<{ schoolYear: string | undefined; figures: OwnFigure[] }> {
  const years = await yearsKnown(db);
  const wanted = computedIndicators.filter(one => one.direction !== 'none');
  const keys = wanted.flatMap(indicator => {
    const period = periodAt(indicator.period, years, day);
    return period ? [{ key: indicator.key, period: period.key }] : [];
  });
  const by = Map.groupBy(await readingsAt(db, keys, [placeId], day), row => row.indicator);
  return {
    schoolYear: periodAt('school-year', years, day)?.key,
    figures: wanted.flatMap(indicator => {
      const { main } = chooseReadings(by.get(indicator.key) ?? []);
      return by.has(indicator.key)
        ? [
            {
              indicator,
              reading: main,
              standing: standingOf(measureOf(indicator), main),
            },
          ]
        : [];
    }),
  };
}
