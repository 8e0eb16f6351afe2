/** What may happen to a task at a unit. Its state is its newest step. */
export const steps = ['given', 'accepted', 'reported', 'done', 'returned'] as const;
export type Step = (typeof steps)[number];

/** Who takes a step: the unit that has the task, or the office that gave it. */
export type Side = 'unit' | 'giver';

const after: Record<Step, Partial<Record<Step, Side>>> = {
  given: { accepted: 'unit', reported: 'unit' },
  accepted: { reported: 'unit' },
  // A second report adds to the first one: nothing is overwritten.
  reported: { reported: 'unit', done: 'giver', returned: 'giver' },
  returned: { accepted: 'unit', reported: 'unit' },
  done: { returned: 'giver' },
};

/** Whose step leads from one state to another; undefined where none does. */
export const sideOf = (from: Step, to: Step): Side | undefined => after[from][to];

/** Open, and its last day is over. A report in time waits for the giver, not for the unit. */
export const isOverdue = (step: Step, lastDay: string | null, today: string): boolean =>
  lastDay !== null && lastDay < today && step !== 'reported' && step !== 'done';
