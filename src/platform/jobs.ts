import { Logger as WorkerLogger, parseCronItems, type Runner, run, type TaskList } from 'graphile-worker';
import type { z } from 'zod';
import pg from 'pg';
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
  await system.database.pool.query('select platform.later($1, $2::json, null, $3)', [name, JSON.stringify(data), key ?? null]);
}

/** Starts working off the queue. Several workers may run on one database. */
export async function startWorker(system: System, { jobs, listeners, timed }: Jobs, concurrency = 2): Promise<{ stop(): Promise<void> }> {
  const tasks: TaskList = {};
  for (const one of jobs) {
    tasks[one.name] = async (payload, helpers) => {
      const data = payload && typeof payload === 'object' && '_cron' in payload ? {} : payload;
      try {
        await one.run(system, data);
      } catch (error) {
        system.log.error({ job: one.name, jobId: helpers.job.id, attempt: helpers.job.attempts, fault: (error as Error).message }, 'job failed');
        throw error;
      }
    };
  }
  tasks.announce = async payload => {
    const { event, data } = payload as { event: string; data: Record<string, unknown> };
    for (const listener of listeners.filter(each => each.event === event)) await queue(system, listener.job, data);
  };
  // The queue is the owner's (its tables refuse everyone else); what jobs do to records goes through the application's door.
  const pool = new pg.Pool({ connectionString: system.database.ownerUrl, max: concurrency + 2, application_name: 'rong-worker' });
  pool.on('error', () => {});
  pool.on('connect', client => client.on('error', () => {}));
  const runner: Runner = await run({
    pgPool: pool,
    concurrency,
    noHandleSignals: true,
    pollInterval: 1000,
    taskList: tasks,
    parsedCronItems: parseCronItems(timed.map(each => ({ task: each.job, match: each.cron, identifier: each.job }))),
    logger: new WorkerLogger(() => () => {}),
  });
  return {
    async stop() {
      await runner.stop();
      await pool.end();
    },
  };
}

/** Does all that waits, here and now, and returns when nothing is left. For tests and the demo. */
export async function workOff(system: System, { jobs, listeners }: Jobs): Promise<void> {
  const { runOnce } = await import('graphile-worker');
  const pool = new pg.Pool({ connectionString: system.database.ownerUrl, max: 3 });
  const tasks: TaskList = Object.fromEntries(jobs.map(one => [one.name, async (payload: unknown) => one.run(system, payload)]));
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
