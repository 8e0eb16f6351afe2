import { sql } from 'kysely';
import { z } from 'zod';
import { json } from '#platform/database/types.ts';
import { refuse } from '#platform/refusal.ts';
import { command } from '#platform/work.ts';
import { may } from '../access.ts';
import { readingsIn } from '../queries/readings.ts';
import { isReadingName, isReadingOf, readingNames } from '../rules/readings.ts';
import { anId, aSchoolYear, holds } from './fields.ts';

/** Another reading of an open place is proposed; which results it would change is computed before anyone accepts it. */
export const proposeReading = command('gradebook', 'propose-reading', {
  input: z.object({
    name: z.enum(readingNames as [string, ...string[]]),
    value: z.string(),
    schoolYear: aSchoolYear,
    document: z.string().trim().max(200),
  }),
  async run(work, { name, value, schoolYear, document }): Promise<number> {
    work.allowed(await holds(work.db, may(work.actor).settleReadings()));
    if (!isReadingName(name) || !isReadingOf(name, value))
      refuse('reading-unknown', { vi: 'Hãy chọn một cách hiểu.', en: 'Choose one of the readings.' }, 'value');
    if (document === '')
      refuse(
        'document-missing',
        { vi: 'Hãy ghi số văn bản hướng dẫn cách hiểu này.', en: 'Name the document that says to read it so.' },
        'document',
      );
    const now = await readingsIn(work.db, schoolYear);
    if (now[name] === value)
      refuse('reading-holds', { vi: 'Cách hiểu này đang được dùng.', en: 'It is read so already.' }, 'value');
    const { rows } = await sql<{
      id: number;
    }>`insert into gradebook.reading_proposal (name, value, school_year, document, proposed_by, proposed_at)
      values (${name}, ${json(value)}, ${schoolYear}, ${document}, ${work.actor.name}, ${work.now}) returning reading_proposal_id as id`.execute(
      work.db,
    );
    const readingProposalId = rows[0]?.id ?? 0;
    work.audit({
      event: 'reading.proposed',
      subject: `reading:${name}`,
      data: { readingProposalId, value, schoolYear, document },
    });
    work.later(
      'gradebook.weigh-reading',
      { readingProposalId },
      { key: `gradebook.weigh-reading:${readingProposalId}` },
    );
    return readingProposalId;
  },
});

/** Accepts a proposed reading once its consequences are known: it holds from its school year on, and results are computed anew. */
export const answerReading = command('gradebook', 'answer-reading', {
  input: z.object({ readingProposalId: anId, accepted: z.boolean() }),
  async run(work, { readingProposalId, accepted }): Promise<void> {
    work.allowed(await holds(work.db, may(work.actor).settleReadings()));
    const { rows } = await sql<{
      name: string;
      value: string;
      schoolYear: string;
      document: string;
      computedAt: Date | null;
      answeredAt: Date | null;
    }>`
      select name, value, school_year as "schoolYear", document, computed_at as "computedAt", answered_at as "answeredAt"
      from gradebook.reading_proposal where reading_proposal_id = ${readingProposalId} for update`.execute(work.db);
    const { name, value, schoolYear, document, computedAt, answeredAt } = work.allowed(rows[0]);
    if (answeredAt)
      refuse('proposal-answered', { vi: 'Đề xuất này đã được trả lời.', en: 'This proposal has been answered.' });
    if (accepted && !computedAt)
      refuse('proposal-not-weighed', {
        vi: 'Chưa tính xong những kết quả sẽ đổi: hãy xem chúng trước khi chấp nhận.',
        en: 'What would change is not computed yet: look at it before you accept.',
      });
    await sql`update gradebook.reading_proposal set answered_at = ${work.now}, answered_by = ${work.actor.name}, accepted = ${accepted}
      where reading_proposal_id = ${readingProposalId}`.execute(work.db);
    if (accepted) {
      await sql`insert into gradebook.reading (name, value, from_school_year, document, accepted_by, accepted_at)
        values (${name}, ${json(value)}, ${schoolYear}, ${document}, ${work.actor.name}, ${work.now})`.execute(work.db);
      work.later('gradebook.compute-from', { schoolYear });
    }
    work.audit({
      event: accepted ? 'reading.accepted' : 'reading.refused',
      subject: `reading:${name}`,
      data: { readingProposalId, value, schoolYear, document },
    });
  },
});
