import { z } from 'zod';
import { command } from '../../work.ts';

/** Leaves a trace of a sign-in that failed. What was typed as a login is not kept: it may have been the password. */
export const noteFailure = command('platform', 'note-failed-sign-in', {
  input: z.object({
    accountId: z.number().nullable(),
    why: z.enum(['password', 'totp', 'passkey', 'outside', 'disabled', 'reset']),
  }),
  async run(work, { accountId, why }) {
    work.allowAnyone('whoever fails to sign in is nobody yet');
    work.audit({
      event: 'sign-in.failed',
      subject: accountId === null ? 'account:unknown' : `account:${accountId}`,
      data: { why },
    });
  },
});
