import { visitor } from '../access.ts';
import type { System } from '../system.ts';
import { perform } from '../work.ts';
import { noteFailure } from './commands/note-failure.ts';
import { passwordMatches } from './hash-password.ts';
import { countAttempt, giveBack } from './limit-attempts.ts';

export interface Proved {
  accountId: number;
  personId: number;
  wantsTotp: boolean;
}

export type Proof =
  | ({ outcome: 'proved' } & Proved)
  | { outcome: 'wrong' }
  | { outcome: 'disabled' }
  | { outcome: 'wait'; minutes: number };

/**
 * Compares a login (or e-mail) and a password with the accounts. Only who knows the password learns that an account is
 * disabled; an unknown login costs the same time as a wrong password.
 */
export async function provePassword(
  system: System,
  given: { login: string; password: string; address: string },
  requestId: string,
): Promise<Proof> {
  const login = given.login.trim().toLowerCase().slice(0, 200);
  const nobody = visitor(system.today());
  const entry = await countAttempt(system, [
    { kind: 'login', subject: login },
    { kind: 'address', subject: given.address },
  ]);
  // Not in the audit, where each of the ten stands already: nobody may fill for good what is never emptied.
  if (!entry.may) return { outcome: 'wait', minutes: entry.minutes };
  const account = await system.database.tables
    .selectFrom('platform.account')
    .select(['account_id', 'person_id', 'password_hash', 'totp_secret', 'disabled_at', 'login'])
    .where(one => one.or([one('login', '=', login), one('email', '=', login)]))
    // A login that looks like somebody else's e-mail belongs to the login.
    .orderBy(one => one('login', '=', login), 'desc')
    .limit(1)
    .executeTakeFirst();
  const isRight = await passwordMatches(given.password, account?.password_hash);
  if (!account || !isRight || account.disabled_at) {
    const why = account && isRight ? 'disabled' : 'password';
    await perform(system, nobody, noteFailure, { accountId: account?.account_id ?? null, why }, { requestId });
    return { outcome: why === 'disabled' ? 'disabled' : 'wrong' };
  }
  await giveBack(system, entry.ids, login);
  return {
    outcome: 'proved',
    accountId: account.account_id,
    personId: account.person_id,
    wantsTotp: account.totp_secret !== null,
  };
}
