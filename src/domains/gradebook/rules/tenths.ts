/**
 * Marks and means are whole tenths (8,5 is 85): binary fractions get a legal boundary wrong (66,8 : 8 is exactly 8,35 and
 * rounds to 8,4; floating point says 8,3). Halves go up: the circulars say only "làm tròn"; half-up is what everyone does.
 */
export type Tenths = number;

/** Whole division with halves going up. Both numbers are whole, the divisor positive. */
export const divideHalfUp = (dividend: number, divisor: number): number =>
  Math.floor((2 * dividend + divisor) / (2 * divisor));

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
