import { z } from 'zod';
import { keepFile } from '#platform/files/keep.ts';
import { refuse } from '#platform/refusal.ts';
import type { Work } from '#platform/work.ts';
import { faults } from '../words/faults.ts';

/** What proves a report or a figure: files, or a link to where it stands. */
export const evidence = z.object({
  files: z
    .array(
      z.object({
        name: z.string().min(1).max(300),
        mediaType: z.string().max(200),
        content: z.custom<Uint8Array>(value => value instanceof Uint8Array),
      }),
    )
    .max(10)
    .optional(),
  link: z.string().trim().max(2000).optional(),
});
export type Evidence = z.output<typeof evidence>;

export const isProven = (given: Evidence | undefined): boolean =>
  (given?.files?.length ?? 0) > 0 || Boolean(given?.link);

type Proves = { task_step_id: number } | { declaration_id: number } | { report_id: number };

/** Keeps evidence beside what it proves. @returns how many pieces there are. */
export async function keepEvidence(
  work: Work<'steering'>,
  proves: Proves,
  given: Evidence | undefined,
): Promise<number> {
  const link = given?.link ? checkedLink(given.link) : undefined;
  const rows = [];
  for (const file of given?.files ?? []) {
    const { keptFileId } = await keepFile(work, 0, file);
    rows.push({ ...proves, kept_file_school_id: 0, kept_file_id: keptFileId, title: file.name });
  }
  if (link) rows.push({ ...proves, link, title: link });
  if (rows.length > 0) await work.db.insertInto('steering.evidence').values(rows).execute();
  return rows.length;
}

/** Only addresses a browser opens safely: "javascript:" would run in the reader's name. */
function checkedLink(link: string): string {
  const protocol = URL.canParse(link) ? new URL(link).protocol : '';
  if (protocol !== 'https:' && protocol !== 'http:') refuse('link-wrong', faults.linkWrong, 'link');
  return link;
}
