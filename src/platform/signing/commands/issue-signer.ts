import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { command, type Work } from '../../work.ts';
import { mayKeepSigner } from '../access.ts';
import { type Authority, findAuthority, makeAuthority } from '../authority.ts';
import { issueCertificate } from '../certificates/issue.ts';
import { box } from '../secret.ts';
import { keepSigner } from './keep-signer.ts';

export const ownerInput = z.object({ kind: z.enum(['person', 'school']), id: z.number().int().positive() });

const YEARS_VALID = 3;

async function openAuthority(work: Work<'platform'>): Promise<Authority> {
  const found = await findAuthority(work.system, work.db);
  if (found) return found;
  await work.also(makeAuthority, {});
  const made = await findAuthority(work.system, work.db);
  if (!made) throw new Error('The development authority was not made.');
  return made;
}

/**
 * Makes a key and a certificate of the development authority for a person or a school's seal. It takes the place of the one
 * before it, which is not revoked: what it signed still stands.
 */
export const issueSigner = command('platform', 'issue-signer', {
  input: z.object({
    owner: ownerInput,
    /** As the certificate names them. */
    name: z.string().trim().min(1).max(200),
    /** The school or office they sign for. */
    organisation: z.string().trim().max(200).optional(),
    algorithm: z.enum(['ecdsa-p256-sha256', 'rsa-sha256']).optional(),
  }),
  async run(work, { owner, name, organisation, algorithm = 'ecdsa-p256-sha256' }) {
    work.allowed(await mayKeepSigner(work.db, work.actor, owner));
    const authority = await openAuthority(work);
    const keys =
      algorithm === 'rsa-sha256'
        ? generateKeyPairSync('rsa', { modulusLength: 2048 })
        : generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const until = new Date(work.now);
    until.setUTCFullYear(until.getUTCFullYear() + YEARS_VALID);
    const certificate = issueCertificate(authority, authority.certificate.x509.publicKey, {
      subject: { commonName: name, ...(organisation && { organisation }) },
      publicKey: keys.publicKey,
      serial: randomBytes(16),
      from: work.now,
      until,
      use: 'signing',
      revocationListUrl: `${work.system.settings.publicUrl}/ca/crl.der`,
    });
    const pkcs8 = keys.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
    const signerId = await keepSigner(
      work,
      owner,
      name,
      { algorithm, chain: [certificate.der] },
      {
        kind: 'local',
        authorityId: authority.id,
        sealedKey: await box.seal(work.system, `signer:${certificate.fingerprint}`, pkcs8),
      },
    );
    return { signerId };
  },
});
