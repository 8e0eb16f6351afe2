import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { newSecret } from './settings.ts';
import type { System } from './system.ts';

export interface SecretBox {
  /** Encrypts a secret for one subject ("account:12"; AES-256-GCM): copied to another subject's row it does not open. */
  seal(system: System, subject: string, secret: string): Promise<string>;
  /** @throws where it was sealed for another subject, with another key, or was changed */
  unseal(system: System, subject: string, sealed: string): Promise<string>;
}

/** The installation's key of this name, made by whichever process needs it first. */
async function findKey(system: System, name: string): Promise<Buffer> {
  const { tables } = system.database;
  await tables
    .insertInto('platform.secret')
    .values({ name, value: newSecret() })
    .onConflict(rule => rule.doNothing())
    .execute();
  const { value } = await tables
    .selectFrom('platform.secret')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  return Buffer.from(value, 'base64url');
}

/** Keeps secrets in the database under a key of their own. */
export function secretBox(name: string): SecretBox {
  const keys = new WeakMap<object, Promise<Buffer>>();
  const keyOf = (system: System): Promise<Buffer> => {
    const kept = keys.get(system.database) ?? findKey(system, name);
    keys.set(system.database, kept);
    return kept;
  };
  return {
    async seal(system, subject, secret) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', await keyOf(system), nonce).setAAD(Buffer.from(subject));
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url');
    },
    async unseal(system, subject, sealed) {
      const all = Buffer.from(sealed, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', await keyOf(system), all.subarray(0, 12))
        .setAAD(Buffer.from(subject))
        .setAuthTag(all.subarray(12, 28));
      return Buffer.concat([decipher.update(all.subarray(28)), decipher.final()]).toString('utf8');
    },
  };
}
