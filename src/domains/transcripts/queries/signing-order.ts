import { sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';
import type { SigningRole } from '../rules/signing-order.ts';

export interface SigningOrder {
  schoolId: number;
  signingOrderId: number;
  role: SigningRole;
  classIds: number[];
  schoolYear: string;
  signerId: number;
  longWorkId: number | null;
  askedBy: string;
  askedAt: Date;
}

export async function findSigningOrder(
  db: Query<'transcripts'>,
  schoolId: number,
  signingOrderId: number,
): Promise<SigningOrder | undefined> {
  const { rows } =
    await sql<SigningOrder>`select school_id as "schoolId", signing_order_id as "signingOrderId", role, class_ids as "classIds",
      school_year as "schoolYear", signer_id as "signerId", long_work_id as "longWorkId", asked_by as "askedBy", asked_at as "askedAt"
    from transcripts.signing_order where school_id = ${schoolId} and signing_order_id = ${signingOrderId}`.execute(db);
  return rows[0];
}
