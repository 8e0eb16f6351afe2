import { forDomain } from '../database/database.ts';
import type { System } from '../system.ts';
import { findAuthority, makeRevocationList } from './authority.ts';
import type { Trust } from './types.ts';

/**
 * Whom this house believes now: its development authority, the roots that an administrator added, and the newest revocation
 * lists of all. Read it once for many files.
 */
export async function readTrust(system: System): Promise<Trust> {
  const { tables } = system.database;
  const authority = await findAuthority(system, forDomain<'platform'>(tables));
  const anchors = await tables
    .selectFrom('platform.trust_anchor')
    .select('certificate')
    .where('removed_at', 'is', null)
    .execute();
  const lists = await tables.selectFrom('platform.revocation_list').select('list').execute();
  const own = authority
    ? {
        anchor: { certificate: authority.certificate.der, development: true },
        list: await makeRevocationList(system, authority),
      }
    : undefined;
  return {
    anchors: [
      ...(own ? [own.anchor] : []),
      ...anchors.map(row => ({ certificate: row.certificate, development: false })),
    ],
    revocationLists: [...(own ? [own.list] : []), ...lists.map(row => row.list)],
    now: system.clock.now(),
  };
}
