import { z } from 'zod';
import { refuse } from '../../refusal.ts';
import { command, type Work } from '../../work.ts';
import { mayKeepSigner } from '../access.ts';
import { algorithmOf } from '../algorithm.ts';
import { certificatesIn } from '../certificates/file.ts';
import { readCertificate, sha256 } from '../certificates/read.ts';
import { librariesOf, servicesOf } from '../transports/settings.ts';
import type { Identity, Owner } from '../types.ts';
import { en } from '../words/en.ts';
import { vi } from '../words/vi.ts';
import { bytesUpTo } from './bytes-up-to.ts';
import { ownerInput } from './issue-signer.ts';
import { keepSigner } from './keep-signer.ts';

const LARGEST = 16 * 1024;
const chainInput = z.array(bytesUpTo(LARGEST)).min(1).max(6);

/** A certificate that can be read, may sign, and whose key is of a kind that we check. */
function identityOf(work: Work<'platform'>, chain: Uint8Array[]): Identity & { name: string } {
  const read = (() => {
    try {
      const [own] = chain.map(readCertificate);
      return own;
    } catch {
      return undefined;
    }
  })();
  const no = { vi: vi.certificateFile['not-certificate'], en: en.certificateFile['not-certificate'] };
  if (!read) refuse('not-certificate', no, 'certificate');
  const expired = { vi: vi.fault['certificate-expired'], en: en.fault['certificate-expired'] };
  if (work.now < read.from || read.until < work.now) refuse('certificate-expired', expired, 'certificate');
  try {
    if (read.maySign) return { chain, algorithm: algorithmOf(read.x509.publicKey), name: read.subject };
  } catch {
    // Said below, in the same words.
  }
  return refuse('key-unsuitable', { vi: vi.keyUnsuitable, en: en.keyUnsuitable }, 'certificate');
}

const refuseKey = (code: keyof typeof vi.register) =>
  refuse(code, { vi: vi.register[code], en: en.register[code] }, 'certificate');

/**
 * The chain in uploaded files: the certificate of the key first, those of the authorities above it after.
 * @throws Refusal at "certificate"
 */
export function chainIn(files: readonly Uint8Array[]): Uint8Array[] {
  const all = (files.length > 0 ? files : [new Uint8Array()]).flatMap(file => certificatesIn(file, 'certificate'));
  const [own, ...others] = all.filter(each => !each.isAuthority);
  if (!own) return refuseKey('only-authorities');
  if (others.length > 0) return refuseKey('several-signers');
  return [own.der, ...all.filter(each => each.isAuthority).map(each => each.der)];
}

/** A key signs for one owner; a revoked one never again. An older one of the same owner may come back into use. */
async function refuseRepeated({ db }: Work<'platform'>, owner: Owner, chain: Uint8Array[]): Promise<void> {
  const same = await db
    .selectFrom('platform.signer as s')
    .leftJoin('platform.signer_revocation as r', 'r.signer_id', 's.signer_id')
    .select(['s.owner_kind', 's.owner_id', 's.signer_id', 'r.revoked_at'])
    .where('s.fingerprint', '=', sha256(...chain.slice(0, 1)).toString('hex'))
    .execute();
  if (same.some(each => each.revoked_at !== null))
    refuse('already-revoked', { vi: vi.alreadyRevoked, en: en.alreadyRevoked }, 'certificate');
  if (same.some(each => each.owner_kind !== owner.kind || each.owner_id !== owner.id))
    refuseKey('registered-to-another');
  const newest = await db
    .selectFrom('platform.signer')
    .select('signer_id')
    .where('owner_kind', '=', owner.kind)
    .where('owner_id', '=', owner.id)
    .orderBy('signer_id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (same.some(each => each.signer_id === newest?.signer_id)) refuseKey('already-registered');
}

/** Registers a key on a token: one that this machine sees (its library stands in PKCS11_LIBRARIES), or at the school, signing from there. */
export const registerToken = command('platform', 'register-token', {
  input: z.object({
    owner: ownerInput,
    /** Left out: the token is not in this machine. */
    library: z.string().optional(),
    tokenSerial: z.string().min(1).max(64),
    keyId: z.string().regex(/^([0-9a-f]{2}){1,64}$/),
    chain: chainInput,
  }),
  async run(work, { owner, library, tokenSerial, keyId, chain }) {
    work.allowed(await mayKeepSigner(work.db, work.actor, owner));
    if (library !== undefined) work.allowed(librariesOf(work.system.settings).some(each => each.name === library));
    const { name, ...identity } = identityOf(work, chain);
    await refuseRepeated(work, owner, chain);
    const reference = { ...(library !== undefined && { library }), tokenSerial, keyId };
    return { signerId: await keepSigner(work, owner, name, identity, { kind: 'token', reference }) };
  },
});

/** Registers a credential that a remote service keeps (the service stands in CSC_SERVICES). */
export const registerRemote = command('platform', 'register-remote', {
  input: z.object({
    owner: ownerInput,
    service: z.string(),
    credentialId: z.string().min(1).max(200),
    chain: chainInput,
  }),
  async run(work, { owner, service, credentialId, chain }) {
    work.allowed(await mayKeepSigner(work.db, work.actor, owner));
    work.allowed(servicesOf(work.system.settings).some(each => each.name === service));
    const { name, ...identity } = identityOf(work, chain);
    await refuseRepeated(work, owner, chain);
    return {
      signerId: await keepSigner(work, owner, name, identity, { kind: 'remote', reference: { service, credentialId } }),
    };
  },
});
