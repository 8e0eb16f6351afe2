import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../settings.ts';
import { routes } from './env.ts';

const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };

/** For whoever watches the process: 200 with versions once the database answers, 503 where it does not. */
export const health = routes().get('/healthz', async ask => {
  try {
    const { rows } = await ask.var.system.database.pool.query<{ server_version: string }>('show server_version');
    return ask.json({
      status: 'ready',
      rong: version,
      node: process.versions.node,
      postgresql: rows[0]?.server_version,
    });
  } catch {
    return ask.json({ status: 'database does not answer' }, 503);
  }
});
