import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { newSecret } from '../settings.ts';
import type { System } from '../system.ts';

const NAME = 'sign-in.totp-key';
const keys = new WeakMap<object, Promise<Buffer>>();

/** The installation's key, made by whichever process needs it first. */
async function findKey(system: System): Promise<Buffer> {
  const { tables } = system.database;
  await tables
    .insertInto('platform.secret')
    .values({ name: NAME, value: newSecret() })
    .onConflict(rule => rule.doNothing())
    .execute();
  const { value } = await tables
    .selectFrom('platform.secret')
    .select('value')
    .where('name', '=', NAME)
    .executeTakeFirstOrThrow();
  return Buffer.from(value, 'base64url');
}

function keyOf(system: System): Promise<Buffer> {
  const kept = keys.get(system.database) ?? findKey(system);
  keys.set(system.database, kept);
  return kept;
}

/** Encrypts a secret for one account (AES-256-GCM): copied to another account's row it does not open. */
export async function seal(system: System, accountId: number, secret: string): Promise<string> {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', await keyOf(system), nonce).setAAD(Buffer.from(`account:${accountId}`));
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url');
}

/** @throws where it was sealed for another account, with another key, or was changed. */
export async function unseal(system: System, accountId: number, sealed: string): Promise<string> {
  const all = Buffer.from(sealed, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', await keyOf(system), all.subarray(0, 12))
    .setAAD(Buffer.from(`account:${accountId}`))
    .setAuthTag(all.subarray(12, 28));
  return Buffer.concat([decipher.update(all.subarray(28)), decipher.final()]).toString('utf8');
}
