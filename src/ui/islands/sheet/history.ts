/** One step back or forth: a cell, or all cells of a paste. */
export interface Write {
  name: string;
  before: string;
  after: string;
}

export interface History {
  past: Write[][];
  ahead: Write[][];
}

export const noHistory: History = { past: [], ahead: [] };

const MOST_STEPS = 200;

export function remember(history: History, step: Write[]): History {
  const changed = step.filter(write => write.before !== write.after);
  return changed.length === 0 ? history : { past: [...history.past, changed].slice(-MOST_STEPS), ahead: [] };
}

/** The step to take back, as writes to do now; undefined where there is nothing to take back. */
export function undo({ past, ahead }: History): { history: History; writes: Write[] } | undefined {
  const step = past.at(-1);
  if (!step) return undefined;
  const writes = step.map(({ name, before, after }) => ({ name, before: after, after: before }));
  return { history: { past: past.slice(0, -1), ahead: [...ahead, step] }, writes };
}

export function redo({ past, ahead }: History): { history: History; writes: Write[] } | undefined {
  const step = ahead.at(-1);
  return step && { history: { past: [...past, step], ahead: ahead.slice(0, -1) }, writes: step };
}
