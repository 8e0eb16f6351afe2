/** The circulars by which pupils are assessed. Several hold side by side: chosen by school year and grade, never by date alone. */
export type Regime =
  /** TT 22/2021/TT-BGDĐT, secondary */
  | 'tt22-2021'
  /** TT 58/2011/TT-BGDĐT as amended by TT 26/2020, secondary */
  | 'tt58-2011'
  /** TT 27/2020/TT-BGDĐT, primary */
  | 'tt27-2020'
  /** TT 30/2014/TT-BGDĐT as amended by TT 22/2016, primary */
  | 'tt30-2014';

/** Assessed as in primary school: by levels and comments. */
export const isPrimary = (regime: Regime | null): boolean => regime === 'tt27-2020' || regime === 'tt30-2014';

/** The first school year (its first calendar year) in which a grade is on the 2018 programme and its circular (road maps in TT 27/2020 art. 19 and TT 22/2021 art. 21). */
const NEW_FROM: Record<number, number> = {
  1: 2020,
  2: 2021,
  3: 2022,
  4: 2023,
  5: 2024,
  6: 2021,
  7: 2022,
  10: 2022,
  8: 2023,
  11: 2023,
  9: 2024,
  12: 2024,
};

/**
 * Which circular holds for a grade in a school year.
 * @param schoolYear "2023-2024"
 * @param grade 1 to 12
 * @returns undefined for preschool, which these circulars do not cover
 */
export function regimeFor(schoolYear: string, grade: number): Regime | undefined {
  const from = NEW_FROM[grade];
  if (from === undefined) return undefined;
  const isNew = Number(schoolYear.slice(0, 4)) >= from;
  if (grade <= 5) return isNew ? 'tt27-2020' : 'tt30-2014';
  return isNew ? 'tt22-2021' : 'tt58-2011';
}
