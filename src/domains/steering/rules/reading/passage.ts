import type { Block } from '#platform/documents/block.ts';
import { plain } from './plain.ts';
import type { Place } from './types.ts';

/** A block, or a part of one: columns of a letterhead may share a line. `at`: where it begins in the whole text. */
export interface Line {
  readonly block: Block;
  readonly text: string;
  readonly at: number;
  readonly column: number | undefined;
}

/** One sentence or paragraph, its wrapped lines joined again. */
export interface Passage {
  readonly text: string;
  readonly plain: string;
  readonly lines: readonly { readonly line: Line; readonly from: number }[];
}

export function passageOf(lines: readonly Line[]): Passage {
  let text = '';
  const placed = lines.map(line => {
    if (text) text += ' ';
    const from = text.length;
    text += line.text;
    return { line, from };
  });
  return { text, plain: plain(text), lines: placed };
}

export const firstLine = (passage: Passage) => passage.lines[0]?.line;
export const cellOf = (passage: Passage) => firstLine(passage)?.block.origin.cell;

/** Where a part of a passage stands in the document; all of it when no offsets are given. */
export function placeOf(passage: Passage, section: string | null, from = 0, to = passage.text.length): Place {
  const end = Math.max(to, from);
  const touched = passage.lines.filter(
    ({ line, from: at }, index) =>
      at < Math.max(end, from + 1) && (at + line.text.length > from || index === passage.lines.length - 1),
  );
  const used = touched.length > 0 ? touched : passage.lines.slice(0, 1);
  const first = used[0];
  const last = used.at(-1);
  const start = first ? first.line.at + Math.max(from - first.from, 0) : 0;
  return {
    blocks: [...new Set(used.map(({ line }) => line.block.id))],
    section,
    page: first?.line.block.origin.page ?? null,
    from: start,
    to: last ? Math.max(start, last.line.at + Math.min(end - last.from, last.line.text.length)) : start,
    quote: passage.text.slice(from, end),
  };
}

/** The place of several passages together. */
export function placeOfAll(passages: readonly Passage[], section: string | null): Place {
  const places = passages.map(passage => placeOf(passage, section));
  return joinPlaces(places, section);
}

export function joinPlaces(places: readonly Place[], section: string | null): Place {
  return {
    blocks: [...new Set(places.flatMap(place => place.blocks))],
    section,
    page: places[0]?.page ?? null,
    from: places.length > 0 ? Math.min(...places.map(place => place.from)) : 0,
    to: Math.max(0, ...places.map(place => place.to)),
    quote: places.map(place => place.quote).join(' '),
  };
}
