import { EventEmitter } from 'node:events';
import { parseCronItems, type Runner, run, type TaskList, Logger as WorkerLogger } from 'graphile-worker';
import pg from 'pg';
import type { z } from 'zod';
import { factsOf } from './http/fault-facts.ts';
import type { System } from './system.ts';

/** Work in the background: a name, what it is told, and what it does. A job may run twice (a kill between work and mark): write it so. */
export interface Job {
  name: string;
  data: z.ZodType;
  run(system: System, data: unknown): Promise<void>;
}

export function job<T>(name: string, data: z.ZodType<T>, runIt: (system: System, data: T) => Promise<void>): Job {
  return { name, data, run: (system, given) => runIt(system, data.parse(given)) };
}

/** Who wants to know of an event: "when X is announced, do job Y with its data". */
export interface Listener {
  event: string;
  job: string;
}

/** "0 19 * * *" in the five fields of cron, in UTC: 02:00 in Vietnam, which has no daylight saving. */
export interface Timed {
  job: string;
  cron: string;
}

export interface Jobs {
  jobs: Job[];
  listeners: Listener[];
  timed: Timed[];
}

/** Puts a job on the queue outside any command (start-up, timers). */
export async function queue(system: System, name: string, data: Record<string, unknown>, key?: string): Promise<void> {
  await system.database.pool.query('select platform.later($1, $2::json, null, $3)', [
    name,
    JSON.stringify(data),
    key ?? null,
  ]);
}

/** First half of the key of the lock that a living worker holds; the second is its name. */
const ALIVE = 7_240_003;

/**
 * A worker that was killed leaves its job locked, for hours by the queue's own rule. Each worker of ours holds a lock of its
 * session as long as it lives; a job whose worker holds none any more is given back to the queue.
 */
async function giveBackJobsOfTheDead(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ worker: string }>(
    `select distinct j.locked_by as worker from graphile_worker._private_jobs j where j.locked_by is not null and j.locked_at < now() - interval '5 seconds'
       and not exists (select from pg_locks l where l.locktype = 'advisory' and l.database = (select oid from pg_database where datname = current_database())
         and l.classid = $1::oid and l.objid::bigint = (hashtext(j.locked_by)::bigint & 4294967295))`,
    [ALIVE],
  );
  if (rows.length > 0)
    await pool.query('select graphile_worker.force_unlock_workers($1)', [rows.map(row => row.worker)]);
}

/** Connections to the queue. One that breaks (a restart of the server) must not end the process; the next is a new one. */
function queuePool(system: System, max: number, name: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: system.database.ownerUrl, max, application_name: name });
  pool.on('error', () => {});
  pool.on('connect', client => client.on('error', () => {}));
  return pool;
}

/** Starts working off the queue. Several workers may run on one database. */
export async function startWorker(
  system: System,
  { jobs, listeners, timed }: Jobs,
  concurrency = 2,
): Promise<{ stop(): Promise<void> }> {
  const tasks: TaskList = {};
  for (const one of jobs) {
    tasks[one.name] = async (payload, helpers) => {
      const data = payload && typeof payload === 'object' && '_cron' in payload ? {} : payload;
      try {
        await one.run(system, data);
      } catch (error) {
        system.log.error(
          { job: one.name, jobId: helpers.job.id, attempt: helpers.job.attempts, ...factsOf(error as Error) },
          'job failed',
        );
        throw error;
      }
    };
  }
  tasks.announce = async payload => {
    const { event, data } = payload as { event: string; data: Record<string, unknown> };
    for (const listener of listeners.filter(each => each.event === event)) await queue(system, listener.job, data);
  };
  // The queue is the owner's (its tables refuse everyone else); what jobs do to records goes through the application's door.
  const pool = queuePool(system, concurrency + 3, 'rong-worker');
  const life = await pool.connect();
  const events = new EventEmitter();
  events.on('worker:create', ({ worker }: { worker: { workerId: string } }) => {
    life.query('select pg_advisory_lock($1::int, hashtext($2))', [ALIVE, worker.workerId]).catch(() => {});
  });
  const tellFault = (fault: Error) => system.log.warn({ fault: fault.message }, 'jobs of dead workers not looked for');
  const rounds = setInterval(() => void giveBackJobsOfTheDead(pool).catch(tellFault), 5_000);
  const runner: Runner = await run({
    pgPool: pool,
    concurrency,
    noHandleSignals: true,
    pollInterval: 1000,
    taskList: tasks,
    parsedCronItems: parseCronItems(timed.map(each => ({ task: each.job, match: each.cron, identifier: each.job }))),
    logger: new WorkerLogger(() => () => {}),
    events,
  });
  return {
    async stop() {
      clearInterval(rounds);
      await runner.stop();
      life.release(true);
      await pool.end();
    },
  };
}

/** Does all that waits, here and now, and returns when nothing is left. For tests and the demo. */
export async function workOff(system: System, { jobs, listeners }: Jobs): Promise<void> {
  const { runOnce } = await import('graphile-worker');
  const pool = queuePool(system, 3, 'rong-work-off');
  const tasks: TaskList = Object.fromEntries(
    jobs.map(one => [one.name, async (payload: unknown) => one.run(system, payload)]),
  );
  tasks.announce = async payload => {
    const { event, data } = payload as { event: string; data: Record<string, unknown> };
    for (const listener of listeners.filter(each => each.event === event)) await queue(system, listener.job, data);
  };
  try {
    await runOnce({ pgPool: pool, taskList: tasks, noHandleSignals: true, logger: new WorkerLogger(() => () => {}) });
  } finally {
    await pool.end();
  }
}
