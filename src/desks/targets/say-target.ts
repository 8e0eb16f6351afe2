import { isShare, type ReadingShown, type TargetLine } from '#indicators';
import { count, day, dayMonth, isoDay, none, number, percent, time } from '#platform/format.ts';
import type { DeskWords } from '../words.ts';

/** 50 %, 2,5 %: what a target promises, without decimals nobody wrote. */
export const sayGoal = (line: Pick<TargetLine, 'comparator' | 'valueTenths' | 'unit'>, text: DeskWords): string => {
  const value = line.valueTenths / 10;
  const written = isShare(line)
    ? percent(value, line.valueTenths % 10 === 0 ? 0 : 1)
    : `${number(value)} ${text.targetUnits[line.unit] ?? ''}`.trim();
  return text.board.goal(text.comparators[line.comparator], written);
};

/** The length of a bar: the whole, but for a small promise ("từ 2 %") three times the promise, or nothing could be seen of it. */
export const barLength = (line: Pick<TargetLine, 'valueTenths'>, value: number | null): number => {
  const goal = line.valueTenths / 10;
  return goal <= 10 ? Math.min(100, Math.max(goal * 3, value ?? 0)) : 100;
};

/** 93,3 %; for a promise of so many things their number. */
export const sayValue = (line: Pick<TargetLine, 'main' | 'unit'>): string =>
  isShare(line) ? percent(line.main?.percent) : line.main?.unitsCounted ? number(line.main.numerator) : none;

/** 14:05 where it was today, else 02/06. */
export const sayWhen = (moment: Date | null | undefined, today: string): string =>
  !moment
    ? '–'
    : isoDay(moment) === today
      ? time(moment)
      : isoDay(moment).slice(0, 4) === today.slice(0, 4)
        ? dayMonth(moment)
        : day(moment);

/** Tự tính · 14:05; Khai báo · 02/06: where a figure comes from, and how fresh it is. */
export function sayOrigin(line: Pick<TargetLine, 'main' | 'indicator'>, today: string, text: DeskWords): string {
  const origin = line.main?.origin ?? (line.indicator?.origin === 'computed' ? 'computed' : 'declared');
  const when = origin === 'computed' ? line.main?.refreshedAt : line.main?.newestRecordAt;
  return `${text.origins[origin]} · ${sayWhen(when, today)}`;
}

export const sayCoverage = (main: ReadingShown | undefined, text: DeskWords): string | undefined =>
  main && text.board.unitsOf(count(main.unitsCounted), count(main.unitsExpected));

/** +4,7 or −1,2: how far what is declared lies from what is computed, in points. */
export function sayDifference(declared: number | null, computed: number | null): string {
  if (declared === null || computed === null) return '–';
  const points = Math.round((declared - computed) * 10) / 10;
  return `${points > 0 ? '+' : points < 0 ? '−' : ''}${number(Math.abs(points), 1)}`;
}

/** "trường" where every unit is a school, else "đơn vị". */
export const sayUnit = (line: Pick<TargetLine, 'indicator'>, text: DeskWords): string => {
  const { indicator } = line;
  const areSchools =
    indicator?.origin === 'declared'
      ? indicator.declaredBy === 'schools'
      : indicator !== undefined && indicator.counts !== 'unit';
  return areSchools || !indicator ? text.schools : text.units;
};

/** Where in the plan's text a target stands ("I.2"), as far as the reader wrote it down. */
export function whereInPlan(textPlace: unknown): string {
  if (!textPlace || typeof textPlace !== 'object') return '';
  const section: unknown = Reflect.get(textPlace, 'section');
  return typeof section === 'string' ? section : '';
}

export const hrefOfTarget = (line: Pick<TargetLine, 'planId' | 'targetId'>): string =>
  `/plans/${line.planId}/targets/${line.targetId}`;
