import { z } from 'zod';
import { command } from '../../work.ts';

/** Revokes a signer from now on; its certificate enters the revocation list. */
export const revokeSigner = command('platform', 'revoke-signer', {
  input: z.object({ signerId: z.number(), reason: z.string().min(1).max(300) }),
  async run(): Promise<void> {
    throw new Error('being written');
  },
});
