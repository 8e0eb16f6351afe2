import { createTransport } from 'nodemailer';
import { z } from 'zod';
import { inTransaction } from '../database/database.ts';
import { type Jobs, job } from '../jobs.ts';
import type { System } from '../system.ts';

/**
 * Sends one letter. Where no mail server is set (development) it stays, and is read on the mailbox page. The row is locked
 * while it is sent, so that two workers do not send it twice; its Message-ID lets the receiver's server drop a repetition.
 */
async function sendLetter(system: System, letterId: number): Promise<void> {
  const { SMTP_URL, MAIL_FROM, publicUrl } = system.settings;
  if (!SMTP_URL) return;
  const fault = await inTransaction(system.database, { schools: [] }, 'read write', async tables => {
    const letter = await tables
      .selectFrom('platform.letter')
      .select(['receiver', 'title', 'body'])
      .where('letter_id', '=', letterId)
      .where('sent_at', 'is', null)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst();
    if (!letter) return undefined;
    const keep = tables.updateTable('platform.letter').where('letter_id', '=', letterId);
    try {
      await createTransport(SMTP_URL).sendMail({
        from: MAIL_FROM,
        to: letter.receiver,
        subject: letter.title,
        text: letter.body,
        messageId: `<letter-${letterId}@${new URL(publicUrl).hostname}>`,
      });
      await keep.set({ sent_at: system.clock.now(), failed_why: null }).execute();
      return undefined;
    } catch (error) {
      await keep.set({ failed_why: (error as Error).message.slice(0, 500) }).execute();
      return error;
    }
  });
  // Thrown after the reason was kept: the queue tries again later.
  if (fault) throw fault;
}

export const mailJobs: Jobs = {
  jobs: [
    job('platform.send-letter', z.object({ letterId: z.number() }), (system, { letterId }) =>
      sendLetter(system, letterId),
    ),
  ],
  listeners: [],
  timed: [],
};
