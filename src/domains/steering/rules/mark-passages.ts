/** An item and where it stands in the text. */
export interface Stands {
  id: string;
  from: number;
  to: number;
}

export interface Marked {
  /** Pieces that do not overlap, in order: what a screen can mark. */
  pieces: (Stands & { item: string })[];
  /** Which piece to go to for an item; two items on the same words share one. */
  pieceOf: Map<string, string>;
}

/**
 * Items stand within each other (a figure and a deadline within the task that names them). The inner one is marked as itself,
 * the outer one by what is left of it around the inner; so each keeps words to click on, where it has any of its own.
 */
export function markPassages(items: readonly Stands[]): Marked {
  const edges = [...new Set(items.flatMap(item => [item.from, item.to]))].sort((a, b) => a - b);
  const covering = (from: number, to: number) => items.filter(item => item.from <= from && to <= item.to);
  const pieces: Marked['pieces'] = [];
  const used = new Map<string, number>();
  edges.slice(0, -1).forEach((from, index) => {
    const to = edges[index + 1] ?? from;
    const [innermost] = covering(from, to).sort((a, b) => a.to - a.from - (b.to - b.from));
    if (!innermost) return;
    const last = pieces.at(-1);
    if (last?.item === innermost.id && last.to === from) {
      last.to = to;
      return;
    }
    const times = (used.get(innermost.id) ?? 0) + 1;
    used.set(innermost.id, times);
    pieces.push({ id: times === 1 ? innermost.id : `${innermost.id}-${times}`, item: innermost.id, from, to });
  });
  const pieceOf = new Map<string, string>();
  for (const item of items) {
    const own =
      pieces.find(piece => piece.item === item.id) ??
      pieces.find(piece => piece.from < item.to && item.from < piece.to);
    if (own) pieceOf.set(item.id, own.id);
  }
  return { pieces, pieceOf };
}
