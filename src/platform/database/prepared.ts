import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type pg from 'pg';

const MARK = '/* prepared */ ';

/**
 * Begins a statement that is sent again and again with other values: PostgreSQL plans it once a connection and keeps the plan. Worth it
 * where planning costs more than running, as with a page's many small joins behind the wall. The text must be the same each
 * time: values go in as parameters.
 * @example sql`${prepared}select … where school_id = ${schoolId}`
 */
export const prepared = sql.raw(MARK);

const names = new Map<string, string>();

function nameOf(text: string): string {
  const known = names.get(text);
  if (known) return known;
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 24);
  names.set(text, name);
  return name;
}

/** Sends marked statements under a name of their own, so that the connection knows them again. */
export function keepPlans(client: pg.PoolClient): void {
  const send: (...given: unknown[]) => unknown = client.query.bind(client);
  Object.defineProperty(client, 'query', {
    configurable: true,
    value: (text: unknown, values: unknown, ...rest: unknown[]) =>
      typeof text === 'string' && text.startsWith(MARK)
        ? send({ name: nameOf(text), text, values }, ...rest)
        : send(text, values, ...rest),
  });
}
