import { z } from 'zod';
import type { Identity, Signer } from '#platform/signing/index.ts';

/*
 * What the machine with the token does (bin/sign.ts): fetches an order's hashes, has the token sign them under one PIN, sends the
 * values back. It knows no database and sees no transcript; some hundred bytes a transcript travel.
 */

const Hashes = z.object({
  name: z.string(),
  algorithm: z.enum(['ecdsa-p256-sha256', 'rsa-sha256']),
  chain: z.array(z.string()),
  hashes: z.array(z.object({ transcriptId: z.number(), pdf: z.string(), xml: z.string() })),
});

export interface OrderAddress {
  server: string;
  schoolId: number;
  orderId: number;
  code: string;
}

/** The server did not take the code: it is wrong, or its day is over. */
export class CodeRefused extends Error {
  override name = 'CodeRefused';
}

const A_SENDING = 200;
const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'));
const text = (given: Uint8Array | undefined) => Buffer.from(given ?? []).toString('base64url');

/**
 * Signs an order from afar.
 * @param open opens the key whose certificate the order names
 * @throws CodeRefused, SigningFault
 */
export async function signFromAfar(
  { server, schoolId, orderId, code }: OrderAddress,
  open: (identity: Identity, name: string) => Signer,
  send: typeof fetch = fetch,
): Promise<{ signed: number; name: string }> {
  const base = `${server.replace(/\/$/, '')}/schools/${schoolId}/transcripts/orders/${orderId}`;
  const headers = { authorization: `Bearer ${code}` };
  const answer = await send(`${base}/hashes`, { headers });
  if (!answer.ok) throw new CodeRefused(String(answer.status));
  const order = Hashes.parse(await answer.json());
  const signer = open({ chain: order.chain.map(bytes), algorithm: order.algorithm }, order.name);
  const values = await signer.signDigests(order.hashes.flatMap(({ pdf, xml }) => [bytes(pdf), bytes(xml)]));
  const signatures = order.hashes.map(({ transcriptId }, at) => ({
    transcriptId,
    pdf: text(values[2 * at]),
    xml: text(values[2 * at + 1]),
  }));
  for (let at = 0; at < signatures.length; at += A_SENDING) {
    const sent = await send(`${base}/signatures`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ signatures: signatures.slice(at, at + A_SENDING) }),
    });
    if (!sent.ok) throw new CodeRefused(String(sent.status));
  }
  return { signed: signatures.length, name: order.name };
}
