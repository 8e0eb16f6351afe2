import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { toDer } from '../algorithm.ts';
import { SigningFault, type SigningFaultCode } from '../fault.ts';
import type { Identity, Signer } from '../types.ts';
import { digestInfo } from './local-key.ts';

/** What the process apart is asked. */
export type TokenAsk =
  | { what: 'list'; module: string }
  | {
      what: 'sign';
      module: string;
      tokenSerial: string;
      keyId: string;
      pin: string;
      isRsa: boolean;
      data: string[];
    };

const Answer = z.union([
  z.object({ ok: z.literal(true), signatures: z.array(z.base64()) }),
  z.object({
    ok: z.literal(true),
    found: z.array(
      z.object({ token: z.string(), tokenSerial: z.string(), keyId: z.string(), certificate: z.base64() }),
    ),
  }),
  z.object({ ok: z.literal(false), code: z.string() }),
]);
export type TokenAnswer = z.infer<typeof Answer>;

const WAIT_MS = 120_000;
const LONGEST_ANSWER = 32 * 1024 * 1024;
const apart = fileURLToPath(new URL('./pkcs11-apart.ts', import.meta.url));

/** A maker's library has no business with our database or files. */
const ownSecrets = /^(DATABASE_URL|S3_|SMTP_URL|OIDC_|CSC_|NODE_OPTIONS)/;

async function askApart(ask: TokenAsk): Promise<TokenAnswer> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !ownSecrets.test(name)));
  const child = spawn(process.execPath, [apart], { env, stdio: ['pipe', 'pipe', 'ignore'], timeout: WAIT_MS });
  const failed = new Promise<never>((_, reject) =>
    child.once('error', () => reject(new SigningFault('token-missing'))),
  );
  // A child that died early closes its input; its missing answer says so below.
  child.stdin.on('error', () => {});
  child.stdin.end(JSON.stringify(ask));
  const written = await Promise.race([text(child.stdout), failed]);
  try {
    if (written.length > LONGEST_ANSWER) throw new SigningFault('service-answer');
    return Answer.parse(JSON.parse(written));
  } catch {
    throw new SigningFault('service-answer');
  }
}

/** Where a key lies: which library, which token, which key in it. */
export interface TokenKey {
  module: string;
  tokenSerial: string;
  keyId: string;
}

export interface TokenCertificate {
  token: string;
  tokenSerial: string;
  keyId: string;
  certificate: Uint8Array;
}

const codes: readonly string[] = [
  'pin-wrong',
  'pin-locked',
  'token-missing',
  'key-missing',
] satisfies SigningFaultCode[];
const isCode = (code: string): code is SigningFaultCode => codes.includes(code);
const faultOf = (code: string) => new SigningFault(isCode(code) ? code : 'service-answer');

/** The certificates on all tokens that a library sees. No PIN is needed. @throws SigningFault */
export async function listToken(module: string): Promise<TokenCertificate[]> {
  const answer = await askApart({ what: 'list', module });
  if (!answer.ok) throw faultOf(answer.code);
  if (!('found' in answer)) throw new SigningFault('service-answer');
  return answer.found.map(each => ({ ...each, certificate: Buffer.from(each.certificate, 'base64') }));
}

/** A signer on a token: one login for all hashes. */
export function tokenSigner(identity: Identity, key: TokenKey, pin: string | undefined): Signer {
  const isRsa = identity.algorithm === 'rsa-sha256';
  return {
    ...identity,
    async signDigests(digests) {
      if (!pin) throw new SigningFault('authorisation-needed');
      const data = digests.map(digest => Buffer.from(isRsa ? digestInfo(digest) : digest).toString('base64'));
      const answer = await askApart({ what: 'sign', ...key, pin, isRsa, data });
      if (!answer.ok) throw faultOf(answer.code);
      if (!('signatures' in answer) || answer.signatures.length !== digests.length)
        throw new SigningFault('service-answer');
      return answer.signatures.map(each => Buffer.from(each, 'base64')).map(each => (isRsa ? each : toDer(each)));
    },
  };
}
