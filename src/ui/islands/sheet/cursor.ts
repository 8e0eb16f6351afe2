export interface Place {
  row: number;
  column: number;
}

/** Which cells of the table can be written into. */
export type Open = (place: Place) => boolean;

export interface Size {
  rows: number;
  columns: number;
}

const steps: Record<string, Place> = {
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
};

const isInside = ({ row, column }: Place, size: Size): boolean =>
  row >= 0 && column >= 0 && row < size.rows && column < size.columns;

/** Where a key leads, over closed cells to the next open one; the same place where there is none. */
export function move(from: Place, key: string, size: Size, isOpen: Open): Place {
  const step = steps[key];
  if (step) return walk(from, step, size, isOpen);
  const last = { row: from.row, column: size.columns - 1 };
  const first = { row: from.row, column: 0 };
  if (key === 'Home') return isOpen(first) ? first : walk(first, { row: 0, column: 1 }, size, isOpen, from);
  if (key === 'End') return isOpen(last) ? last : walk(last, { row: 0, column: -1 }, size, isOpen, from);
  return from;
}

function walk(from: Place, step: Place, size: Size, isOpen: Open, otherwise = from): Place {
  let at = from;
  for (;;) {
    at = { row: at.row + step.row, column: at.column + step.column };
    if (!isInside(at, size)) return otherwise;
    if (isOpen(at)) return at;
  }
}

/** The far corner of a selection moved by one, closed cells included; stays inside. */
export function stretch(corner: Place, key: string, size: Size): Place {
  const step = steps[key] ?? { row: 0, column: 0 };
  const at = { row: corner.row + step.row, column: corner.column + step.column };
  return isInside(at, size) ? at : corner;
}

/** All places between two corners, row by row. */
export function between(a: Place, b: Place): Place[][] {
  const [top, bottom] = [Math.min(a.row, b.row), Math.max(a.row, b.row)];
  const [left, right] = [Math.min(a.column, b.column), Math.max(a.column, b.column)];
  return Array.from({ length: bottom - top + 1 }, (_, down) =>
    Array.from({ length: right - left + 1 }, (_, along) => ({ row: top + down, column: left + along })),
  );
}
