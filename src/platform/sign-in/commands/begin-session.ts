import { z } from 'zod';
import { refuse } from '../../refusal.ts';
import { command } from '../../work.ts';
import { expiryOf } from '../rules/session-life.ts';
import { hashOfToken, newToken } from '../token.ts';

/**
 * Opens a session for whoever has just proved who they are. Always a new token: one that stood before is worth nothing.
 * A code of an authenticator app counts once: its time step must be later than the last one used.
 */
export const beginSession = command('platform', 'begin-session', {
  input: z.object({
    accountId: z.number(),
    how: z.enum(['password', 'totp', 'passkey', 'outside']),
    totpStep: z.number().optional(),
    device: z.string(),
    address: z.string(),
  }),
  async run(work, { accountId, how, totpStep, device, address }) {
    const account = work.allowed(
      await work.db
        .selectFrom('platform.account')
        .select('totp_last_step')
        .where('account_id', '=', accountId)
        .where('disabled_at', 'is', null)
        .forUpdate()
        .executeTakeFirst(),
    );
    if (totpStep !== undefined) {
      if (account.totp_last_step !== null && totpStep <= account.totp_last_step) {
        refuse(
          'code-used',
          {
            vi: 'Mã này đã dùng. Hãy chờ mã mới (30 giây) rồi nhập lại.',
            en: 'This code was used already. Wait for the next one (30 seconds).',
          },
          'code',
        );
      }
      await work.db
        .updateTable('platform.account')
        .set({ totp_last_step: totpStep })
        .where('account_id', '=', accountId)
        .execute();
    }
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
