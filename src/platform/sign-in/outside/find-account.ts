import type { System } from '../../system.ts';
import type { Issuer } from './issuers.ts';

/** What an issuer has vouched for, out of its ID token. */
export interface Vouched {
  iss: string;
  sub: string;
  email?: unknown;
  email_verified?: unknown;
  [claim: string]: unknown;
}

export interface OutsideAccount {
  accountId: number;
  personId: number;
  login: string;
  wantsTotp: boolean;
  disabled: boolean;
  /** How it was found; anything but "linked" is remembered from now on. */
  by: 'linked' | 'login' | 'email';
}

/**
 * The account of somebody whom an issuer vouches for: linked before, else by the login it names (where that issuer is
 * trusted with logins), else by an e-mail it has verified. Accounts are never made here: a school makes them.
 */
export async function findOutsideAccount(
  system: System,
  issuer: Issuer,
  vouched: Vouched,
): Promise<OutsideAccount | undefined> {
  const accounts = system.database.tables
    .selectFrom('platform.account')
    .select(['platform.account.account_id', 'person_id', 'login', 'totp_secret', 'disabled_at']);
  const login = issuer.loginClaim ? vouched[issuer.loginClaim] : undefined;
  const email = vouched.email_verified === true ? vouched.email : undefined;
  const ways = [
    {
      by: 'linked' as const,
      query: accounts
        .innerJoin('platform.outside_identity as identity', 'identity.account_id', 'platform.account.account_id')
        .where('identity.issuer', '=', vouched.iss)
        .where('identity.subject', '=', vouched.sub),
    },
    {
      by: 'login' as const,
      query: typeof login === 'string' ? accounts.where('login', '=', login.toLowerCase()) : undefined,
    },
    {
      by: 'email' as const,
      query: typeof email === 'string' ? accounts.where('email', '=', email.toLowerCase()) : undefined,
    },
  ];
  for (const { by, query } of ways) {
    const found = await query?.executeTakeFirst();
    if (found) {
      const { account_id: accountId, person_id: personId, login: name, totp_secret, disabled_at } = found;
      return { accountId, personId, login: name, wantsTotp: totp_secret !== null, disabled: disabled_at !== null, by };
    }
  }
  return undefined;
}
