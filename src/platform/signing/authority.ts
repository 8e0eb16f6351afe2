import { createPrivateKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Query } from '../database/database.ts';
import type { System } from '../system.ts';
import { command } from '../work.ts';
import { type Issuer, issueCertificate, issueRevocationList } from './certificates/issue.ts';
import { readCertificate } from './certificates/read.ts';
import { box } from './secret.ts';
import { vi } from './words/vi.ts';

/** The name says it in itself, so that it shows in every viewer of certificates. */
export const DEVELOPMENT_NAME = vi.developmentName;

/** Sample data sign in a year of their own. */
const FROM = new Date('2000-01-01T00:00:00Z');
const YEARS_VALID = 20;
const SUBJECT = 'signing-authority';
/** A list is good for a week, so that whoever checks without a line knows how old their knowledge is. */
const LIST_DAYS = 7;

export interface Authority extends Required<Issuer> {
  id: number;
}

/** Opens the development authority, where it was made already. */
export async function findAuthority(system: System, db: Query<'platform'>): Promise<Authority | undefined> {
  const row = await db
    .selectFrom('platform.signing_authority')
    .select(['signing_authority_id', 'certificate', 'sealed_key'])
    .where('name', '=', DEVELOPMENT_NAME)
    .executeTakeFirst();
  if (!row) return undefined;
  const key = Buffer.from(await box.unseal(system, SUBJECT, row.sealed_key), 'base64');
  return {
    id: row.signing_authority_id,
    certificate: readCertificate(row.certificate),
    privateKey: createPrivateKey({ key, format: 'der', type: 'pkcs8' }),
  };
}

/** Makes the development authority where there is none yet. Asked twice at once, it is made once. */
export const makeAuthority = command('platform', 'make-signing-authority', {
  input: z.object({}),
  async run(work) {
    work.allowAnyone('It is made when first needed, and gives nobody anything.');
    const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const until = new Date(work.now);
    until.setUTCFullYear(until.getUTCFullYear() + YEARS_VALID);
    const certificate = issueCertificate({ privateKey: keys.privateKey }, keys.publicKey, {
      subject: { commonName: DEVELOPMENT_NAME },
      publicKey: keys.publicKey,
      serial: randomBytes(16),
      from: FROM,
      until,
      use: 'authority',
    });
    const pkcs8 = keys.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
    const made = await work.db
      .insertInto('platform.signing_authority')
      .values({
        name: DEVELOPMENT_NAME,
        certificate: Buffer.from(certificate.der),
        sealed_key: await box.seal(work.system, SUBJECT, pkcs8),
        made_at: work.now,
      })
      .onConflict(rule => rule.doNothing())
      .returning('signing_authority_id')
      .executeTakeFirst();
    work.audit({
      event: made ? 'signing-authority.made' : 'signing-authority.found',
      subject: `signing-authority:${made?.signing_authority_id ?? 0}`,
      data: made ? { fingerprint: certificate.fingerprint } : {},
    });
  },
});

/** The authority's revocation list as of now, DER. */
export async function makeRevocationList(system: System, authority: Authority): Promise<Uint8Array> {
  const rows = await system.database.tables
    .selectFrom('platform.signer_revocation as r')
    .innerJoin('platform.signer as s', 's.signer_id', 'r.signer_id')
    .select(['s.serial', 'r.revoked_at'])
    .where('s.signing_authority_id', '=', authority.id)
    .orderBy('r.signer_id')
    .execute();
  const now = system.clock.now();
  const until = new Date(now.getTime() + LIST_DAYS * 86_400_000);
  const revoked = rows.map(row => ({ serial: Buffer.from(row.serial, 'hex'), at: row.revoked_at }));
  return issueRevocationList(authority, revoked, now, until);
}
