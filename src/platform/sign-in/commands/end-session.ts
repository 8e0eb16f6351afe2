import { z } from 'zod';
import { command } from '../../work.ts';

/** Ends sessions of one's own: this one, one of the list, or all but this one. Anybody else's are not there. */
export const endSession = command('platform', 'end-session', {
  input: z.object({
    accountId: z.number(),
    sessions: z.discriminatedUnion('which', [
      z.object({ which: z.literal('one'), hash: z.string() }),
      z.object({ which: z.literal('all-but'), hash: z.string() }),
    ]),
    why: z.enum(['signed-out', 'ended-by-owner', 'password-changed']),
  }),
  async run(work, { accountId, sessions, why }) {
    work.allowed(
      await work.db
        .selectFrom('platform.account')
        .select('account_id')
        .where('account_id', '=', accountId)
        .where('person_id', '=', work.actor.personId ?? -1)
        .executeTakeFirst(),
    );
    const ended = await work.db
      .updateTable('platform.session')
      .set({ ended_at: work.now, ended_why: why })
      .where('account_id', '=', accountId)
      .where('ended_at', 'is', null)
      .where('token_hash', sessions.which === 'one' ? '=' : '<>', sessions.hash)
      .executeTakeFirst();
    const count = Number(ended.numUpdatedRows);
    work.audit({ event: 'session.ended', subject: `account:${accountId}`, data: { why, count } });
    return count;
  },
});
