import { sql } from 'kysely';
import { z } from 'zod';
import { command } from '#platform/work.ts';
import { findSigningOrder } from '../queries/signing-order.ts';
import { SIGNING } from './ask-signing.ts';
import { anId } from './fields.ts';

const aValue = z.instanceof(Uint8Array).refine(value => value.length >= 8 && value.length <= 1024);

/**
 * Takes the values that an order's key gave for its hashes: from whoever asked for the order, or on their word from the machine
 * with the token. Whether they are right is seen when the files are put together: a wrong one signs nothing.
 */
export const keepSignedHashes = command('transcripts', 'keep-signed-hashes', {
  input: z.object({
    schoolId: anId,
    signingOrderId: anId,
    values: z
      .array(z.object({ transcriptId: anId, pdf: aValue, xml: aValue }))
      .min(1)
      .max(2000),
  }),
  async run(work, { schoolId, signingOrderId, values }): Promise<number> {
    const order = work.allowed(await findSigningOrder(work.db, schoolId, signingOrderId));
    work.allowed(work.actor.kind === 'system' || work.actor.name === order.askedBy);
    const ids = values.map(value => value.transcriptId);
    const { rows } =
      await sql`select from transcripts.transcript t where t.school_id = ${schoolId} and t.transcript_id = any (${ids}::bigint[])
      and t.class_id = any (${order.classIds}::bigint[])`.execute(work.db);
    work.allowed(rows.length === new Set(ids).size);
    await sql`insert into transcripts.signed_hash (school_id, signing_order_id, received_at, transcript_id, pdf_signature, xml_signature)
      select ${schoolId}, ${signingOrderId}, ${work.now}, given.* from unnest(${ids}::bigint[], ${values.map(value => Buffer.from(value.pdf))}::bytea[], ${values.map(value => Buffer.from(value.xml))}::bytea[]) as given
      on conflict (school_id, signing_order_id, transcript_id) do update
        set pdf_signature = excluded.pdf_signature, xml_signature = excluded.xml_signature, received_at = excluded.received_at`.execute(
      work.db,
    );
    work.audit({
      event: 'hashes.signed',
      subject: `signing-order:${signingOrderId}`,
      schoolId,
      data: { transcripts: values.length },
    });
    work.later(SIGNING, { schoolId, signingOrderId }, { key: `${SIGNING}:${schoolId}:${signingOrderId}` });
    return values.length;
  },
});
