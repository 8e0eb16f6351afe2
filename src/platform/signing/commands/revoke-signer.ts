import { z } from 'zod';
import { refuse } from '../../refusal.ts';
import { command } from '../../work.ts';
import { mayKeepSigner } from '../access.ts';
import { en } from '../words/en.ts';
import { vi } from '../words/vi.ts';

/** Revokes a signer from now on; a certificate of the development authority enters its revocation list. */
export const revokeSigner = command('platform', 'revoke-signer', {
  input: z.object({ signerId: z.number().int().positive(), reason: z.string().trim().min(1).max(300) }),
  async run(work, { signerId, reason }) {
    const signer = work.allowed(
      await work.db
        .selectFrom('platform.signer')
        .select(['owner_kind', 'owner_id', 'serial'])
        .where('signer_id', '=', signerId)
        .executeTakeFirst(),
    );
    const owner = { kind: signer.owner_kind, id: signer.owner_id };
    work.allowed(await mayKeepSigner(work.db, work.actor, owner));
    const { numInsertedOrUpdatedRows } = await work.db
      .insertInto('platform.signer_revocation')
      .values({ signer_id: signerId, revoked_at: work.now, revoked_by: work.actor.name, reason })
      .onConflict(rule => rule.doNothing())
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows !== 1n) refuse('already-revoked', { vi: vi.alreadyRevoked, en: en.alreadyRevoked });
    work.audit({
      event: 'signer.revoked',
      subject: `${owner.kind}:${owner.id}`,
      ...(owner.kind === 'school' && { schoolId: owner.id }),
      data: { signer: signerId, serial: signer.serial, reason },
    });
  },
});
