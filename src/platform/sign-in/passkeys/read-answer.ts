import { z } from 'zod';
import type { Ask } from '../../http/env.ts';

// What browsers send, as far as we rely on it; the rest is checked by @simplewebauthn/server against the signature.
const text = z.string().max(20_000);
const credential = {
  id: text,
  rawId: text,
  type: z.literal('public-key'),
  clientExtensionResults: z.object({}).catch({}),
};

const Made = z.object({
  name: z.string().trim().max(100).catch(''),
  response: z.object({
    ...credential,
    response: z.object({
      clientDataJSON: text,
      attestationObject: text,
      transports: z.array(z.string().max(30)).max(10).default([]),
    }),
  }),
});

const Signed = z.object({
  to: z.string().max(2000).catch('/'),
  response: z.object({
    ...credential,
    response: z.object({ clientDataJSON: text, authenticatorData: text, signature: text }),
  }),
});

async function readJson<T>(ask: Ask, schema: z.ZodType<T>): Promise<T | undefined> {
  const body: unknown = await ask.req.json().catch(() => undefined);
  return schema.safeParse(body).data;
}

/** A passkey that a browser has just made; undefined for anything else. */
export const readMade = (ask: Ask) => readJson(ask, Made);

/** A challenge that a browser has signed with a passkey; undefined for anything else. */
export const readSigned = (ask: Ask) => readJson(ask, Signed);
