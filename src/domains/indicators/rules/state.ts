/** How a figure stands against what was promised. */
export type Standing = 'ok' | 'near' | 'behind' | 'silent';
export type Comparator = 'at-least' | 'more-than' | 'exactly' | 'at-most' | 'less-than';

export interface Pledge {
  comparator: Comparator;
  /** Tenths of the unit: 500 is 50 %. */
  valueTenths: number;
  /** "percent", or what is counted ("count", "dong", "mbps" …): then the sum itself is the figure, not a share. */
  unit: string;
}

export interface Figure {
  numerator: number;
  denominator: number;
  unitsExpected: number;
  unitsCounted: number;
}

/** A share in per cent, or null where nothing was counted: missing is never zero. */
export const shareOf = (figure: Pick<Figure, 'numerator' | 'denominator'> | undefined): number | null =>
  figure && figure.denominator > 0 ? (figure.numerator / figure.denominator) * 100 : null;

export const isShare = (pledge: Pick<Pledge, 'unit'>): boolean => pledge.unit === 'percent' || pledge.unit === '%';

/** What is compared with the promise: a share in per cent, or for a promise of so many things their number. */
export const figureFor = (pledge: Pick<Pledge, 'unit'>, figure: Figure | undefined): number | null => {
  if (!figure || figure.unitsCounted === 0) return null;
  return isShare(pledge) ? shareOf(figure) : figure.numerator;
};

/** Whether a value keeps the pledge. "100 %" is kept by all of it, whichever comparator the text was read with. */
export function keeps(pledge: Pledge, percent: number): boolean {
  const value = pledge.valueTenths / 10;
  switch (pledge.comparator) {
    case 'at-least':
    case 'exactly':
      return percent >= value - 1e-9;
    case 'more-than':
      return percent > value + 1e-9;
    case 'at-most':
      return percent <= value + 1e-9;
    case 'less-than':
      return percent < value - 1e-9;
  }
}

/** Near: short by no more than a tenth of what was promised, and by no more than five points. */
const nearness = (value: number): number => Math.min(5, value / 10);

/**
 * - silent: nothing was counted;
 * - ok: the promise is kept, and would be kept if the units that say nothing had reached nothing;
 * - near: only just short, or kept only because some units say nothing;
 * - behind: the rest.
 */
export function standingOf(pledge: Pledge, figure: Figure | undefined): Standing {
  const percent = figureFor(pledge, figure);
  if (!figure || percent === null) return 'silent';
  const wantsMore = pledge.comparator !== 'at-most' && pledge.comparator !== 'less-than';
  if (keeps(pledge, percent)) {
    const atWorst = wantsMore && isShare(pledge) ? percent * (figure.unitsCounted / figure.unitsExpected) : percent;
    return keeps(pledge, atWorst) ? 'ok' : 'near';
  }
  const value = pledge.valueTenths / 10;
  const short = wantsMore ? value - percent : percent - value;
  return short <= (isShare(pledge) ? nearness(value) : value / 10) + 1e-9 ? 'near' : 'behind';
}

/** Groups smaller than this are not shown to the public: a figure about four persons is a figure about someone. */
export const SMALLEST_GROUP = 5;

export const isTooSmallForPublic = (counts: string, figure: Pick<Figure, 'denominator'>): boolean =>
  (counts === 'pupil' || counts === 'staff') && figure.denominator < SMALLEST_GROUP;
