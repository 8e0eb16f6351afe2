import { z } from 'zod';
import { command } from '../../work.ts';

/** Remembers that an issuer's subject is this account, once the issuer has vouched for its login or verified e-mail. */
export const linkOutsideIdentity = command('platform', 'link-outside-identity', {
  input: z.object({ accountId: z.number(), issuer: z.string(), subject: z.string(), by: z.enum(['email', 'login']) }),
  async run(work, { accountId, issuer, subject, by }) {
    work.allowAnyone('the issuer has vouched for whoever is signing in');
    await work.db
      .insertInto('platform.outside_identity')
      .values({ issuer, subject, account_id: accountId, linked_at: work.now })
      .execute();
    work.audit({ event: 'outside-identity.linked', subject: `account:${accountId}`, data: { issuer, by } });
  },
});
