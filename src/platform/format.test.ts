import { describe, expect, it } from 'vitest';
import * as format from './format.ts';

describe('days and times', () => {
  it('writes a bare day as it is, whatever the time zone of the machine', () => {
    expect(format.day('2023-02-25')).toBe('25/02/2023');
    expect(format.dayMonth('2023-02-25')).toBe('25/02');
  });
  it('writes a moment as the clock stands in Việt Nam', () => {
    expect(format.dayTime(new Date('2023-11-24T07:05:00Z'))).toBe('14:05 ngày 24/11/2023');
    expect(format.dayTime('2023-11-24T07:05:00Z', 'en')).toBe('14:05 on 24/11/2023');
    expect(format.time('2023-11-24T17:30:00Z')).toBe('00:30');
    expect(format.day(new Date('2023-11-24T17:30:00Z'))).toBe('25/11/2023');
    expect(format.isoDay(new Date('2023-11-24T17:30:00Z'))).toBe('2023-11-25');
  });
  it('writes a missing or unreadable moment as a dash', () => {
    expect(format.day(undefined)).toBe('–');
    expect(format.dayTime('soon')).toBe('–');
    expect(format.time(null)).toBe('–');
  });
});

describe('figures', () => {
  it('parts thousands by a point and decimals by a comma', () => {
    expect(format.number(1234.5)).toBe('1.234,5');
    expect(format.number(3, 1)).toBe('3,0');
    expect(format.count(1_234_567n)).toBe('1.234.567');
  });
  it('keeps the unit on the line of its figure', () => {
    expect(format.percent(100)).toBe('100,0\u00a0%');
    expect(format.percentFromTenths(986)).toBe('98,6\u00a0%');
    expect(format.dong(1_234_000n)).toBe('1.234.000\u00a0đ');
    expect(format.fileSize(1_572_864)).toBe('1,5\u00a0MB');
  });
  it('never shows a missing figure as zero', () => {
    expect([format.number(null), format.count(undefined), format.percent(Number.NaN), format.dong(null)]).toEqual(
      Array(4).fill('–'),
    );
    expect(format.count(0)).toBe('0');
  });
});
