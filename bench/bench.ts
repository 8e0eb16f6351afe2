import path from 'node:path';
import { house } from '#platform/access.ts';
import { actorOfPerson } from '#platform/actor.ts';
import { root } from '#platform/settings.ts';
import type { System } from '#platform/system.ts';
import { loadDemo } from '../src/demo/demo.ts';
import { openSystem } from '../bin/open-system.ts';

/** A sample province of its own for the bench, played once and kept under build/. */
export async function openProvince(size: 'small' | 'province'): Promise<{ system: System; close(): Promise<void> }> {
  process.env.RONG_DATA = path.join(root, 'build', `bench-${size}`);
  process.env.LOG_LEVEL = 'silent';
  const opened = await openSystem({ join: false });
  await loadDemo(opened.system, text => process.stderr.write(`${text}\n`), size);
  return opened;
}

/** Who opens the pages, by user name of the sample. */
export async function signedInAs(system: System, login: string) {
  const { rows } = await system.database.pool.query<{ person_id: number }>('select person_id from platform.account where login like $1 order by login limit 1', [login]);
  if (!rows[0]) throw new Error(`no account like ${login}`);
  return actorOfPerson(system.database, rows[0].person_id, system.today());
}

export const benchHouse = (system: System, schools: readonly number[] = []) => house('bench', system.today(), schools);
