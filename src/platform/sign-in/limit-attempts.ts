import { sql } from 'kysely';
import { inTransaction } from '../database/database.ts';
import type { System } from '../system.ts';

const WINDOW_MINUTES = 15;
const WINDOW = WINDOW_MINUTES * 60_000;

/**
 * Ten wrong answers for one login in a quarter of an hour. A whole school stands behind one address, and half a class may
 * mistype on a Monday morning, so an address may fail more often before it has to wait.
 */
const most = { login: 10, totp: 10, address: 60, letter: 5 };

export interface Tried {
  kind: keyof typeof most;
  subject: string;
}

export type Entry = { may: true; ids: number[] } | { may: false; minutes: number };

/**
 * Counts an attempt before it is made, so that a hundred at once are not all the tenth. Shared by all processes: the count
 * is in the database, and the lock makes those who try the same thing stand in line. Whoever succeeds gives it back.
 */
export async function countAttempt(system: System, tried: Tried[]): Promise<Entry> {
  const now = system.clock.now();
  return await inTransaction(system.database, { schools: [] }, 'read write', async tables => {
    // Always in the same order, so that two who share both an address and a login cannot wait for each other.
    for (const { kind, subject } of tried
      .filter(one => one.subject !== '')
      .sort((one, other) => one.kind.localeCompare(other.kind))) {
      await sql`select pg_advisory_xact_lock(hashtextextended(${`${kind}:${subject}`}, 0))`.execute(tables);
    }
    const ids: number[] = [];
    for (const { kind, subject } of tried.filter(one => one.subject !== '')) {
      const since = await tables
        .selectFrom('platform.attempt')
        .select('at')
        .where('kind', '=', kind)
        .where('subject', '=', subject)
        .where('at', '>', new Date(now.getTime() - WINDOW))
        .orderBy('at', 'desc')
        .limit(most[kind])
        .execute();
      const oldest = since.at(-1);
      if (oldest && since.length === most[kind]) {
        return { may: false, minutes: Math.max(1, Math.ceil((oldest.at.getTime() + WINDOW - now.getTime()) / 60_000)) };
      }
    }
    for (const { kind, subject } of tried.filter(one => one.subject !== '')) {
      const { attempt_id } = await tables
        .insertInto('platform.attempt')
        .values({ kind, subject, at: now })
        .returning('attempt_id')
        .executeTakeFirstOrThrow();
      ids.push(attempt_id);
    }
    return { may: true, ids };
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
