import { sql } from 'kysely';
import { routes } from '../http/env.ts';
import type { System } from '../system.ts';
import { tokenFrom } from './cookies.ts';
import { hashOfToken } from './token.ts';

/**
 * Was this device's session ended to shut the device out: by its owner from the list of devices, or with the account locked?
 * A new password, a sign-out or a session that ran out only ask for signing in again.
 */
export async function isRevoked(system: System, token: string): Promise<boolean> {
  const { rows } = await sql<{ revoked: boolean }>`
    select session.ended_why in ('ended-by-owner', 'account-disabled') or account.disabled_at is not null as revoked
    from platform.session join platform.account using (account_id)
    where session.token_hash = ${hashOfToken(token)}`.execute(system.database.tables);
  return rows[0]?.revoked ?? false;
}

/** What a device that keeps pages and changes asks: may it keep them? A revoked one throws all away. */
export const standingRoutes = routes().get('/offline/standing', async ask => {
  const { signedIn, system } = ask.var;
  if (signedIn) return ask.json({ standing: 'ok', person: signedIn.personId });
  const token = tokenFrom(ask, 'session');
  const revoked = token !== undefined && (await isRevoked(system, token));
  return ask.json({ standing: revoked ? 'revoked' : 'sign-in', person: null });
});
