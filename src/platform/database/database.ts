import { AsyncLocalStorage } from 'node:async_hooks';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { DirectoryTables } from '../../domains/directory/tables.ts';
import type { GradebookTables } from '../../domains/gradebook/tables.ts';
import type { IndicatorsTables } from '../../domains/indicators/tables.ts';
import type { SchoolsTables } from '../../domains/schools/tables.ts';
import type { SteeringTables } from '../../domains/steering/tables.ts';
import type { TranscriptsTables } from '../../domains/transcripts/tables.ts';
import { applicationPassword } from './migrate.ts';
import type { PlatformTables } from './platform-tables.ts';
import { keepPlans } from './prepared.ts';

/** Which tables exist: one line a domain. (Types only: the platform calls no domain.) */
export interface Tables
  extends PlatformTables,
    DirectoryTables,
    SchoolsTables,
    GradebookTables,
    TranscriptsTables,
    SteeringTables,
    IndicatorsTables {}

export type Domain = 'platform' | 'directory' | 'schools' | 'gradebook' | 'transcripts' | 'steering' | 'indicators';

/** A domain may name its own tables, the platform's, and views that others publish. Anything else does not compile. */
export type TablesFor<D extends Domain> = Pick<
  Tables,
  Extract<keyof Tables, `${D}.${string}` | `platform.${string}` | `${string}.published_${string}`>
>;

/** What every query is written on. */
export type Query<D extends Domain> = Kysely<TablesFor<D>>;

// Whole numbers fit: identities, đồng and tenths stay far below 2^53. Days stay text ("2023-02-25"), so that no time zone moves them.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.DATE, text => text);
const BIGINT_ARRAY = 1016 as Parameters<typeof pg.types.setTypeParser>[0];
pg.types.setTypeParser(BIGINT_ARRAY, (text: string) => (text === '{}' ? [] : text.slice(1, -1).split(',').map(Number)));

export interface Database {
  tables: Kysely<Tables>;
  pool: pg.Pool;
  ownerUrl: string;
  close(): Promise<void>;
}

export interface SentQuery {
  sql: string;
  parameters: readonly unknown[];
}

const counter = new AsyncLocalStorage<{ queries: SentQuery[] }>();

/** Runs something and lists the queries it sent. For tests that promise a constant number of them, and for the bench. */
export async function watchQueries<T>(run: () => Promise<T>): Promise<{ answer: T; sent: SentQuery[] }> {
  const kept = { queries: [] as SentQuery[] };
  const answer = await counter.run(kept, run);
  return { answer, sent: kept.queries };
}

/** The same, as texts alone. */
export async function countQueries<T>(run: () => Promise<T>): Promise<{ answer: T; queries: string[] }> {
  const { answer, sent } = await watchQueries(run);
  return { answer, queries: sent.map(query => query.sql) };
}

/** Opens the application's door to the database: as rong_app, which owns nothing. */
export function openDatabase(ownerUrl: string, connections = 16): Database {
  const url = new URL(ownerUrl);
  url.username = 'rong_app';
  url.password = applicationPassword(ownerUrl);
  const pool = new pg.Pool({ connectionString: url.href, max: connections, application_name: 'rong' });
  // An idle connection that breaks (a restart of the server) must not end the process; the next query opens a new one.
  pool.on('error', () => {});
  pool.on('connect', keepPlans);
  const tables = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    log: event => void counter.getStore()?.queries.push({ sql: event.query.sql, parameters: event.query.parameters }),
  });
  return { tables, pool, ownerUrl, close: () => tables.destroy() };
}

/** All tables, narrowed to what a domain may name. */
export const forDomain = <D extends Domain>(tables: object): Query<D> => tables as Query<D>;

export interface Wall {
  /** The schools the actor reaches: the only rows with a school_id that this transaction sees. */
  schools: readonly number[];
  /** Read over all schools, and write nothing. Only for queries that feed indicators and for desks that reach everything. */
  wide?: boolean;
}

/** The literal is built from whole numbers only (set_config would not reach Citus's workers). */
function raise(wall: Wall): string {
  if (!wall.schools.every(Number.isSafeInteger)) throw new Error('A school is a whole number.');
  return `set local rong.schools = '{${wall.schools.join(',')}}'${wall.wide ? '; set local role rong_wide' : ''}`;
}

/** Runs within one transaction behind the wall. Rolled back where it throws. */
export async function inTransaction<T>(
  database: Database,
  wall: Wall,
  mode: 'read only' | 'read write',
  run: (tables: Kysely<Tables>) => Promise<T>,
): Promise<T> {
  return await database.tables.connection().execute(async tables => {
    await sql
      .raw(`begin ${mode === 'read only' ? 'isolation level repeatable read read only' : ''}; ${raise(wall)}`)
      .execute(tables);
    try {
      const answer = await run(tables);
      await sql.raw('commit').execute(tables);
      return answer;
    } catch (error) {
      await sql
        .raw('rollback')
        .execute(tables)
        .catch(() => {});
      throw error;
    }
  });
}
