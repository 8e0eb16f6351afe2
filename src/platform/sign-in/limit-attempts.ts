import { sql } from 'kysely';
import { forDomain, inTransaction, type Query } from '../database/database.ts';
import type { System } from '../system.ts';
import { networkOf } from './rules/network-of.ts';

const WINDOW_MINUTES = 15;
const WINDOW = WINDOW_MINUTES * 60_000;

/**
 * Ten wrong answers for one login in a quarter of an hour. A whole school stands behind one address, and half a class may
 * mistype on a Monday morning, so an address may fail more often before it has to wait. "look-up": people asked for by number. "check": transcripts checked by
 * visitors, of which an office that takes pupils in has a pile.
 */
const most = { login: 10, totp: 10, address: 60, letter: 5, 'look-up': 60, check: 300 };

export interface Tried {
  kind: keyof typeof most;
  subject: string;
}

export type Entry = { may: true; ids: number[] } | { may: false; minutes: number };

/** How many minutes this must wait; 0 where it may be tried now. */
async function minutesToWait(tables: Query<'platform'>, { kind, subject }: Tried, now: Date): Promise<number> {
  const failed = await tables
    .selectFrom('platform.attempt')
    .select('at')
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .where('at', '>', new Date(now.getTime() - WINDOW))
    .orderBy('at', 'desc')
    .limit(most[kind])
    .execute();
  const oldest = failed.at(-1);
  if (!oldest || failed.length < most[kind]) return 0;
  return Math.max(1, Math.ceil((oldest.at.getTime() + WINDOW - now.getTime()) / 60_000));
}

/** An empty subject (no address known) is not counted; the order is always the same, so that nobody waits in a circle. */
const inOrder = (tried: Tried[]): Tried[] =>
  tried
    .filter(one => one.subject !== '')
    .map(one => (one.kind === 'address' || one.kind === 'check' ? { ...one, subject: networkOf(one.subject) } : one))
    .sort((one, other) => one.kind.localeCompare(other.kind));

/**
 * Counts an attempt before it is made, so that a hundred at once are not all the tenth. Shared by all processes: the count
 * is in the database, and the lock makes those who try the same thing stand in line. Whoever succeeds gives it back.
 */
export async function countAttempt(system: System, tried: Tried[]): Promise<Entry> {
  const now = system.clock.now();
  return await inTransaction(system.database, { schools: [] }, 'read write', async all => {
    const tables = forDomain<'platform'>(all);
    const counted = inOrder(tried);
    for (const one of counted) {
      await sql`select pg_advisory_xact_lock(hashtextextended(${`${one.kind}:${one.subject}`}, 0))`.execute(tables);
      const minutes = await minutesToWait(tables, one, now);
      if (minutes > 0) return { may: false, minutes };
    }
    if (counted.length === 0) return { may: true, ids: [] };
    const rows = await tables
      .insertInto('platform.attempt')
      .values(counted.map(one => ({ ...one, at: now })))
      .returning('attempt_id')
      .execute();
    return { may: true, ids: rows.map(row => row.attempt_id) };
  });
}

/** The attempt was right: it no longer counts, and a login that was proved starts anew. */
export async function giveBack(system: System, ids: number[], login?: string): Promise<void> {
  await system.database.tables
    .deleteFrom('platform.attempt')
    .where(one =>
      one.or([
        one('attempt_id', 'in', ids.length > 0 ? ids : [-1]),
        ...(login ? [one.and([one('kind', '=', 'login'), one('subject', '=', login)])] : []),
      ]),
    )
    .execute();
}
