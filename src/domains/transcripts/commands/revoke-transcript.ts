import { sql } from 'kysely';
import { z } from 'zod';
import { refuse } from '#platform/refusal.ts';
import { command } from '#platform/work.ts';
import { may } from '../access.ts';
import { anId, announceChange, aReason } from './fields.ts';
import { renewRevocations } from './publish-revocations.ts';

/** The principal takes a transcript back: it no longer holds, its files stay, and the checking page says so. */
export const revokeTranscript = command('transcripts', 'revoke-transcript', {
  input: z.object({ schoolId: anId, transcriptId: anId, reason: aReason }),
  async run(work, { schoolId, transcriptId, reason }): Promise<void> {
    const { rows } = await sql<{ school_year: string }>`select t.school_year from transcripts.transcript t
      where t.school_id = ${schoolId} and t.transcript_id = ${transcriptId} and ${may(work.actor).signAsPrincipal(sql<number>`t.school_id`)}`.execute(
      work.db,
    );
    const found = work.allowed(rows[0]);
    const { numInsertedOrUpdatedRows } = await work.db
      .insertInto('transcripts.revocation')
      .values({ school_id: schoolId, transcript_id: transcriptId, reason, by: work.actor.name, at: work.now })
      .onConflict(on => on.doNothing())
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows === 0n)
      refuse('already-revoked', {
        vi: 'Học bạ này đã được thu hồi từ trước.',
        en: 'This transcript was revoked before.',
      });
    work.audit({ event: 'transcript.revoked', subject: `transcript:${transcriptId}`, schoolId, data: { reason } });
    renewRevocations(work);
    announceChange(work, schoolId, found.school_year);
  },
});
