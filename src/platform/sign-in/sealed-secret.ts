import { secretBox } from '../sealed-secret.ts';
import type { System } from '../system.ts';

const box = secretBox('sign-in.totp-key');

/** Encrypts a secret for one account: copied to another account's row it does not open. */
export const seal = (system: System, accountId: number, secret: string): Promise<string> =>
  box.seal(system, `account:${accountId}`, secret);

/** @throws where it was sealed for another account, with another key, or was changed. */
export const unseal = (system: System, accountId: number, sealed: string): Promise<string> =>
  box.unseal(system, `account:${accountId}`, sealed);
