import { sql } from 'kysely';
import { z } from 'zod';
import type { Actor } from '../../access.ts';
import type { System } from '../../system.ts';
import { command, perform, type Work } from '../../work.ts';
import { keepsAccountOf } from '../access.ts';
import { hashPassword } from '../hash-password.ts';
import { endSessions, endSessionsOf } from './own-account.ts';

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
const revokeTokens = (work: Work<'platform'>, people: number[]) =>
  work.db
    .updateTable('platform.api_token')
    .set({ revoked_at: work.now })
    .where('made_by', 'in', people)
    .where('revoked_at', 'is', null)
    .execute();

const setTemporaryPasswords = command('platform', 'reset-accounts', {
  input: z.array(z.object({ accountId: z.number(), passwordHash: z.string() })).min(1),
  async run(work, rows) {
    const ids = rows.map(row => row.accountId);
    const kept = await work.db
      .selectFrom('platform.account')
      .select('person_id')
      .where('account_id', 'in', ids)
      .where(keepsAccountOf(work.actor, sql.ref('platform.account.person_id')))
      .orderBy('account_id')
      .forUpdate()
      .execute();
    work.allowed(kept.length === new Set(ids).size);
    await sql`update platform.account set password_hash = given.hash, must_change_password = true, totp_secret = null
      from unnest(${ids}::bigint[], ${rows.map(row => row.passwordHash)}::text[]) as given(id, hash) where account_id = given.id`.execute(
      work.db,
    );
    await work.db.deleteFrom('platform.passkey').where('account_id', 'in', ids).execute();
    await revokeTokens(
      work,
      kept.map(one => one.person_id),
    );
    const sessions = await endSessionsOf(work, ids, 'account-reset');
    for (const accountId of ids) {
      work.audit({
        event: 'account.reset',
        subject: `account:${accountId}`,
        data: { sessions: sessions.get(accountId) ?? 0 },
      });
    }
  },
});

/**
 * Gives accounts back to their people: temporary passwords to hand over on paper. Authenticator app and passkeys are taken
 * off (a lost telephone is the usual reason), every session and API token ends, and the password must be
 * changed at the first sign-in.
 * All or none; NotAllowed where the actor does not keep them all.
 */
export async function resetAccounts(
  system: System,
  actor: Actor,
  given: { accountId: number; temporaryPassword: string }[],
  requestId?: string,
): Promise<void> {
  if (given.length === 0) return;
  const rows = await Promise.all(
    given.map(async one => ({ accountId: one.accountId, passwordHash: await hashPassword(one.temporaryPassword) })),
  );
  await perform(system, actor, setTemporaryPasswords, rows, requestId ? { requestId } : {});
}

/** One account. @see resetAccounts */
export const resetAccount = (
  system: System,
  actor: Actor,
  given: { accountId: number; temporaryPassword: string },
  requestId?: string,
): Promise<void> => resetAccounts(system, actor, [given], requestId);

const Lock = z.object({ accountId: z.number(), reason: z.string().trim().max(200).optional() });

/** Locks an account from this moment, and says why to whoever keeps it next: its sessions end. What it did stays. */
export const disableAccount = command('platform', 'disable-account', {
  input: Lock,
  async run(work, { accountId, reason }) {
    const { person_id: personId } = await keptAccount(work, accountId);
    await work.db
      .updateTable('platform.account')
      .set({ disabled_at: work.now, disabled_why: reason ?? null })
      .where('account_id', '=', accountId)
      .execute();
    await revokeTokens(work, [personId]);
    const sessions = await endSessions(work, accountId, 'account-disabled');
    work.audit({
      event: 'account.disabled',
      subject: `account:${accountId}`,
      data: { sessions, ...(reason ? { reason } : {}) },
    });
  },
});

export const enableAccount = command('platform', 'enable-account', {
  input: Lock,
  async run(work, { accountId, reason }) {
    await keptAccount(work, accountId);
    await work.db
      .updateTable('platform.account')
      .set({ disabled_at: null, disabled_why: null })
      .where('account_id', '=', accountId)
      .execute();
    work.audit({ event: 'account.enabled', subject: `account:${accountId}`, data: reason ? { reason } : {} });
  },
});
