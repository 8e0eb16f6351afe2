import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Signer } from '../types.ts';

/** A remote signing service that follows the CSC API v2, with what may go wrong at one. */
export interface CscStandIn {
  url: string;
  /** Methods asked, in their order. */
  asked: string[];
  /** What goes wrong from now on. */
  wrong: 'nothing' | 'expired' | 'one-too-few' | 'no-json' | 'locked' | 'disabled';
  close(): Promise<void>;
}

interface Authorisation {
  hashes: string[];
  used: boolean;
}

interface Body {
  credentialID?: string;
  hashes?: string[];
  numSignatures?: number;
  hashAlgorithmOID?: string;
  authData?: { id: string; value: string }[];
  SAD?: string;
  signAlgo?: string;
}

class Refused extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, said: string) {
    super(said);
    this.status = status;
    this.code = code;
  }
}

const SHA256 = '2.16.840.1.101.3.4.2.1';
export const standInSecrets = {
  clientId: 'rong',
  clientSecret: 'bi-mat',
  credential: 'GX0112348',
  pin: '123456',
  otp: '654321',
};

export async function standInCsc(signer: Signer, atOnce = 5): Promise<CscStandIn> {
  const authorisations = new Map<string, Authorisation>();
  let tokens = 0;
  const bearers = new Set<string>();

  async function answer(method: string, ask: IncomingMessage): Promise<unknown> {
    const sent = await text(ask);
    if (method === 'oauth2/token') {
      const form = new URLSearchParams(sent);
      if (form.get('client_secret') !== standInSecrets.clientSecret)
        throw new Refused(401, 'invalid_client', 'Wrong client');
      const bearer = `bearer-${++tokens}`;
      bearers.add(bearer);
      return { access_token: bearer, token_type: 'Bearer', expires_in: 3600 };
    }
    if (!bearers.has(ask.headers.authorization?.replace('Bearer ', '') ?? ''))
      throw new Refused(401, 'invalid_token', 'The access token is missing, expired, or invalid.');
    const body = JSON.parse(sent) as Body;
    if (method === 'credentials/list') return { credentialIDs: [standInSecrets.credential] };
    if (body.credentialID !== standInSecrets.credential)
      throw new Refused(400, 'invalid_request', 'Invalid parameter credentialID');
    if (method === 'credentials/info') return info();
    if (method === 'credentials/authorize') return authorise(body);
    if (method === 'signatures/signHash') return await sign(body);
    throw new Refused(404, 'invalid_request', 'No such method');
  }

  const info = () => ({
    key: { status: server.wrong === 'disabled' ? 'disabled' : 'enabled', algo: ['1.2.840.10045.4.3.2'], len: 256 },
    cert: { status: 'valid', certificates: signer.chain.map(each => Buffer.from(each).toString('base64')) },
    auth: { mode: 'explicit', expression: 'PIN AND OTP', objects: [{ id: 'PIN' }, { id: 'OTP' }] },
    multisign: atOnce,
    SCAL: '2',
  });

  function authorise(body: Body) {
    const given = new Map(body.authData?.map(each => [each.id, each.value]));
    if (server.wrong === 'locked') throw new Refused(400, 'invalid_pin', 'The PIN is locked');
    if (!given.has('PIN'))
      throw new Refused(400, 'invalid_request', 'Missing (or invalid type) parameter PIN in authData');
    if (given.get('PIN') !== standInSecrets.pin) throw new Refused(400, 'invalid_pin', 'The PIN is invalid');
    if (given.get('OTP') !== standInSecrets.otp) throw new Refused(400, 'invalid_otp', 'The OTP is invalid');
    const hashes = body.hashes ?? [];
    if (body.numSignatures !== hashes.length || hashes.length > atOnce || body.hashAlgorithmOID !== SHA256)
      throw new Refused(400, 'invalid_request', 'Invalid parameter numSignatures');
    const SAD = `sad-${authorisations.size + 1}`;
    authorisations.set(SAD, { hashes, used: false });
    return { SAD, expiresIn: 300 };
  }

  async function sign(body: Body) {
    const authorised = authorisations.get(body.SAD ?? '');
    if (server.wrong === 'expired') throw new Refused(400, 'invalid_request', 'The SAD has expired');
    if (!authorised || authorised.used || authorised.hashes.join() !== body.hashes?.join())
      throw new Refused(400, 'invalid_request', 'Invalid parameter SAD');
    if (!body.signAlgo)
      throw new Refused(400, 'invalid_request', 'Missing (or invalid type) string parameter signAlgo');
    authorised.used = true;
    const signatures = await signer.signDigests(body.hashes.map(each => Buffer.from(each, 'base64')));
    const written = signatures.map(each => Buffer.from(each).toString('base64'));
    return { signatures: server.wrong === 'one-too-few' ? written.slice(1) : written };
  }

  const http = createServer(async (ask, reply) => {
    const method = (ask.url ?? '').replace('/csc/v2/', '');
    server.asked.push(method);
    reply.setHeader('content-type', 'application/json');
    try {
      const body = await answer(method, ask);
      reply.end(server.wrong === 'no-json' && method === 'signatures/signHash' ? '<html>' : JSON.stringify(body));
    } catch (fault) {
      const { status, code, message } =
        fault instanceof Refused ? fault : new Refused(500, 'server_error', String(fault));
      reply.statusCode = status;
      reply.end(JSON.stringify({ error: code, error_description: message }));
    }
  });
  await new Promise<void>(ready => void http.listen(0, '127.0.0.1', ready));
  const server: CscStandIn = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/csc/v2`,
    asked: [],
    wrong: 'nothing',
    close: () =>
      new Promise(done => {
        http.closeAllConnections();
        http.close(() => done());
      }),
  };
  return server;
}
