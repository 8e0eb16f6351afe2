import { z } from 'zod';
import type { System } from '../system.ts';
import { fromPem } from './certificates/read.ts';
import { SigningFault } from './fault.ts';
import { box } from './secret.ts';
import { cscSigner } from './transports/csc.ts';
import { localKeySigner } from './transports/local-key.ts';
import { tokenSigner } from './transports/pkcs11.ts';
import { librariesOf, servicesOf } from './transports/settings.ts';
import type { Identity, Owner, Signer } from './types.ts';

/** What the owner gives for one authorisation. Held for the life of the Signer, kept nowhere. */
export interface HowToSign {
  pin?: string;
  otp?: string;
}

/**
 * Opens the owner's newest signer (undefined: they have none). Whether the actor may sign for the owner is for the calling
 * command to ask. @throws SigningFault where it was revoked or its certificate is not valid now
 */
export async function findSigner(system: System, owner: Owner, how: HowToSign = {}): Promise<Signer | undefined> {
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
  const identity = { chain: fromPem(row.chain), algorithm: row.algorithm };
  if (row.kind === 'token') return openToken(system, identity, row.reference, how);
  if (row.kind === 'remote') return openRemote(system, identity, row.reference, how);
  const key = await box.unseal(system, `signer:${row.fingerprint}`, row.sealed_key ?? '');
  return localKeySigner(identity.chain, Buffer.from(key, 'base64'));
}

const OnToken = z.object({ library: z.string().optional(), tokenSerial: z.string(), keyId: z.string() });
const AtService = z.object({ service: z.string(), credentialId: z.string() });

function openToken(system: System, identity: Identity, reference: unknown, how: HowToSign): Signer {
  const { library, tokenSerial, keyId } = OnToken.parse(reference);
  const found = librariesOf(system.settings).find(each => each.name === library);
  if (!found) throw new SigningFault('token-missing', library);
  return tokenSigner(identity, { module: found.file, tokenSerial, keyId }, how.pin);
}

function openRemote(system: System, identity: Identity, reference: unknown, how: HowToSign): Signer {
  const { service, credentialId } = AtService.parse(reference);
  const found = servicesOf(system.settings).find(each => each.name === service);
  if (!found) throw new SigningFault('service-down', service);
  return cscSigner(identity, found, credentialId, how);
}
