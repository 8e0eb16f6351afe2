import { z } from 'zod';
import { command } from '../../work.ts';

/**
 * Makes a key and a certificate of the development authority for a person or a school's seal; what they had before is replaced
 * (not revoked). A person may ask for their own; an administrator or principal for a school and for whoever holds a role there.
 */
export const issueSigner = command('platform', 'issue-signer', {
  input: z.object({
    owner: z.object({ kind: z.enum(['person', 'school']), id: z.number() }),
    /** As the certificate names them. */
    name: z.string().min(1).max(200),
    /** The school whose seal it is, or where the person serves. */
    placeId: z.number(),
    /** Name of that school or office, for the certificate. */
    organisation: z.string().max(200),
    algorithm: z.enum(['ecdsa-p256-sha256', 'rsa-sha256']).optional(),
  }),
  async run(): Promise<{ signerId: number }> {
    throw new Error('being written');
  },
});
