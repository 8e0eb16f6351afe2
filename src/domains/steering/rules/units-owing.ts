/** Who owes something by a deadline, as its row keeps it. */
export interface UnitsOwing {
  placeIds: number[];
  /** The plan's own words for them. */
  words: string[];
  /** Of those words, the ones that named nobody we know. */
  unknown: string[];
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter(each => typeof each === 'string') : [];

/** Reads the column `units` of a deadline; what is not there is empty. */
export function unitsOwing(kept: unknown): UnitsOwing {
  if (!isRecord(kept)) return { placeIds: [], words: [], unknown: [] };
  return {
    placeIds: Array.isArray(kept.placeIds) ? kept.placeIds.filter(each => typeof each === 'number') : [],
    words: texts(kept.words),
    unknown: texts(kept.unknown),
  };
}

export interface TaskSaid {
  lead: string[];
  cooperate: string[];
  unknown: string[];
  product: string | null;
}

/** Reads the column `said` of a task: the plan's words for who does it, and what it asks to show for it. */
export function taskSaid(kept: unknown): TaskSaid {
  if (!isRecord(kept)) return { lead: [], cooperate: [], unknown: [], product: null };
  return {
    lead: texts(kept.lead),
    cooperate: texts(kept.cooperate),
    unknown: texts(kept.unknown),
    product: typeof kept.product === 'string' ? kept.product : null,
  };
}
