import { describe, expect, test } from 'vitest';
import { isTooSmallForPublic, keeps, type Pledge, standingOf } from './state.ts';

const all: Pledge = { comparator: 'exactly', valueTenths: 1000, unit: 'percent' };
const half: Pledge = { comparator: 'at-least', valueTenths: 500, unit: 'percent' };
const above90: Pledge = { comparator: 'more-than', valueTenths: 900, unit: 'percent' };
const figure = (numerator: number, denominator: number, unitsCounted = denominator, unitsExpected = unitsCounted) => ({
  numerator,
  denominator,
  unitsCounted,
  unitsExpected,
});

describe('keeping a promise', () => {
  test('"tối thiểu 50%" is kept at 50, "trên 90%" is not kept at 90', () => {
    expect(keeps(half, 50)).toBe(true);
    expect(keeps(above90, 90)).toBe(false);
    expect(keeps(above90, 90.1)).toBe(true);
    expect(keeps({ comparator: 'at-most', valueTenths: 50, unit: 'percent' }, 5)).toBe(true);
    expect(keeps({ comparator: 'less-than', valueTenths: 50, unit: 'percent' }, 5)).toBe(false);
  });
});

describe('how a figure stands', () => {
  test('nothing counted is silent, never zero', () => {
    expect(standingOf(all, undefined)).toBe('silent');
    expect(standingOf(all, figure(0, 0, 0, 168))).toBe('silent');
  });

  test('zero of something is behind, not silent', () => expect(standingOf(half, figure(0, 20))).toBe('behind'));

  test('near is within five points and within a tenth of the promise', () => {
    expect(standingOf(all, figure(986, 1000))).toBe('near');
    expect(standingOf(all, figure(933, 1000))).toBe('behind');
    expect(standingOf(half, figure(468, 1000))).toBe('near');
    expect(standingOf({ comparator: 'at-least', valueTenths: 20, unit: 'percent' }, figure(15, 1000))).toBe('behind');
  });

  test('what is kept only because some say nothing is near', () => {
    expect(standingOf(half, figure(60, 100, 100, 100))).toBe('ok');
    expect(standingOf(half, figure(60, 100, 100, 130))).toBe('near');
    expect(standingOf({ comparator: 'at-most', valueTenths: 500, unit: 'percent' }, figure(40, 100, 100, 200))).toBe(
      'ok',
    );
  });
});

test('a promise of so many things is kept by their number', () => {
  const rooms: Pledge = { comparator: 'at-least', valueTenths: 120, unit: 'count' };
  expect(standingOf(rooms, figure(12, 40))).toBe('ok');
  expect(standingOf(rooms, figure(11, 40))).toBe('near');
  expect(standingOf(rooms, figure(3, 3))).toBe('behind');
});

test('the public sees no figure about fewer than five persons', () => {
  expect(isTooSmallForPublic('pupil', { denominator: 4 })).toBe(true);
  expect(isTooSmallForPublic('pupil', { denominator: 5 })).toBe(false);
  expect(isTooSmallForPublic('school', { denominator: 2 })).toBe(false);
});
