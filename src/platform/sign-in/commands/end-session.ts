import { z } from 'zod';
import { command } from '../../work.ts';
import { endSessions, ownAccount } from './own-account.ts';

/** Ends one of one's own sessions: this one by signing out, or one of the list. */
export const endSession = command('platform', 'end-session', {
  input: z.object({ accountId: z.number(), hash: z.string(), why: z.enum(['signed-out', 'ended-by-owner']) }),
  async run(work, { accountId, hash, why }) {
    await ownAccount(work, accountId);
    await work.db
      .updateTable('platform.session')
      .set({ ended_at: work.now, ended_why: why })
      .where('account_id', '=', accountId)
      .where('token_hash', '=', hash)
      .where('ended_at', 'is', null)
      .execute();
    work.audit({ event: 'session.ended', subject: `account:${accountId}`, data: { why } });
  },
});

/** Ends all of one's sessions but the one in use: for a telephone that was lost. */
export const endOtherSessions = command('platform', 'end-other-sessions', {
  input: z.object({ accountId: z.number(), except: z.string() }),
  async run(work, { accountId, except }) {
    await ownAccount(work, accountId);
    const count = await endSessions(work, accountId, 'ended-by-owner', except);
    work.audit({ event: 'session.ended', subject: `account:${accountId}`, data: { why: 'ended-by-owner', count } });
    return count;
  },
});
