import { directoryIndicators } from '#directory';
import { gradebookIndicators } from '#gradebook';
import type { ComputedIndicator, Indicator } from '#platform/indicator.ts';
import { schoolsIndicators } from '#schools';
import { steeringIndicators } from '#steering';
import { transcriptsIndicators } from '#transcripts';
import { declaredIndicators } from './declared.ts';

/** Every indicator there is: those that domains compute from their records, then those that units still declare. */
export const computedIndicators: readonly ComputedIndicator[] = [
  ...schoolsIndicators,
  ...gradebookIndicators,
  ...transcriptsIndicators,
  ...steeringIndicators,
  ...directoryIndicators,
];
export const catalogue: readonly Indicator[] = [...computedIndicators, ...declaredIndicators];

const byKey = new Map(catalogue.map(indicator => [indicator.key, indicator]));

/** A key out of a plan may be of another time: undefined where we know no such indicator. */
export const findIndicator = (key: string | null): Indicator | undefined => (key === null ? undefined : byKey.get(key));
