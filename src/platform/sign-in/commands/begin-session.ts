import { z } from 'zod';
import { command } from '../../work.ts';
import { expiryOf } from '../rules/session-life.ts';
import { hashOfToken, newToken } from '../token.ts';

/** Opens a session for whoever has just proved who they are. Always a new token: one that stood before is worth nothing. */
export const beginSession = command('platform', 'begin-session', {
  input: z.object({
    accountId: z.number(),
    how: z.enum(['password', 'totp', 'passkey', 'outside']),
    device: z.string(),
    address: z.string(),
  }),
  async run(work, { accountId, how, device, address }) {
    work.allowed(
      await work.db
        .selectFrom('platform.account')
        .select('account_id')
        .where('account_id', '=', accountId)
        .where('disabled_at', 'is', null)
        .executeTakeFirst(),
    );
    const token = newToken();
    await work.db
      .insertInto('platform.session')
      .values({
        token_hash: hashOfToken(token),
        account_id: accountId,
        begun_at: work.now,
        seen_at: work.now,
        expires_at: expiryOf(work.now),
        device,
        address,
      })
      .execute();
    work.audit({ event: 'session.begun', subject: `account:${accountId}`, data: { how } });
    return token;
  },
});
