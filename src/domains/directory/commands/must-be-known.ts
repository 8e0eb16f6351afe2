import { refuse } from '#platform/refusal.ts';
import type { Work } from '#platform/work.ts';

/** Refuses, beside the field that named them, somebody who is not in the directory. */
export async function mustBeKnown(work: Work<'directory'>, personId: number, field: string): Promise<void> {
  const person = await work.db
    .selectFrom('directory.person')
    .select('person_id')
    .where('person_id', '=', personId)
    .executeTakeFirst();
  if (person) return;
  refuse(
    'person-unknown',
    {
      vi: 'Không có người này trong danh bạ: hãy chọn lại.',
      en: 'There is no such person in the directory: choose again.',
    },
    field,
  );
}
