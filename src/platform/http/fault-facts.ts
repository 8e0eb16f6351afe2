import { DatabaseError } from 'pg';

const SAID = /"[^"]*"|'[^']*'|“[^”]*”|‘[^’]*’/g;

/**
 * What the log may know of a fault: where it happened and of which kind. Databases and parsers quote the very value they
 * stumbled over, which may be a child's name: what stands in quotation marks is left out.
 */
export function factsOf(fault: Error): Record<string, string | undefined> {
  const database = fault instanceof DatabaseError ? fault : undefined;
  return {
    fault: fault.message.split('\n')[0]?.replaceAll(SAID, '"…"'),
    ...(database ? { code: database.code, table: database.table, constraint: database.constraint } : {}),
    stack: fault.stack
      ?.split('\n')
      .filter(line => /^\s+at /.test(line))
      .join('\n'),
  };
}

/** Not a number, no such day, out of range: what was typed, and not a fault of ours. Class 22 of PostgreSQL's codes. */
const VALUE_CODES = new Set(['22P02', '22003', '22007', '22008', '22021', '22P05']);

export const isBadValue = (fault: Error): boolean =>
  fault instanceof DatabaseError && VALUE_CODES.has(fault.code ?? '');
