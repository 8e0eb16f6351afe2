import type { Regime } from './regime.ts';
import { traitsOf } from './traits.ts';

/** Competences of subjects that begin in grade 3 (the form of the class summary in TT 27/2020; from memory, unverified). */
const fromGradeThree = 2;

/** How many qualities and competences must be judged at the year's end before a primary pupil's year is whole. */
export const traitsNeeded = (regime: Regime, grade: number): number =>
  traitsOf(regime).length - (regime === 'tt27-2020' && grade <= 2 ? fromGradeThree : 0);
