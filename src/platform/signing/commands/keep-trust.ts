import { z } from 'zod';
import { refuse } from '../../refusal.ts';
import { command, type Work } from '../../work.ts';
import { mayKeepTrust } from '../access.ts';
import { DEVELOPMENT_NAME } from '../authority.ts';
import { certificatesIn } from '../certificates/file.ts';
import { type Certificate, readCertificate, sha256 } from '../certificates/read.ts';
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

const refuseFile = (code: keyof typeof vi.anchor): never =>
  refuse(code, { vi: vi.anchor[code], en: en.anchor[code] }, 'file');

/** The one self-signed authority in a file, still in force and no trial one. */
function rootOf(file: Uint8Array, now: Date): Certificate {
  const [root, ...others] = certificatesIn(file, 'file');
  if (!root || others.length > 0) return refuseFile('one-at-a-time');
  const isRoot =
    root.isAuthority &&
    sameBytes(root.issuerDer, root.subjectDer) &&
    attempt(() => root.x509.verify(root.x509.publicKey));
  if (!isRoot) return refuseFile('not-authority');
  // Of no legal value here, and no more so from another Rông: as an outside root its signatures would pass for real ones.
  if (root.subject === DEVELOPMENT_NAME) return refuseFile('development-authority');
  if (now < root.from || root.until < now) return refuseFile('anchor-expired');
  return root;
}

/** Believes an authority from now on (the state's, a public one): what leads to its root is trusted. */
export const addTrustAnchor = command('platform', 'add-trust-anchor', {
  input: z.object({ file: z.instanceof(Uint8Array) }),
  async run(work, { file }) {
    work.allowed(await mayKeepTrust(work.db, work.actor));
    const root = rootOf(file, work.now);
    const row = {
      name: root.subject,
      added_at: work.now,
      added_by: work.actor.name,
      removed_at: null,
      removed_by: null,
    };
    const { numInsertedOrUpdatedRows } = await work.db
      .insertInto('platform.trust_anchor')
      .values({ fingerprint: root.fingerprint, certificate: Buffer.from(root.der), ...row })
      .onConflict(rule =>
        rule.column('fingerprint').doUpdateSet(row).where('platform.trust_anchor.removed_at', 'is not', null),
      )
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows !== 1n) refuseFile('already-trusted');
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
    if (file.length === 0) refuse('list-missing', { vi: vi.trust.listMissing, en: en.trust.listMissing }, 'list');
    const list = attempt(() => readRevocationList(file));
    if (!list || !(await isOfTrusted(work, list, between)))
      refuse('not-list', { vi: vi.notList, en: en.notList }, 'list');
    const issuer = sha256(list.issuerDer).toString('hex');
    const row = { list: Buffer.from(file), listed_at: list.from, kept_at: work.now };
    const { numInsertedOrUpdatedRows } = await work.db
      .insertInto('platform.revocation_list')
      .values({ issuer_hash: issuer, ...row })
      .onConflict(rule =>
        rule.column('issuer_hash').doUpdateSet(row).where('platform.revocation_list.listed_at', '<=', list.from),
      )
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows !== 1n) refuse('older-list', { vi: vi.olderList, en: en.olderList }, 'list');
    work.audit({
      event: 'revocation-list.kept',
      subject: `revocation-list:${issuer}`,
      data: { revoked: list.revoked.size, until: list.until?.toISOString() ?? null },
    });
  },
});
