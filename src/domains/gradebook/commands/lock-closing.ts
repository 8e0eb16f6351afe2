import { sql } from 'kysely';
import { prepared } from '#platform/database/prepared.ts';
import type { Work } from '#platform/work.ts';

/** First half of the key; the second is the school. */
const CLOSING = 7_240_103;

/** Whoever closes or reopens waits for marks of the school being entered, and for others who close. */
export const lockClosing = (work: Work<'gradebook'>, schoolId: number) =>
  sql`${prepared}select pg_advisory_xact_lock(${CLOSING}::int, ${schoolId}::int)`.execute(work.db);

/**
 * Whoever enters marks keeps closing waiting until they stand, and others who enter not at all: asked before it is read what is
 * closed, so that no mark lands in a column after its closing.
 */
export const keepOpen = (work: Work<'gradebook'>, schoolId: number) =>
  sql`${prepared}select pg_advisory_xact_lock_shared(${CLOSING}::int, ${schoolId}::int)`.execute(work.db);
