import { sql } from 'kysely';
import type { Actor } from '../../access.ts';
import type { Query } from '../../database/database.ts';
import { keepsSignerOf } from '../access.ts';
import { DEVELOPMENT_NAME } from '../authority.ts';
import { fromPem, readCertificate } from '../certificates/read.ts';
import type { Owner } from '../types.ts';

export interface ListedSigner {
  signerId: number;
  ownerId: number;
  kind: 'local' | 'token' | 'remote';
  name: string;
  issuer: string;
  serial: string;
  validFrom: Date;
  validUntil: Date;
  revokedAt: Date | null;
  /** Issued by the development authority: of no legal value. */
  development: boolean;
  /** DER, the signer's own first. */
  chain: Uint8Array[];
  /** Whoever asks may revoke it. */
  mayRevoke: boolean;
}

/** The signers of these persons or schools, the newest of each first. One query for any number. */
export async function listSigners(
  db: Query<'platform'>,
  actor: Actor,
  kind: Owner['kind'],
  ownerIds: readonly number[],
): Promise<ListedSigner[]> {
  const rows = await db
    .selectFrom('platform.signer as s')
    .leftJoin('platform.signer_revocation as r', 'r.signer_id', 's.signer_id')
    .select(['s.signer_id', 's.owner_id', 's.kind', 's.name', 's.serial', 's.chain', 's.valid_from', 's.valid_until'])
    .select(['r.revoked_at', keepsSignerOf(actor, kind, sql.ref<number>('s.owner_id')).as('may_keep')])
    .where('s.owner_kind', '=', kind)
    .where('s.owner_id', 'in', ownerIds.length > 0 ? [...ownerIds] : [0])
    .orderBy('s.owner_id')
    .orderBy('s.signer_id', 'desc')
    .execute();
  return rows.map(row => {
    const chain = fromPem(row.chain);
    const [own] = chain;
    const issuer = own ? readCertificate(own).issuer : '';
    return {
      signerId: row.signer_id,
      ownerId: row.owner_id,
      kind: row.kind,
      name: row.name,
      issuer,
      serial: row.serial,
      validFrom: row.valid_from,
      validUntil: row.valid_until,
      revokedAt: row.revoked_at,
      development: issuer === DEVELOPMENT_NAME,
      chain,
      mayRevoke: row.may_keep && row.revoked_at === null,
    };
  });
}
