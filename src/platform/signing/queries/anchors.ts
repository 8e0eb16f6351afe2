import type { Query } from '../../database/database.ts';
import type { System } from '../../system.ts';
import { findAuthority } from '../authority.ts';
import { type Certificate, readCertificate, sha256 } from '../certificates/read.ts';

export interface ListedAnchor {
  name: string;
  serial: string;
  /** SHA-256 of the certificate, hexadecimal. */
  fingerprint: string;
  validUntil: Date;
  /** Made by Rông itself: of no legal value, and not for anybody to remove. */
  development: boolean;
  removedAt: Date | null;
  /** Of when the newest revocation list of this authority is; null where none was kept. */
  listedAt: Date | null;
}

/** Whom this house believes: its development authority first, the roots that stand, those removed. Three queries for any number. */
export async function listAnchors(system: System, db: Query<'platform'>): Promise<ListedAnchor[]> {
  const authority = await findAuthority(system, db);
  const lists = await db.selectFrom('platform.revocation_list').select(['issuer_hash', 'listed_at']).execute();
  const listedAt = new Map(lists.map(row => [row.issuer_hash, row.listed_at]));
  const rows = await db
    .selectFrom('platform.trust_anchor')
    .select(['certificate', 'removed_at'])
    .orderBy('removed_at', order => order.desc().nullsFirst())
    .orderBy('name')
    .execute();
  const line = (certificate: Certificate, development: boolean, removedAt: Date | null): ListedAnchor => ({
    name: certificate.subject,
    serial: certificate.serial,
    fingerprint: certificate.fingerprint,
    validUntil: certificate.until,
    development,
    removedAt,
    listedAt: listedAt.get(sha256(certificate.subjectDer).toString('hex')) ?? null,
  });
  return [
    ...(authority ? [line(authority.certificate, true, null)] : []),
    ...rows.map(row => line(readCertificate(row.certificate), false, row.removed_at)),
  ];
}
