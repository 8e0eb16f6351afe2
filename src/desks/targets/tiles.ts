import type { GroupLine } from '#indicators';

/**
 * Where the districts of Kon Tum lay, roughly, as [column, row]; by the statistics office's codes. Districts ended on
 * 1/7/2025, so these hold for figures of the years before. Places of another province, or without a code here, follow in
 * rows of four.
 */
const known: Record<string, readonly [column: number, row: number]> = {
  610: [2, 1],
  611: [1, 2],
  612: [2, 2],
  617: [3, 2],
  613: [4, 2],
  616: [1, 3],
  615: [2, 3],
  614: [3, 3],
  618: [1, 4],
  608: [2, 4],
};

const ACROSS = 4;
/** The map has twelve rows at most; more places than that are a list, not a map. */
export const MOST_TILES = 40;

export interface TilePlace {
  group: GroupLine;
  column: number;
  row: number;
}

export function tilesOf(groups: readonly GroupLine[]): TilePlace[] {
  const placed = groups.flatMap(group => {
    const at = group.gsoCode ? known[group.gsoCode] : undefined;
    return at ? [{ group, column: at[0], row: at[1] }] : [];
  });
  const below = placed.length > 0 ? 4 : 0;
  const rest = groups
    .filter(group => !placed.some(tile => tile.group === group))
    .toSorted((a, b) => a.shortName.localeCompare(b.shortName, 'vi'));
  return [
    ...placed,
    ...rest.map((group, index) => ({
      group,
      column: (index % ACROSS) + 1,
      row: below + Math.floor(index / ACROSS) + 1,
    })),
  ];
}
