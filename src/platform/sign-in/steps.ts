import { json } from '../database/types.ts';
import type { System } from '../system.ts';
import { hashOfToken, newToken } from './token.ts';

/** A sign-in under way that has another step to come, and what must be known until then. */
export interface StepKinds {
  /** Password given, code of the authenticator app not yet. */
  totp: { to: string; how: 'password' | 'outside' };
  /** A new authenticator app: its secret (sealed), not yet proved to work. */
  'totp-setup': { sealed: string };
  /** The browser was asked to sign this challenge with a passkey. */
  passkey: { challenge: string };
  'passkey-setup': { challenge: string };
  /** The person was sent to another house to prove who they are (OpenID Connect). */
  outside: { issuer: string; state: string; nonce: string; verifier: string; to: string };
  /** A letter with a one-time link was sent. */
  'new-password': Record<string, never>;
}

const minutes: Record<keyof StepKinds, number> = {
  totp: 10,
  'totp-setup': 30,
  passkey: 5,
  'passkey-setup': 5,
  outside: 15,
  'new-password': 30,
};

export const secondsOf = (kind: keyof StepKinds): number => minutes[kind] * 60;
export const NEW_PASSWORD_MINUTES = minutes['new-password'];

export interface Step<K extends keyof StepKinds> {
  accountId: number | null;
  kept: StepKinds[K];
}

export async function keepStep<K extends keyof StepKinds>(
  system: System,
  kind: K,
  accountId: number | null,
  kept: StepKinds[K],
): Promise<string> {
  const token = newToken();
  await system.database.tables
    .insertInto('platform.sign_in_step')
    .values(rowOf(system.clock.now(), token, kind, accountId, kept))
    .execute();
  return token;
}

/** The row of a step, for commands that write it in their own transaction. */
export const rowOf = <K extends keyof StepKinds>(
  now: Date,
  token: string,
  kind: K,
  accountId: number | null,
  kept: StepKinds[K],
) => ({
  token_hash: hashOfToken(token),
  kind,
  account_id: accountId,
  kept: json(kept),
  expires_at: new Date(now.getTime() + secondsOf(kind) * 1000),
});

/** Looks at a step that may be tried again (a mistyped code). */
export async function findStep<K extends keyof StepKinds>(
  system: System,
  kind: K,
  token: string | undefined,
): Promise<Step<K> | undefined> {
  if (!token) return undefined;
  const row = await system.database.tables
    .selectFrom('platform.sign_in_step')
    .select(['account_id', 'kept'])
    .where('token_hash', '=', hashOfToken(token))
    .where('kind', '=', kind)
    .where('expires_at', '>', system.clock.now())
    .executeTakeFirst();
  return row && { accountId: row.account_id, kept: row.kept as StepKinds[K] };
}

/** Takes a step: it is there for one answer only, so that no answer can be sent twice. */
export async function takeStep<K extends keyof StepKinds>(
  system: System,
  kind: K,
  token: string | undefined,
): Promise<Step<K> | undefined> {
  if (!token) return undefined;
  const row = await system.database.tables
    .deleteFrom('platform.sign_in_step')
    .where('token_hash', '=', hashOfToken(token))
    .where('kind', '=', kind)
    .where('expires_at', '>', system.clock.now())
    .returning(['account_id', 'kept'])
    .executeTakeFirst();
  return row && { accountId: row.account_id, kept: row.kept as StepKinds[K] };
}
