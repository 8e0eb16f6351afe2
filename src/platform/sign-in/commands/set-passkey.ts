import { z } from 'zod';
import { command } from '../../work.ts';
import { ownAccount } from './own-account.ts';

export const addPasskey = command('platform', 'add-passkey', {
  input: z.object({
    accountId: z.number(),
    credentialId: z.string(),
    publicKey: z.instanceof(Uint8Array),
    counter: z.number(),
    transports: z.array(z.string()),
    name: z.string().trim().min(1).max(100),
  }),
  async run(work, { accountId, credentialId, publicKey, counter, transports, name }) {
    await ownAccount(work, accountId);
    await work.db
      .insertInto('platform.passkey')
      .values({
        credential_id: credentialId,
        account_id: accountId,
        public_key: Buffer.from(publicKey),
        counter,
        transports,
        name,
        made_at: work.now,
      })
      .execute();
    work.audit({ event: 'passkey.added', subject: `account:${accountId}` });
  },
});

export const removePasskey = command('platform', 'remove-passkey', {
  input: z.object({ accountId: z.number(), credentialId: z.string() }),
  async run(work, { accountId, credentialId }) {
    await ownAccount(work, accountId);
    const removed = await work.db
      .deleteFrom('platform.passkey')
      .where('credential_id', '=', credentialId)
      .where('account_id', '=', accountId)
      .executeTakeFirst();
    work.allowed(removed.numDeletedRows > 0n);
    work.audit({ event: 'passkey.removed', subject: `account:${accountId}` });
  },
});
