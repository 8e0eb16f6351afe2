import { comparatorAround } from './compare.ts';
import { countUnit } from './count-unit.ts';
import { type Passage, placeOf } from './passage.ts';
import { scopeAround } from './scope.ts';
import type { Comparator, Measure, Unit } from './types.ts';

/** Half-open stretch of a passage. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

interface Figure extends Stretch {
  value: number;
  upTo: number | null;
  unit: Unit;
  noun: string | null;
  /** Where the words of its unit end, and the scope begins. */
  scopeFrom: number;
}

export interface ReadingOfMeasures {
  /** Among specific goals 'Xây dựng 05 phòng học thông minh' is a promise; elsewhere only with a comparator. */
  readonly bareCounts: boolean;
  /** 'Mục tiêu đến năm 2025': a heading above says by when. */
  readonly by: string | null;
  readonly section: string | null;
}

const number = String.raw`(?:\d{1,3}(?:\.\d{3})+(?!\d)|\d{1,9})(?:[.,]\d{1,2}(?!\d))?`;
const percentSign = String.raw`\s*(?:%|phần trăm(?!\p{L}))`;
const figures = new RegExp(
  String.raw`(?<![\d.,/]|\d[-–]|\p{L})(${number})(${percentSign})?(?:\s*(?:-|–|—|đến|tới)\s*(?:dưới\s+)?(${number})(${percentSign}))?`,
  'giu',
);

/** '1.500' → 1500, '95,5' and '95.5' → 95.5, '01' → 1. */
export function readNumber(text: string): number {
  const whole = /^\d{1,3}(?:\.\d{3})+/.exec(text)?.[0];
  const normal = whole
    ? whole.replaceAll('.', '') + text.slice(whole.length).replace(',', '.')
    : text.replace(',', '.');
  return Number(normal);
}

/** The promises in a stretch of text that can be counted, those of 'trong đó …' inside the one they belong to. */
export function readMeasures(passage: Passage, stretch: Stretch, how: ReadingOfMeasures): Measure[] {
  const found = findFigures(passage, stretch, how);
  const top: { measure: Measure; within: Measure[]; said: Comparator | null; end: number }[] = [];
  let lower = stretch.from;
  found.forEach((figure, index) => {
    const gap = passage.text.slice(lower, figure.from);
    const previous = top.at(-1);
    const own =
      figure.upTo !== null ? 'at-least' : comparatorAround(passage.text, passage.plain, figure.from, figure.to, lower);
    const said = own ?? (previous && inherits(gap) ? previous.said : null);
    const next = found[index + 1]?.from ?? stretch.to;
    const within: Measure[] = [];
    const scope = scopeAround(
      passage.text.slice(sentenceStart(passage.text, lower, figure.from), figure.from),
      passage.text.slice(figure.scopeFrom, next),
    );
    // '70% (năm 2024), 90% (năm 2025)': of the same units.
    const alike = previous?.measure.unit === figure.unit && (inherits(gap) || /^\s*\([^)]*\),?\s*$/u.test(gap));
    const measure: Measure = {
      comparator: said ?? (figure.unit === 'percent' && figure.value === 100 ? 'exactly' : 'unspecified'),
      value: figure.value,
      upTo: figure.upTo,
      unit: figure.unit,
      noun: figure.noun,
      scope: scope || (previous && alike ? previous.measure.scope : ''),
      ...changeAround(passage, figure, lower),
      by:
        yearAfter(passage.text.slice(figure.to)) ?? yearBefore(passage.text.slice(stretch.from, figure.from)) ?? how.by,
      within,
      place: placeOf(passage, how.section, phraseStart(passage, figure.from, lower), figure.to),
    };
    if (previous && /trong đó[^;.]*$/iu.test(gap)) previous.within.push(measure);
    else top.push({ measure, within, said, end: figure.to });
    lower = figure.to;
  });
  return top.map(each => each.measure);
}

