import { sql } from 'kysely';
import { z } from 'zod';
import type { Actor } from '../../access.ts';
import type { System } from '../../system.ts';
import { command, perform, type Work } from '../../work.ts';
import { keepsAccountOf } from '../access.ts';
import { hashPassword } from '../hash-password.ts';
import { endSessions } from './own-account.ts';

/** An account the actor keeps, locked for a change. */
async function keptAccount(work: Work<'platform'>, accountId: number) {
  return work.allowed(
    await work.db
      .selectFrom('platform.account')
      .select(['account_id', 'person_id'])
      .where('account_id', '=', accountId)
      .where(keepsAccountOf(work.actor, sql.ref('platform.account.person_id')))
      .forUpdate()
      .executeTakeFirst(),
  );
}

/** Whoever had the account in their hands may have made a machine's way in: it is closed with the sessions. */
const revokeTokens = (work: Work<'platform'>, personId: number) =>
  work.db
    .updateTable('platform.api_token')
    .set({ revoked_at: work.now })
    .where('made_by', '=', personId)
    .where('revoked_at', 'is', null)
    .execute();

const setTemporaryPassword = command('platform', 'reset-account', {
  input: z.object({ accountId: z.number(), passwordHash: z.string() }),
  async run(work, { accountId, passwordHash }) {
    const { person_id: personId } = await keptAccount(work, accountId);
    await work.db
      .updateTable('platform.account')
      .set({ password_hash: passwordHash, must_change_password: true, totp_secret: null })
      .where('account_id', '=', accountId)
      .execute();
    await work.db.deleteFrom('platform.passkey').where('account_id', '=', accountId).execute();
    await revokeTokens(work, personId);
    const sessions = await endSessions(work, accountId, 'account-reset');
    work.audit({ event: 'account.reset', subject: `account:${accountId}`, data: { sessions } });
  },
});

/**
 * Gives an account back to its person: a temporary password to hand over on paper. Authenticator app and passkeys are taken
 * off (a lost telephone is the usual reason), every session and API token ends, and the password must be changed at the first
 * sign-in.
 */
export async function resetAccount(
  system: System,
  actor: Actor,
  given: { accountId: number; temporaryPassword: string },
  requestId?: string,
): Promise<void> {
  const passwordHash = await hashPassword(given.temporaryPassword);
  await perform(
    system,
    actor,
    setTemporaryPassword,
    { accountId: given.accountId, passwordHash },
    requestId ? { requestId } : {},
  );
}

/** Locks an account from this moment: its sessions end. The account stays, for what it did stays. */
export const disableAccount = command('platform', 'disable-account', {
  input: z.object({ accountId: z.number() }),
  async run(work, { accountId }) {
    const { person_id: personId } = await keptAccount(work, accountId);
    await work.db
      .updateTable('platform.account')
      .set({ disabled_at: work.now })
      .where('account_id', '=', accountId)
      .execute();
    await revokeTokens(work, personId);
    const sessions = await endSessions(work, accountId, 'account-disabled');
    work.audit({ event: 'account.disabled', subject: `account:${accountId}`, data: { sessions } });
  },
});

export const enableAccount = command('platform', 'enable-account', {
  input: z.object({ accountId: z.number() }),
  async run(work, { accountId }) {
    await keptAccount(work, accountId);
    await work.db
      .updateTable('platform.account')
      .set({ disabled_at: null })
      .where('account_id', '=', accountId)
      .execute();
    work.audit({ event: 'account.enabled', subject: `account:${accountId}` });
  },
});
