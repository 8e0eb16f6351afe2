import pg from 'pg';
import type { TestSystem } from './database.ts';

/** Runs statements as the owner of the tables: tests write what happened long ago, and see rows that their actors may not. */
export const asOwnerOf =
  (world: () => TestSystem) =>
  async <T>(statement: string, values: unknown[] = []): Promise<T[]> => {
    const client = new pg.Client({ connectionString: world().database.ownerUrl });
    await client.connect();
    try {
      return (await client.query(statement, values)).rows as T[];
    } finally {
      await client.end();
    }
  };
