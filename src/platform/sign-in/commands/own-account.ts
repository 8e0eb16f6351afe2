import type { Work } from '../../work.ts';

/** The actor's own account, locked for a change. Anybody else's is not there. */
export async function ownAccount(work: Work<'platform'>, accountId: number) {
  return work.allowed(
    await work.db
      .selectFrom('platform.account')
      .select(['account_id', 'login', 'email', 'language', 'totp_secret'])
      .where('account_id', '=', accountId)
      .where('person_id', '=', work.actor.personId ?? -1)
      .forUpdate()
      .executeTakeFirst(),
  );
}

/** Ends an account's sessions, all but one where that is named, and every sign-in that is half-way through. */
export async function endSessions(
  work: Work<'platform'>,
  accountId: number,
  why: string,
  except = '',
): Promise<number> {
  await work.db.deleteFrom('platform.sign_in_step').where('account_id', '=', accountId).execute();
  const ended = await work.db
    .updateTable('platform.session')
    .set({ ended_at: work.now, ended_why: why })
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .where('token_hash', '<>', except)
    .executeTakeFirst();
  return Number(ended.numUpdatedRows);
}

/** Ends all sessions of many accounts; says how many each had. */
export async function endSessionsOf(
  work: Work<'platform'>,
  accountIds: number[],
  why: string,
): Promise<Map<number, number>> {
  await work.db.deleteFrom('platform.sign_in_step').where('account_id', 'in', accountIds).execute();
  const ended = await work.db
    .updateTable('platform.session')
    .set({ ended_at: work.now, ended_why: why })
    .where('account_id', 'in', accountIds)
    .where('ended_at', 'is', null)
    .returning('account_id')
    .execute();
  const counts = new Map<number, number>();
  for (const { account_id } of ended) counts.set(account_id, (counts.get(account_id) ?? 0) + 1);
  return counts;
}
