import type { System } from '../system.ts';
import { fromPem } from './certificates/read.ts';
import { SigningFault } from './fault.ts';
import { box } from './secret.ts';
import { localKeySigner } from './transports/local-key.ts';
import type { Owner, Signer } from './types.ts';

/** What the owner gives for one authorisation. Held for the life of the Signer, kept nowhere. */
export interface HowToSign {
  pin?: string;
  otp?: string;
}

/**
 * Opens the owner's newest signer (undefined: they have none). Whether the actor may sign for the owner is for the calling
 * command to ask. @throws SigningFault where it was revoked or its certificate is not valid now
 */
export async function findSigner(system: System, owner: Owner, _how: HowToSign = {}): Promise<Signer | undefined> {
  const row = await system.database.tables
    .selectFrom('platform.signer as s')
    .leftJoin('platform.signer_revocation as r', 'r.signer_id', 's.signer_id')
    .select(['s.kind', 's.algorithm', 's.chain', 's.fingerprint', 's.sealed_key', 's.reference'])
    .select(['s.valid_from', 's.valid_until', 'r.revoked_at'])
    .where('s.owner_kind', '=', owner.kind)
    .where('s.owner_id', '=', owner.id)
    .orderBy('s.signer_id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return undefined;
  if (row.revoked_at) throw new SigningFault('signer-revoked');
  const now = system.clock.now();
  if (now < row.valid_from || row.valid_until < now) throw new SigningFault('certificate-expired');
  const chain = fromPem(row.chain);
  if (row.sealed_key === null) throw new SigningFault('no-signer');
  const key = await box.unseal(system, `signer:${row.fingerprint}`, row.sealed_key);
  return localKeySigner(chain, Buffer.from(key, 'base64'));
}
