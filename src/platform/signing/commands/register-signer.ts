import { z } from 'zod';
import { refuse } from '../../refusal.ts';
import { command, type Work } from '../../work.ts';
import { mayKeepSigner } from '../access.ts';
import { algorithmOf } from '../algorithm.ts';
import { readCertificate } from '../certificates/read.ts';
import { librariesOf, servicesOf } from '../transports/settings.ts';
import type { Identity } from '../types.ts';
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
  if (!read) refuse('not-certificate', { vi: vi.notCertificate, en: en.notCertificate }, 'certificate');
  const expired = { vi: vi.fault['certificate-expired'], en: en.fault['certificate-expired'] };
  if (work.now < read.from || read.until < work.now) refuse('certificate-expired', expired, 'certificate');
  try {
    if (read.maySign) return { chain, algorithm: algorithmOf(read.x509.publicKey), name: read.subject };
  } catch {
    // Said below, in the same words.
  }
  return refuse('key-unsuitable', { vi: vi.keyUnsuitable, en: en.keyUnsuitable }, 'certificate');
}

/** Registers a key on a token that this machine sees (its library stands in PKCS11_LIBRARIES). */
export const registerToken = command('platform', 'register-token', {
  input: z.object({
    owner: ownerInput,
    library: z.string(),
    tokenSerial: z.string().min(1).max(64),
    keyId: z.string().regex(/^([0-9a-f]{2}){1,64}$/),
    chain: chainInput,
  }),
  async run(work, { owner, library, tokenSerial, keyId, chain }) {
    work.allowed(await mayKeepSigner(work.db, work.actor, owner));
    work.allowed(librariesOf(work.system.settings).some(each => each.name === library));
    const { name, ...identity } = identityOf(work, chain);
    const reference = { library, tokenSerial, keyId };
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
    return {
      signerId: await keepSigner(work, owner, name, identity, { kind: 'remote', reference: { service, credentialId } }),
    };
  },
});
