import { json } from '../../database/types.ts';
import type { Work } from '../../work.ts';
import { readCertificate, toPem } from '../certificates/read.ts';
import type { Identity, Owner } from '../types.ts';

type Held =
  | { kind: 'local'; authorityId: number; sealedKey: string }
  | { kind: 'token' | 'remote'; reference: Record<string, unknown> };

/** Writes down a signer and leaves the audit entry. Whether the actor may was asked before. */
export async function keepSigner(
  work: Work<'platform'>,
  owner: Owner,
  name: string,
  { algorithm, chain }: Identity,
  held: Held,
): Promise<number> {
  const [own] = chain;
  if (!own) throw new Error('A signer has a certificate.');
  const certificate = readCertificate(own);
  const row = await work.db
    .insertInto('platform.signer')
    .values({
      owner_kind: owner.kind,
      owner_id: owner.id,
      kind: held.kind,
      signing_authority_id: held.kind === 'local' ? held.authorityId : null,
      name,
      algorithm,
      chain: chain.map(each => toPem(each)).join(''),
      serial: certificate.serial,
      fingerprint: certificate.fingerprint,
      sealed_key: held.kind === 'local' ? held.sealedKey : null,
      reference: held.kind === 'local' ? null : json(held.reference),
      valid_from: certificate.from,
      valid_until: certificate.until,
      registered_at: work.now,
      registered_by: work.actor.name,
    })
    .returning('signer_id')
    .executeTakeFirstOrThrow();
  work.audit({
    event: held.kind === 'local' ? 'signer.issued' : 'signer.registered',
    subject: `${owner.kind}:${owner.id}`,
    ...(owner.kind === 'school' && { schoolId: owner.id }),
    data: { signer: row.signer_id, kind: held.kind, serial: certificate.serial, issuer: certificate.issuer },
  });
  return row.signer_id;
}
