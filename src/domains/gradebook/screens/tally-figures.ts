import type { Period } from '../queries/class-results.ts';
import type { Tally } from '../queries/result-tally.ts';
import type { Regime } from '../rules/regime.ts';
import { academicLevels, conductLevels } from '../rules/standard-levels.ts';
import type { GradebookWords } from '../words/index.ts';

/** What is counted of a group of pupils under one circular. */
export interface TallyFigure {
  key: string;
  heading: string;
  /** None where nobody is counted. */
  of(tally: Tally): number | undefined;
  /** Shown with its share of all pupils of the group. */
  isShare: boolean;
}

/** The figures of statistics in the order of their columns: pupils, then how they stand by the circular's own levels. */
export function tallyFigures(regime: Regime, period: Period, text: GradebookWords): TallyFigure[] {
  const { heads, academicHead, conductHead } = text.summary;
  const share = (key: string, heading: string, of: TallyFigure['of']): TallyFigure => ({
    key,
    heading,
    of,
    isShare: true,
  });
  return [
    { key: 'pupils', heading: heads.pupils, of: tally => tally.pupils.all, isShare: false },
    { key: 'girls', heading: heads.girls, of: tally => tally.pupils.girls, isShare: false },
    { key: 'minority', heading: heads.minority, of: tally => tally.pupils.minority, isShare: false },
    share('whole', heads.whole, tally => tally.whole),
    ...academicLevels[regime].map(level =>
      share(
        `academic-${level}`,
        academicHead(text.levels.academic(regime, level)),
        tally => tally.facts.academic[level]?.all,
      ),
    ),
    ...conductLevels[regime].map(level =>
      share(`conduct-${level}`, conductHead(text.levels.conduct(level)), tally => tally.facts.conduct[level]?.all),
    ),
    ...(period >= 3
      ? [share('promoted', text.levels.outcomes.promoted, tally => tally.facts.outcome.promoted?.all)]
      : []),
  ];
}
