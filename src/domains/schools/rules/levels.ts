/** Levels of schooling (Education Law 2019, arts. 23 and 28) and the grades each teaches; grade 0 is kindergarten. */
export const levels = ['preschool', 'primary', 'lower-secondary', 'upper-secondary', 'continuing'] as const;
export type Level = (typeof levels)[number];

const gradesOfLevel: Record<Level, readonly number[]> = {
  preschool: [0],
  primary: [1, 2, 3, 4, 5],
  'lower-secondary': [6, 7, 8, 9],
  'upper-secondary': [10, 11, 12],
  // Continuing education repeats the programmes of both secondary levels for grown learners.
  continuing: [6, 7, 8, 9, 10, 11, 12],
};

/** The grades that a school of these levels teaches, in order. */
export const gradesOf = (of: readonly string[]): number[] =>
  [...new Set(levels.filter(level => of.includes(level)).flatMap(level => gradesOfLevel[level]))].sort((a, b) => a - b);

/** The highest grade of the level that a grade belongs to: who finishes it has finished the level. */
export const isLastGradeOfLevel = (grade: number): boolean => [0, 5, 9, 12].includes(grade);

/**
 * How many pupils a class may have: primary 35, combined classes 15 (TT 28/2020, art. 16); secondary 45 (TT 32/2020, art. 15).
 * Preschool groups have limits by age (TT 52/2020), which a class does not record: undefined.
 */
export function mostPupils(grades: readonly number[]): number | undefined {
  const highest = Math.max(...grades);
  if (highest === 0) return undefined;
  if (highest <= 5) return grades.length > 1 ? 15 : 35;
  return 45;
}
