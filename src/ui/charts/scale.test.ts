import { describe, expect, it } from 'vitest';
import { scaleFor } from './scale.ts';

describe('the scale of a chart', () => {
  it('begins at 0 and has round steps that hold every value', () => {
    expect(scaleFor([41, 93.3, 100]).steps).toEqual([0, 25, 50, 75, 100]);
    expect(scaleFor([1234]).steps).toEqual([0, 500, 1000, 1500]);
    expect(scaleFor([0.7]).steps).toEqual([0, 0.2, 0.4, 0.6, 0.8]);
  });
  it('goes below 0 only where a figure does', () => {
    expect(scaleFor([-12, 30]).from).toBeLessThanOrEqual(-12);
    expect(scaleFor([-12, 30]).steps).toContain(0);
  });
  it('stands even where there is nothing to show', () => {
    const scale = scaleFor([]);
    expect(scale.to).toBeGreaterThan(scale.from);
  });
});
