import type { Change, KindName, Said } from './change.ts';

/** How the cells of a kind of sheet are named in its command. */
interface Kind {
  command: string;
  /** Under which name the input lists its cells. */
  list: string;
  /** How many cells one command may carry. */
  most: number;
  /** The cell's field on the page, by what identifies it. */
  field(part: Readonly<Record<string, unknown>>): string;
  /** Under which names the answer may carry the value that stands now. */
  value: string;
}

export const kinds: Record<KindName, Kind> = {
  marks: {
    command: 'gradebook.enter-marks',
    list: 'cells',
    most: 200,
    field: part => `m-${part.columnId}-${part.enrolmentId}`,
    value: 'value',
  },
  comments: {
    command: 'gradebook.enter-comments',
    list: 'comments',
    most: 100,
    field: part => `c-${part.enrolmentId}`,
    value: 'comment',
  },
  attendance: {
    command: 'schools.take-attendance',
    list: 'marks',
    most: 200,
    field: part => `kind-${part.enrolmentId}`,
    value: 'kind',
  },
};

export const inputOf = (kind: KindName, changes: readonly Change[]): Record<string, unknown> => ({
  ...changes[0]?.group,
  [kinds[kind].list]: changes.map(change => ({ ...change.part, seen: change.seen })),
});

export interface CellAnswer {
  state: 'saved' | 'same' | 'conflict' | 'refused';
  revision: number;
  value: string;
  words?: Said;
}

export interface Answered {
  /** By the cell's field. */
  cells: Map<string, CellAnswer>;
  /** By `mean-<enrolment>`. */
  means: Map<string, string>;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isState = (value: unknown): value is CellAnswer['state'] =>
  value === 'saved' || value === 'same' || value === 'conflict' || value === 'refused';

const recordsOf = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value.filter(isRecord) : []);

function wordsOf(fault: unknown): { words?: Said } {
  if (!isRecord(fault) || typeof fault.vi !== 'string') return {};
  return { words: { vi: fault.vi, en: typeof fault.en === 'string' ? fault.en : fault.vi } };
}

/** Reads what a command answered; a cell it does not speak of is not in it. */
export function readAnswer(kind: KindName, answer: unknown): Answered {
  const { list, field, value } = kinds[kind];
  const cells = new Map<string, CellAnswer>();
  for (const cell of recordsOf(isRecord(answer) ? answer[list] : answer)) {
    if (!isState(cell.state)) continue;
    const shown = cell[value] ?? cell.value ?? '';
    cells.set(field(cell), {
      state: cell.state,
      revision: Number(cell.revision ?? 0),
      value: String(shown),
      ...wordsOf(cell.fault),
    });
  }
  const means = new Map<string, string>();
  for (const mean of recordsOf(isRecord(answer) ? answer.means : []))
    means.set(`mean-${mean.enrolmentId}`, mean.value === null ? '–' : String(mean.value));
  return { cells, means };
}
