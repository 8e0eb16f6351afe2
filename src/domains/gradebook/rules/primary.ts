import { type Readings, readingsByDefault } from './readings.ts';

/** Primary school: TT 27/2020/TT-BGDĐT, and TT 30/2014 as amended by TT 22/2016 for the grades not yet on it. */

/** A subject or activity: T "hoàn thành tốt", H "hoàn thành", C "chưa hoàn thành". */
export type SubjectLevel = 'T' | 'H' | 'C';
/** A quality or competence: T "tốt", Đ "đạt", C "cần cố gắng". */
export type TraitLevel = 'T' | 'Đ' | 'C';

export interface PrimaryYear {
  subjects: readonly SubjectLevel[];
  /** The five qualities and ten competences (TT 27), or the three and four of TT 22/2016. */
  traits: readonly TraitLevel[];
  /** Year-end test marks, whole numbers 0 to 10. Only year-end data count. */
  tests: readonly number[];
}

export type PrimaryResult = 'excellent' | 'well' | 'completed' | 'not-completed';

/** Art. 9.2 of TT 27/2020. A single H blocks the two upper results. */
export function primaryResult({ subjects, traits, tests }: PrimaryYear): PrimaryResult {
  const allT = subjects.every(level => level === 'T') && traits.every(level => level === 'T');
  if (allT && tests.every(mark => mark >= 9)) return 'excellent';
  if (allT && tests.every(mark => mark >= 7)) return 'well';
  const noC = subjects.every(level => level !== 'C') && traits.every(level => level !== 'C');
  return noC && tests.every(mark => mark >= 5) ? 'completed' : 'not-completed';
}

/** Not completed: the teacher helps and assesses again; then the principal decides (art. 11). There is no limit of absences. */
export const isPromoted = (result: PrimaryResult): boolean => result !== 'not-completed';

export type PrimaryAward = 'excellent' | 'model' | null;

/** Art. 13 of TT 27/2020: completing well alone is no award; the class must recognise an achievement or clear progress. */
export function primaryAward(result: PrimaryResult, recognised: boolean): PrimaryAward {
  if (result === 'excellent') return 'excellent';
  return result === 'well' && recognised ? 'model' : null;
}

/** A test mark is a whole number from 0 (from 1 under TT 22/2016) to 10. @returns undefined for what is not one. */
export function readTestMark(text: string, regime: 'tt27-2020' | 'tt30-2014'): number | undefined {
  if (!/^\d{1,2}$/.test(text.trim())) return undefined;
  const mark = Number(text);
  return mark <= 10 && mark >= (regime === 'tt30-2014' ? 1 : 0) ? mark : undefined;
}

/** TT 22/2016: the grade is completed where every subject and trait is at least completed and every year-end test 5 or more. */
export const isPromoted2014 = ({ subjects, traits, tests }: PrimaryYear): boolean =>
  subjects.every(level => level !== 'C') && traits.every(level => level !== 'C') && tests.every(mark => mark >= 5);

/** TT 22/2016 art. 16: everything at its best (a reading, unverified), or an achievement that the class recognised. */
export function primaryAward2014(
  year: PrimaryYear,
  recognised: boolean,
  readings: Pick<Readings, 'praise-2014'> = readingsByDefault,
): PrimaryAward {
  if (readings['praise-2014'] === 'all-best' && primaryResult(year) === 'excellent') return 'excellent';
  return recognised ? 'model' : null;
}
