/** The old and the new of what a correction changed, for the audit; undefined where it changed nothing. */
export function whatChanged<T extends Record<string, unknown>>(
  before: T,
  after: T,
): { before: Partial<T>; after: Partial<T> } | undefined {
  const changed = Object.keys(after).filter(key => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  if (changed.length === 0) return undefined;
  const pick = (all: T) => Object.fromEntries(changed.map(key => [key, all[key]])) as Partial<T>;
  return { before: pick(before), after: pick(after) };
}
