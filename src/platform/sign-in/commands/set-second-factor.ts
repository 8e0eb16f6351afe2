import { z } from 'zod';
import { command } from '../../work.ts';
import { ownAccount } from './own-account.ts';

/**
 * Adds an authenticator app that has just shown a right code; the secret comes sealed. Where there is one already it is taken
 * off first, with the password: whoever sits down at an open page must not put their own in its place.
 */
export const addTotp = command('platform', 'add-totp', {
  input: z.object({ accountId: z.number(), sealed: z.string(), step: z.number() }),
  async run(work, { accountId, sealed, step }) {
    const account = await ownAccount(work, accountId);
    work.allowed(account.totp_secret === null);
    await work.db
      .updateTable('platform.account')
      .set({ totp_secret: sealed, totp_last_step: step })
      .where('account_id', '=', accountId)
      .execute();
    work.audit({ event: 'totp.added', subject: `account:${accountId}` });
  },
});

export const removeTotp = command('platform', 'remove-totp', {
  input: z.object({ accountId: z.number() }),
  async run(work, { accountId }) {
    await ownAccount(work, accountId);
    await work.db
      .updateTable('platform.account')
      .set({ totp_secret: null })
      .where('account_id', '=', accountId)
      .execute();
    work.audit({ event: 'totp.removed', subject: `account:${accountId}` });
  },
});
