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
  /** Known to this circular alone: another counts by levels of its own. */
  isLevel: boolean;
}

/** The figures of statistics in the order of their columns: pupils, then how they stand by the circular's own levels. */
export function tallyFigures(regime: Regime, period: Period, text: GradebookWords): TallyFigure[] {
  const { heads, academicHead, conductHead } = text.summary;
  type Figure = [key: string, heading: string, of: TallyFigure['of']];
  const plain = (...[key, heading, of]: Figure): TallyFigure => ({ key, heading, of, isShare: false, isLevel: false });
  const share = (...figure: Figure): TallyFigure => ({ ...plain(...figure), isShare: true });
  const level = (...figure: Figure): TallyFigure => ({ ...share(...figure), isLevel: true });
  return [
    plain('pupils', heads.pupils, tally => tally.pupils.all),
    plain('girls', heads.girls, tally => tally.pupils.girls),
    plain('minority', heads.minority, tally => tally.pupils.minority),
    share('whole', heads.whole, tally => tally.whole),
    ...academicLevels[regime].map(name =>
      level(
        `academic-${name}`,
        academicHead(text.levels.academic(regime, name)),
        tally => tally.facts.academic[name]?.all,
      ),
    ),
    ...conductLevels[regime].map(name =>
      level(`conduct-${name}`, conductHead(text.levels.conduct(name)), tally => tally.facts.conduct[name]?.all),
    ),
    ...(period >= 3
      ? [share('promoted', text.levels.outcomes.promoted, tally => tally.facts.outcome.promoted?.all)]
      : []),
  ];
}
