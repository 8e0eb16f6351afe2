import { readFileSync } from 'node:fs';
import type { MiddlewareHandler } from 'hono';
import pg from 'pg';
import { afterAll, beforeAll } from 'vitest';
import { type Actor, house } from '#platform/access.ts';
import { actorOfPerson } from '#platform/actor.ts';
import { type settableClock as Settable, settableClock } from '#platform/clock.ts';
import { openDatabase } from '#platform/database/database.ts';
import { openFiles } from '#platform/files/files.ts';
import type { Env } from '#platform/http/env.ts';
import { makeLog } from '#platform/log.ts';
import { readSettings } from '#platform/settings.ts';
import { makeSystem, type System } from '#platform/system.ts';
import type { Language } from '#platform/words.ts';

/** What the set-up prepared once (test/prepare.ts): a migrated template database, copied for each test file. */
interface Prepared {
  ownerUrl: string;
  template: string;
  dataFolder: string;
}

export const prepared = (): Prepared => JSON.parse(readFileSync(process.env.RONG_TEST_PREPARED ?? '', 'utf8'));

export type TestSystem = System & {
  clock: ReturnType<typeof Settable>;
  actor(personId: number): Promise<Actor>;
  house: Actor;
};

let databases = 0;

/** What a test's database begins with: the tables alone, or the small sample province. */
export type Beginning = 'empty' | 'sample';

/** A database of one's own, copied from a template (60 ms; with the sample about a second); dropped by `close`. */
export async function openTestSystem(
  start = '2023-11-24T07:05:00Z',
  beginning: Beginning = 'empty',
): Promise<TestSystem & { close(): Promise<void> }> {
  const { ownerUrl, template } = prepared();
  const name = `${template}_${process.pid}_${++databases}`;
  const from = beginning === 'sample' ? await sampleTemplate(template) : template;
  await owner(ownerUrl, `create database ${name} template ${from}`);
  return openNamed(name, start);
}

/**
 * The sample province, played once for all test files: the first to ask plays it while the others wait on its lock, and each then
 * copies it. Playing takes half a minute, copying a second.
 */
async function sampleTemplate(template: string): Promise<string> {
  const { ownerUrl } = prepared();
  const name = `${template}_sample`;
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(hashtext($1))', [name]);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) {
      const playing = `${name}_playing`;
      await client.query(`drop database if exists ${playing} with (force)`);
      await client.query(`create database ${playing} template ${template}`);
      const { loadDemo } = await import('../src/demo/demo.ts');
      const system = openNamed(playing, '2023-11-24T07:05:00Z');
      await loadDemo(system, () => {}, 'small');
      await system.database.close();
      await client.query(`alter database ${playing} rename to ${name}`);
    }
    return name;
  } finally {
    await client.end();
  }
}

function openNamed(name: string, start: string): TestSystem & { close(): Promise<void> } {
  const { ownerUrl, dataFolder } = prepared();
  const url = new URL(ownerUrl);
  url.pathname = `/${name}`;
  const settings = { ...readSettings({ LOG_LEVEL: 'silent', RONG_DATA: dataFolder }) };
  const clock = settableClock(start);
  const database = openDatabase(url.href, 8);
  const system = makeSystem({ settings, database, files: openFiles(settings), log: makeLog('silent'), clock });
  return {
    ...system,
    clock,
    house: house('test', system.today()),
    actor: personId => actorOfPerson(database, personId, system.today()),
    async close() {
      await database.close();
      await owner(ownerUrl, `drop database ${name} with (force)`);
    },
  };
}

async function owner(ownerUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** One system for the tests of a file: `const world = useSystem(); test('…', () => world().database …)`. */
export function useSystem(start?: string, beginning?: Beginning): () => TestSystem {
  let system: (TestSystem & { close(): Promise<void> }) | undefined;
  beforeAll(async () => {
    system = await openTestSystem(start, beginning);
  }, 300_000);
  afterAll(async () => system?.close());
  return () => {
    if (!system) throw new Error('The system is there only inside tests.');
    return system;
  };
}

/** Stands in for the sign-in in tests of screens: every request is this actor's. */
export function identifyAs(actor: Actor, language: Language = 'vi', accountId = 0): MiddlewareHandler<Env> {
  return async (ask, next) => {
    ask.set('actor', actor);
    ask.set('language', language);
    ask.set(
      'signedIn',
      actor.personId === null ? null : { accountId, personId: actor.personId, login: 'test', sessionHash: '' },
    );
    await next();
  };
}
