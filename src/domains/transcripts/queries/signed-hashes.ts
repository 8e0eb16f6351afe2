import type { Query } from '#platform/database/database.ts';
import type { SigningOrder } from './signing-order.ts';

/** The values that an order's key gave for its hashes elsewhere, by transcript. */
export async function readSignedHashes(
  db: Query<'transcripts'>,
  { schoolId, signingOrderId }: SigningOrder,
): Promise<Map<number, { pdf: Uint8Array; xml: Uint8Array }>> {
  const rows = await db
    .selectFrom('transcripts.signed_hash')
    .select(['transcript_id', 'pdf_signature', 'xml_signature'])
    .where('school_id', '=', schoolId)
    .where('signing_order_id', '=', signingOrderId)
    .execute();
  return new Map(rows.map(row => [row.transcript_id, { pdf: row.pdf_signature, xml: row.xml_signature }]));
}
