import { z } from 'zod';
import { refuse } from '../../refusal.ts';
import { command, type Work } from '../../work.ts';
import { mayKeepTrust } from '../access.ts';
import { type Certificate, fromPem, readCertificate, sha256 } from '../certificates/read.ts';
import { type RevocationList, readRevocationList } from '../certificates/revocation-list.ts';
import { sameBytes } from '../der.ts';
import { en } from '../words/en.ts';
import { vi } from '../words/vi.ts';
import { bytesUpTo } from './bytes-up-to.ts';

const LARGEST_CERTIFICATE = 64 * 1024;
const LARGEST_LIST = 32 * 1024 * 1024;

const attempt = <T>(read: () => T): T | undefined => {
  try {
    return read();
  } catch {
    return undefined;
  }
};

/** A self-signed authority, out of PEM or DER. */
function rootOf(file: Uint8Array): Certificate {
  const root = attempt(() => readCertificate(fromPem(Buffer.from(file).toString('latin1'))[0] ?? file));
  if (!root) refuse('not-certificate', { vi: vi.notCertificate, en: en.notCertificate }, 'file');
  const isRoot =
    root.isAuthority && sameBytes(root.issuerDer, root.subjectDer) && root.x509.verify(root.x509.publicKey);
  if (!isRoot) refuse('not-authority', { vi: vi.notAuthority, en: en.notAuthority }, 'file');
  return root;
}

/** Believes an authority from now on (the state's, a public one): what leads to its root is trusted. */
export const addTrustAnchor = command('platform', 'add-trust-anchor', {
  input: z.object({ file: bytesUpTo(LARGEST_CERTIFICATE) }),
  async run(work, { file }) {
    work.allowed(await mayKeepTrust(work.db, work.actor));
    const root = rootOf(file);
    const row = {
      name: root.subject,
      added_at: work.now,
      added_by: work.actor.name,
      removed_at: null,
      removed_by: null,
    };
    await work.db
      .insertInto('platform.trust_anchor')
      .values({ fingerprint: root.fingerprint, certificate: Buffer.from(root.der), ...row })
      .onConflict(rule => rule.column('fingerprint').doUpdateSet(row))
      .execute();
    work.audit({
      event: 'trust-anchor.added',
      subject: `trust-anchor:${root.fingerprint}`,
      data: { name: root.subject },
    });
    return { fingerprint: root.fingerprint, name: root.subject };
  },
});

export const removeTrustAnchor = command('platform', 'remove-trust-anchor', {
  input: z.object({ fingerprint: z.string().regex(/^[0-9a-f]{64}$/) }),
  async run(work, { fingerprint }) {
    work.allowed(await mayKeepTrust(work.db, work.actor));
    work.allowed(
      await work.db
        .updateTable('platform.trust_anchor')
        .set({ removed_at: work.now, removed_by: work.actor.name })
        .where('fingerprint', '=', fingerprint)
        .where('removed_at', 'is', null)
        .returning('fingerprint')
        .executeTakeFirst(),
    );
    work.audit({ event: 'trust-anchor.removed', subject: `trust-anchor:${fingerprint}` });
  },
});

async function isOfTrusted(
  { db }: Work<'platform'>,
  list: RevocationList,
  between: readonly Uint8Array[],
): Promise<boolean> {
  const anchors = await db
    .selectFrom('platform.trust_anchor')
    .select('certificate')
    .where('removed_at', 'is', null)
    .execute();
  const authorities = [...anchors.map(row => row.certificate), ...between].map(readCertificate);
  return authorities.some(each => each.isAuthority && list.isOf(each));
}

/**
 * Keeps the newest revocation list of an outside authority. One between a root and the signers is given along, to check the
 * list's own signature; whether it is believed is asked again wherever the list is used.
 */
export const keepRevocationList = command('platform', 'keep-revocation-list', {
  input: z.object({
    file: bytesUpTo(LARGEST_LIST),
    between: z.array(bytesUpTo(LARGEST_CERTIFICATE)).max(6).optional(),
  }),
  async run(work, { file, between = [] }) {
    work.allowed(await mayKeepTrust(work.db, work.actor));
    const list = attempt(() => readRevocationList(file));
    if (!list || !(await isOfTrusted(work, list, between)))
      refuse('not-list', { vi: vi.notList, en: en.notList }, 'file');
    const issuer = sha256(list.issuerDer).toString('hex');
    const row = { list: Buffer.from(file), listed_at: list.from, kept_at: work.now };
    const { numInsertedOrUpdatedRows } = await work.db
      .insertInto('platform.revocation_list')
      .values({ issuer_hash: issuer, ...row })
      .onConflict(rule =>
        rule.column('issuer_hash').doUpdateSet(row).where('platform.revocation_list.listed_at', '<=', list.from),
      )
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows !== 1n) refuse('older-list', { vi: vi.olderList, en: en.olderList }, 'file');
    work.audit({
      event: 'revocation-list.kept',
      subject: `revocation-list:${issuer}`,
      data: { revoked: list.revoked.size, until: list.until?.toISOString() ?? null },
    });
  },
});
