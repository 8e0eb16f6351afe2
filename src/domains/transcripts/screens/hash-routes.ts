import { z } from 'zod';
import { type Actor, house } from '#platform/access.ts';
import type { Ask } from '#platform/http/env.ts';
import { idFrom, routes } from '#platform/http/env.ts';
import { NotAllowed } from '#platform/refusal.ts';
import { perform } from '#platform/work.ts';
import { keepSignedHashes } from '../commands/keep-signed-hashes.ts';
import { hashBatches } from '../jobs/sign-batch.ts';
import { openOrder, readReady } from '../jobs/work-off-order.ts';
import { opensOrder } from '../queries/order-code.ts';

/** For the machine with the token (bin/sign.ts): hashes out, signed hashes in. No file travels. */
export const hashRoutes = routes();
const base = '/schools/:schoolId/transcripts/orders/:orderId{[0-9]+}';
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');

/** The house, sent to this school alone, where the code opens this order. @throws NotAllowed */
async function actorByCode(ask: Ask): Promise<{ actor: Actor; schoolId: number; signingOrderId: number }> {
  const [schoolId, signingOrderId] = [idFrom(ask, 'schoolId'), idFrom(ask, 'orderId')];
  const code = /^Bearer (\S{1,500})$/.exec(ask.req.header('authorization') ?? '')?.[1];
  const { system } = ask.var;
  if (!code || !(await opensOrder(system, code, schoolId, signingOrderId))) throw new NotAllowed();
  return { actor: house('transcripts.token', system.today(), [schoolId]), schoolId, signingOrderId };
}

hashRoutes.get(`${base}/hashes`, async ask => {
  const { actor, schoolId, signingOrderId } = await actorByCode(ask);
  const { system } = ask.var;
  const work = await openOrder(system, actor, schoolId, signingOrderId);
  if (!work) throw new NotAllowed();
  const hashes = await hashBatches(system, actor, work, await readReady(system, actor, work.order));
  const { identity, name } = work.signer;
  return ask.json({
    name,
    algorithm: identity.algorithm,
    chain: identity.chain.map(text),
    hashes: hashes.map(({ transcriptId, pdf, xml }) => ({ transcriptId, pdf: text(pdf), xml: text(xml) })),
  });
});

const aText = z.string().regex(/^[\w-]{8,1400}$/);
const Sent = z.object({
  signatures: z
    .array(z.object({ transcriptId: z.number().int().positive(), pdf: aText, xml: aText }))
    .min(1)
    .max(500),
});

hashRoutes.post(`${base}/signatures`, async ask => {
  const { actor, schoolId, signingOrderId } = await actorByCode(ask);
  const sent = Sent.safeParse(await ask.req.json().catch(() => undefined));
  if (!sent.success) return ask.json({ fault: 'signatures' }, 422);
  const bytes = (value: string) => new Uint8Array(Buffer.from(value, 'base64url'));
  const values = sent.data.signatures.map(each => ({
    transcriptId: each.transcriptId,
    pdf: bytes(each.pdf),
    xml: bytes(each.xml),
  }));
  return ask.json({
    received: await perform(ask.var.system, actor, keepSignedHashes, { schoolId, signingOrderId, values }),
  });
});
