import type { FileFault } from './plan-marks.ts';

/** A fault of one cell, or of many cells of a column that say the same. */
export interface FaultGroup {
  first: FileFault;
  last: FileFault;
  many: number;
  /** What stands in the cells: each thing once. */
  texts: string[];
}

/** So many of a kind are a fault of the column, no longer of its cells. */
const MOST_ALONE = 3;

const columnOf = ({ address }: FileFault) => /^[A-Z]+/.exec(address)?.[0];

/**
 * A closed column is one fault, not thirty. Whole rows that are left out (pupils who are not found) stay apart: there each name
 * matters.
 */
export function gatherFaults(faults: readonly FileFault[]): FaultGroup[] {
  const keyOf = (fault: FileFault) => `${columnOf(fault)} ${fault.code}`;
  const counts = new Map<string, number>();
  for (const fault of faults) counts.set(keyOf(fault), (counts.get(keyOf(fault)) ?? 0) + 1);
  const groups = new Map<string, FaultGroup>();
  for (const fault of faults) {
    const isAlone = columnOf(fault) === undefined || (counts.get(keyOf(fault)) ?? 0) <= MOST_ALONE;
    const key = isAlone ? fault.address : keyOf(fault);
    const group = groups.get(key);
    if (!group) {
      groups.set(key, { first: fault, last: fault, many: 1, texts: [fault.text] });
      continue;
    }
    group.last = fault;
    group.many++;
    if (!group.texts.includes(fault.text)) group.texts.push(fault.text);
  }
  return [...groups.values()];
}
