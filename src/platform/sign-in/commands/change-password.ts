import { z } from 'zod';
import { command } from '../../work.ts';
import { hashOfToken } from '../token.ts';
import { endSessions, ownAccount } from './own-account.ts';

/** Sets one's own new password (its hash), and ends all other sessions: whoever knew the old one is out. */
export const changePassword = command('platform', 'change-password', {
  input: z.object({ accountId: z.number(), passwordHash: z.string(), thisSession: z.string() }),
  async run(work, { accountId, passwordHash, thisSession }) {
    await ownAccount(work, accountId);
    await work.db
      .updateTable('platform.account')
      .set({ password_hash: passwordHash, must_change_password: false })
      .where('account_id', '=', accountId)
      .execute();
    await endSessions(work, accountId, 'password-changed', thisSession);
    work.audit({ event: 'password.changed', subject: `account:${accountId}` });
  },
});

/** Sets a new password by the one-time link of a letter. The link is used up, and every session ends. */
export const setPasswordByLetter = command('platform', 'set-password-by-letter', {
  input: z.object({ token: z.string(), passwordHash: z.string() }),
  async run(work, { token, passwordHash }) {
    const step = work.allowed(
      await work.db
        .deleteFrom('platform.sign_in_step')
        .where('token_hash', '=', hashOfToken(token))
        .where('kind', '=', 'new-password')
        .where('expires_at', '>', work.now)
        .returning('account_id')
        .executeTakeFirst(),
    );
    const accountId = work.allowed(step.account_id);
    await work.db
      .updateTable('platform.account')
      .set({ password_hash: passwordHash, must_change_password: false })
      .where('account_id', '=', accountId)
      .where('disabled_at', 'is', null)
      .execute();
    await endSessions(work, accountId, 'password-changed');
    work.audit({ event: 'password.changed', subject: `account:${accountId}`, data: { by: 'letter' } });
  },
});