function findFigures(passage: Passage, stretch: Stretch, how: ReadingOfMeasures): Figure[] {
  const text = passage.text.slice(0, stretch.to);
  const all: Figure[] = [];
  figures.lastIndex = 0;
  for (const found of text.matchAll(figures)) {
    const [whole, first = '', sign, second, secondSign] = found;
    const from = found.index;
    if (from < stretch.from) continue;
    const percent = Boolean(sign ?? secondSign);
    let to = from + whole.length;
    let unit: Unit = 'percent';
    let noun: string | null = null;
    let value = readNumber(first);
    if (!percent) {
      const counted = countUnit(text, from, from + first.length);
      if (!counted) continue;
      const compared = comparatorAround(
        text,
        passage.plain,
        from,
        counted.end,
        Math.max(stretch.from, all.at(-1)?.to ?? 0),
      );
      if (!how.bareCounts && (!compared || isWhere(compared, text.slice(0, from)))) continue;
      ({ unit, noun } = counted);
      value *= counted.times;
      to = counted.end;
    }
    // 'tăng từ 50% lên 60%': where it starts is no promise.
    if (
      /(?:tăng|giảm|nâng)[^,;.]{0,40}\stừ\s*$/iu.test(text.slice(0, from)) &&
      /^\s*(?:\(?(?:năm|vào|của)\s[^,;.%]{0,25})?(?:lên|xuống|thành|còn|đến)(?!\p{L})/iu.test(text.slice(to))
    )
      continue;
    all.push({ from, to, value, upTo: second && secondSign ? readNumber(second) : null, unit, noun, scopeFrom: to });
  }
  return all.slice(0, 200);
}

/** 'Trên 02 nền tảng hiện có, …': on them, not more than them. */
const isWhere = (compared: Comparator, before: string) =>
  compared === 'more-than' && /(?:^|[.;:,+\-–]\s*)trên\s*$/iu.test(before);

/** 'từ 2% ở cấp Tiểu học và 5% ở cấp Trung học': the second number is compared like the first. */
function inherits(gap: string): boolean {
  if (gap.length > 120 || /trong đó|[;.]\s/iu.test(gap)) return false;
  return (
    /(?:(?:^|\s)và|,)\s*(?:đạt\s*)?$/iu.test(gap) || /(?:đến|tới)\s+(?:hết\s+)?(?:năm\s+)?\d{4}[^%]{0,20}$/iu.test(gap)
  );
}

function changeAround(passage: Passage, figure: Figure, lower: number): Pick<Measure, 'change' | 'comparedWith'> {
  const before = passage.text.slice(Math.max(lower, figure.from - 40), figure.from);
  const word = /(?<!\p{L})(tăng|giảm|nâng)(?:\s+(?:thêm|ít nhất|tối thiểu|trên|từ|khoảng|không quá|được))*\s*$/iu
    .exec(before)?.[1]
    ?.toLowerCase();
  const compared = /^[^;.]{0,60}?so với\s+([^,;.()]+)/iu.exec(passage.text.slice(figure.to))?.[1]?.trim() ?? null;
  const change = word === 'giảm' ? 'decrease' : word ? 'increase' : null;
  return { change, comparedWith: change ? compared : null };
}

const yearAfter = (text: string) => {
  const year = /^\s*\((?:đến\s+|hết\s+|trong\s+)*năm\s+(20\d\d)\)/iu.exec(text)?.[1];
  return year ? `${year}-12-31` : null;
};

/** The last 'đến (hết) năm 2025' before a number, as the last day of that year. */
export function yearBefore(text: string): string | null {
  const year = [
    ...text.matchAll(/(?<!\p{L})(?:đến|tới|hết|cuối)\s+(?:hết\s+|cuối\s+)?(?:năm\s+)?(20\d\d)(?![\d-])/giu),
  ].at(-1)?.[1];
  return year ? `${year}-12-31` : null;
}

function sentenceStart(text: string, lower: number, from: number): number {
  const cut = Math.max(
    text.lastIndexOf('. ', from - 1),
    text.lastIndexOf(';', from - 1),
    text.lastIndexOf('(', from - 1),
  );
  return Math.max(lower, cut + 1);
}

/** The comparing words belong to the place: 'tối thiểu 50%'. */
function phraseStart(passage: Passage, from: number, lower: number): number {
  const words =
    /(?<!\p{L})(?:tối thiểu|ít nhất|không dưới|không thấp hơn|không quá|tối đa|lớn hơn hoặc bằng|nhiều nhất|chưa đến|trên|dưới|hơn|từ|>=|<=|≥|≤|>|<)(?:\s+(?:đạt|là|từ|được))*\s*$/iu.exec(
      passage.text.slice(Math.max(lower, from - 40), from),
    );
  return words ? from - words[0].length : from;
}
