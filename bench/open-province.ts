import path from 'node:path';
import type { Hono } from 'hono';
import { actorOfPerson } from '#platform/actor.ts';
import type { Env } from '#platform/http/env.ts';
import { root } from '#platform/settings.ts';
import type { System } from '#platform/system.ts';
import { openSystem } from '../bin/open-system.ts';
import { loadDemo } from '../src/demo/demo.ts';
import { makeWeb } from '../src/routes.ts';
import { identifyAs } from '../test/database.ts';

export interface OpenedProvince {
  size: 'small' | 'province';
  system: System;
  /** Schools in the order of their ids. */
  schools: number[];
  /** The pages as a person of the sample sees them, by the beginning of their user name. */
  webOf(login: string): Promise<Hono<Env>>;
  /** Rows as the province sees them. */
  wide<T>(statement: string, values?: unknown[]): Promise<T[]>;
  one(statement: string, values?: unknown[]): Promise<number>;
  close(): Promise<void>;
}

/** A sample province of its own for the bench, played once and kept under build/. */
export async function openProvince(size: 'small' | 'province'): Promise<OpenedProvince> {
  process.env.RONG_DATA = path.join(root, 'build', `bench-${size}`);
  process.env.LOG_LEVEL = 'error';
  const { system, tellStoryTime, close } = await openSystem({ join: false });
  await loadDemo(system, text => process.stderr.write(`${text}\n`), size);
  await tellStoryTime();
  const wide = async <T>(statement: string, values: unknown[] = []): Promise<T[]> => {
    const client = await system.database.pool.connect();
    try {
      await client.query('begin; set local role rong_wide');
      return (await client.query(statement, values)).rows as T[];
    } finally {
      await client.query('rollback');
      client.release();
    }
  };
  const schools = (await wide<{ id: number }>('select school_id as id from schools.published_school order by 1')).map(
    row => row.id,
  );
  return {
    size,
    system,
    schools,
    wide,
    async webOf(login) {
      const { rows } = await system.database.pool.query<{ person_id: number; account_id: number }>(
        'select person_id, account_id from platform.account where login like $1 order by login limit 1',
        [`${login}%`],
      );
      if (!rows[0]) throw new Error(`no account like ${login}`);
      const actor = await actorOfPerson(system.database, rows[0].person_id, system.today());
      return makeWeb(system, identifyAs(actor, 'vi', rows[0].account_id));
    },
    one: async (statement, values) => (await wide<{ id: number }>(statement, values))[0]?.id ?? 0,
    close,
  };
}
