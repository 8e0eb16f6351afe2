import { z } from 'zod';
import { type Jobs, job } from '../jobs.ts';
import type { System } from '../system.ts';

const DAY = 86_400_000;

/** Throws away what has run out: half-finished sign-ins, counted attempts, old sessions, and letters after a month. */
async function sweep(system: System): Promise<void> {
  const { tables } = system.database;
  const now = system.clock.now();
  const ago = (days: number) => new Date(now.getTime() - days * DAY);
  await tables.deleteFrom('platform.sign_in_step').where('expires_at', '<', now).execute();
  await tables.deleteFrom('platform.attempt').where('at', '<', ago(1)).execute();
  await tables.deleteFrom('platform.session').where('expires_at', '<', ago(90)).execute();
  await tables.deleteFrom('platform.letter').where('written_at', '<', ago(30)).execute();
}

export const signInJobs: Jobs = {
  jobs: [job('platform.sweep-sign-in', z.object({}), sweep)],
  listeners: [],
  timed: [{ job: 'platform.sweep-sign-in', cron: '20 19 * * *' }],
};
