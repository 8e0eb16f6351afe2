import { type Element, element, elements, val } from './read-xml.ts';

/** The part of a paragraph's properties that numbers it. */
export interface NumberedAt {
  readonly list: string;
  readonly level: number;
}

interface Level {
  start: number;
  format: string;
  text: string;
}

/** Counts Word's automatic numbers as Word does: they stand in no text, only in numbering.xml. */
export class WordNumbering {
  readonly #abstract = new Map<string, Map<number, Level>>();
  readonly #lists = new Map<string, { abstract: string; starts: Map<number, number> }>();
  readonly #counters = new Map<string, (number | undefined)[]>();
  readonly #begun = new Set<string>();

  constructor(numbering: Element | undefined) {
    const root = element(numbering, 'w:numbering');
    if (!root) return;
    for (const each of elements(root, 'w:abstractNum'))
      this.#abstract.set(each.attributes.get('w:abstractNumId') ?? '', levelsOf(each));
    for (const each of elements(root, 'w:num')) {
      const starts = new Map<number, number>();
      for (const over of elements(each, 'w:lvlOverride')) {
        const start = val(element(over, 'w:startOverride'));
        if (start !== undefined) starts.set(Number(over.attributes.get('w:ilvl')), Number(start));
      }
      this.#lists.set(each.attributes.get('w:numId') ?? '', {
        abstract: val(element(each, 'w:abstractNumId')) ?? '',
        starts,
      });
    }
  }

  /** The number or bullet of the next paragraph of this list and level: 'I.', '1.2', 'a)', '-'. */
  next(at: NumberedAt): string {
    const list = this.#lists.get(at.list);
    const levels = list && this.#abstract.get(list.abstract);
    const level = levels?.get(at.level);
    if (!list || !levels || !level) return '';
    const counters = this.#counters.get(list.abstract) ?? [];
    this.#counters.set(list.abstract, counters);
    const begun = `${at.list}/${at.level}`;
    const override = this.#begun.has(begun) ? undefined : list.starts.get(at.level);
    this.#begun.add(begun);
    counters[at.level] = override ?? (counters[at.level] ?? level.start - 1) + 1;
    counters.length = at.level + 1;
    if (level.format === 'none') return '';
    if (level.format === 'bullet') return bulletOf(level.text);
    return level.text.replace(/%(\d)/gu, (_, digit) => {
      const index = Number(digit) - 1;
      const its = levels.get(index);
      // '1.1' of a heading set in Roman numerals is written so by w:isLgl; without it, as each level counts.
      return its ? written(counters[index] ?? its.start, its.format) : '';
    });
  }
}

function levelsOf(abstract: Element): Map<number, Level> {
  return new Map(
    elements(abstract, 'w:lvl').map(each => [
      Number(each.attributes.get('w:ilvl') ?? 0),
      {
        start: Number(val(element(each, 'w:start')) ?? 1),
        format: val(element(each, 'w:numFmt')) ?? 'decimal',
        text: val(element(each, 'w:lvlText')) ?? '',
      },
    ]),
  );
}

/** Bullets are letters of symbol fonts; the first sign of plain text that looks like them stands for them. */
function bulletOf(text: string): string {
  const sign = text.trim();
  if (/^[-–—+*•o▪]$/u.test(sign)) return sign === 'o' ? '○' : sign;
  return sign === '\uf0a7' ? '▪' : '•';
}

function written(count: number, format: string): string {
  switch (format) {
    case 'upperRoman':
      return roman(count);
    case 'lowerRoman':
      return roman(count).toLowerCase();
    case 'upperLetter':
      return letter(count).toUpperCase();
    case 'lowerLetter':
      return letter(count);
    case 'decimalZero':
      return String(count).padStart(2, '0');
    default:
      return String(count);
  }
}

/** Word repeats the letter after z: aa, bb. */
const letter = (count: number) =>
  String.fromCharCode(97 + ((count - 1) % 26)).repeat(Math.min(1 + Math.floor((count - 1) / 26), 5));

const romans: [number, string][] = [
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
];

function roman(count: number): string {
  let left = Math.min(Math.max(count, 0), 399);
  let out = '';
  for (const [value, sign] of romans) {
    while (left >= value) {
      out += sign;
      left -= value;
    }
  }
  return out;
}
