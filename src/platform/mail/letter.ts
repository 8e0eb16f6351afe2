import type { Domain } from '../database/database.ts';
import { forDomain } from '../database/database.ts';
import type { Work } from '../work.ts';

export interface Letter {
  receiver: string;
  title: string;
  body: string;
}

/** Writes a letter in the command's own transaction; it is sent in the background exactly when the change is kept. */
export async function writeLetter<D extends Domain>(work: Work<D>, letter: Letter): Promise<void> {
  const { letter_id } = await forDomain<'platform'>(work.db)
    .insertInto('platform.letter')
    .values({ ...letter, written_at: work.now })
    .returning('letter_id')
    .executeTakeFirstOrThrow();
  work.later('platform.send-letter', { letterId: letter_id });
}
