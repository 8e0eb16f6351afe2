import { sql } from 'kysely';
import type { Query } from '#platform/database/database.ts';
import type { Said } from '#platform/words.ts';

/** How far an order is. */
export interface OrderWork {
  done: number;
  total: number | null;
  begunAt: Date | null;
  outcome: 'done' | 'refused' | 'failed' | null;
  answer: { said?: Said; failed?: number } | null;
}

export async function findOrderWork(
  db: Query<'transcripts'>,
  schoolId: number,
  longWorkId: number | null,
): Promise<OrderWork | undefined> {
  const { rows } =
    await sql<OrderWork>`select done, total, begun_at as "begunAt", outcome, answer from platform.long_work
    where school_id = ${schoolId} and long_work_id = ${longWorkId}`.execute(db);
  return rows[0];
}
