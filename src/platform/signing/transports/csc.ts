import { z } from 'zod';
import { toDer } from '../algorithm.ts';
import { SigningFault, type SigningFaultCode } from '../fault.ts';
import { oids } from '../oids.ts';
import type { Identity, Signer } from '../types.ts';

/** A remote signing service that follows the API of the Cloud Signature Consortium, version 2. */
export interface CscService {
  /** The base address, up to and with "csc/v2". */
  url: string;
  clientId: string;
  clientSecret: string;
}

export interface CscHow {
  pin?: string;
  otp?: string;
}

const WAIT_MS = 30_000;
const LONGEST_ANSWER = 4 * 1024 * 1024;

const Fault = z.object({ error: z.string(), error_description: z.string().default('') });
const Bearer = z.object({ access_token: z.string().min(1) });
const List = z.object({ credentialIDs: z.array(z.string()) });
const Info = z.object({
  key: z.object({ status: z.string(), algo: z.array(z.string()) }),
  cert: z.object({ status: z.string().default('valid'), certificates: z.array(z.base64()).min(1) }),
  multisign: z.number().int().positive(),
});
const Authorised = z.object({ SAD: z.string().min(1) });
const Signed = z.object({ signatures: z.array(z.base64()) });

/** What an error of theirs (11.1 and after each method) means for whoever signs. */
function faultOf(status: number, body: unknown): SigningFault {
  const read = Fault.safeParse(body);
  const { error, error_description: said } = read.data ?? { error: '', error_description: '' };
  const code = ((): SigningFaultCode => {
    if (/lock/i.test(said)) return 'pin-locked';
    if (error === 'invalid_pin' || error === 'invalid_otp') return 'pin-wrong';
    if (/SAD/.test(said) && /expir|invalid/i.test(said)) return 'authorisation-expired';
    if (/(PIN|OTP|authData)/.test(said)) return 'authorisation-needed';
    return status >= 500 ? 'service-down' : 'service-answer';
  })();
  return new SigningFault(code);
}

async function post(address: string, headers: Record<string, string>, body: string): Promise<unknown> {
  let answer: Response;
  let text: string;
  try {
    answer = await fetch(address, {
      method: 'POST',
      headers,
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(WAIT_MS),
    });
    text = await answer.text();
  } catch {
    throw new SigningFault('service-down');
  }
  let read: unknown;
  try {
    read = text.length > LONGEST_ANSWER ? undefined : JSON.parse(text);
  } catch {
    read = undefined;
  }
  if (!answer.ok) throw faultOf(answer.status, read);
  return read;
}

function parse<T>(shape: z.ZodType<T>, body: unknown): T {
  const read = shape.safeParse(body);
  if (!read.success) throw new SigningFault('service-answer');
  return read.data;
}

/** One conversation with a service, under one access token (OAuth 2.0, client credentials). */
async function connect(service: CscService) {
  const base = service.url.replace(/\/+$/, '');
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: service.clientId,
    client_secret: service.clientSecret,
  });
  const type = 'application/x-www-form-urlencoded';
  const { access_token: bearer } = parse(
    Bearer,
    await post(`${base}/oauth2/token`, { 'content-type': type }, form.toString()),
  );
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${bearer}` };
  return async <T>(method: string, shape: z.ZodType<T>, body: Record<string, unknown>): Promise<T> =>
    parse(shape, await post(`${base}/${method}`, headers, JSON.stringify(body)));
}

/** The credentials that the service keeps for us. @throws SigningFault */
export async function listCredentials(service: CscService): Promise<string[]> {
  const ask = await connect(service);
  return (await ask('credentials/list', List, {})).credentialIDs;
}

export interface Credential {
  chain: Uint8Array[];
  enabled: boolean;
  /** How many hashes one authorisation covers. */
  atOnce: number;
}

/** What the service says of a credential. @throws SigningFault */
export async function readCredential(service: CscService, credentialID: string): Promise<Credential> {
  return await infoOf(await connect(service), credentialID);
}

async function infoOf(ask: Awaited<ReturnType<typeof connect>>, credentialID: string): Promise<Credential> {
  const info = await ask('credentials/info', Info, {
    credentialID,
    certificates: 'chain',
    authInfo: true,
    certInfo: true,
  });
  return {
    chain: info.cert.certificates.map(each => Buffer.from(each, 'base64')),
    enabled: info.key.status === 'enabled' && info.cert.status === 'valid',
    atOnce: info.multisign,
  };
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

/** A signer at a remote service. Hashes go in as many authorisations as the service's limit asks for; mostly one. */
export function cscSigner(identity: Identity, service: CscService, credentialID: string, how: CscHow): Signer {
  const authData = [
    ...(how.pin ? [{ id: 'PIN', value: how.pin }] : []),
    ...(how.otp ? [{ id: 'OTP', value: how.otp }] : []),
  ];
  const isRsa = identity.algorithm === 'rsa-sha256';
  const signAlgo = isRsa ? oids.rsaSha256 : oids.ecdsaSha256;
  return {
    ...identity,
    async signDigests(digests) {
      const ask = await connect(service);
      const { enabled, atOnce } = await infoOf(ask, credentialID);
      if (!enabled) throw new SigningFault('signer-revoked');
      const signed: Uint8Array[] = [];
      for (let from = 0; from < digests.length; from += atOnce) {
        const hashes = digests.slice(from, from + atOnce).map(base64);
        const what = { credentialID, hashes, hashAlgorithmOID: oids.sha256 };
        const { SAD } = await ask('credentials/authorize', Authorised, {
          ...what,
          numSignatures: hashes.length,
          authData,
        });
        const { signatures } = await ask('signatures/signHash', Signed, { ...what, SAD, signAlgo, operationMode: 'S' });
        if (signatures.length !== hashes.length) throw new SigningFault('service-answer');
        for (const each of signatures)
          signed.push(isRsa ? Buffer.from(each, 'base64') : toDer(Buffer.from(each, 'base64')));
      }
      return signed;
    },
  };
}
