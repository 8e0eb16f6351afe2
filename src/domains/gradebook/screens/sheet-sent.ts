import { z } from 'zod';
import type { FormSent } from '#platform/http/form.ts';
import { markOf, revisionOf } from '../queries/packed-marks.ts';
import { showMark } from '../rules/read-mark.ts';
import { printOf } from './sheet-cells.ts';

/** What the page said it had seen when it was made (`seenOf`). Anything else a browser may send is as if nothing had been seen. */
const Seen = z.object({
  columns: z.array(z.number().int().positive()).max(100),
  rows: z.record(z.string(), z.array(z.number().int().min(0)).max(100)),
  comments: z.record(z.string(), z.tuple([z.number().int().min(0), z.string()])),
});

export interface SheetSent {
  cells: { columnId: number; enrolmentId: number; value: string; seen: number }[];
  comments: { enrolmentId: number; comment: string; seen: number }[];
}

function seenIn(text: string): z.infer<typeof Seen> {
  const none = { columns: [], rows: {}, comments: {} };
  try {
    return Seen.safeParse(JSON.parse(text)).data ?? none;
  } catch {
    return none;
  }
}

/** The cells of a whole sheet sent as one form: only those that are other than the page showed them. */
export function sheetSent(form: FormSent, names: readonly string[]): SheetSent {
  const seen = seenIn(form.text('seen'));
  const at = new Map(seen.columns.map((id, index) => [String(id), index]));
  const sent: SheetSent = { cells: [], comments: [] };
  for (const name of names) {
    const cell = /^m-(\d{1,15})-(\d{1,15})$/.exec(name);
    if (cell) {
      const [, columnId = '', enrolmentId = ''] = cell;
      const packed = seen.rows[enrolmentId]?.[at.get(columnId) ?? -1] || undefined;
      const value = form.text(name).slice(0, 100);
      if (value !== showMark(markOf(packed)))
        sent.cells.push({
          columnId: Number(columnId),
          enrolmentId: Number(enrolmentId),
          value,
          seen: revisionOf(packed),
        });
      continue;
    }
    const [, enrolmentId] = /^c-(\d{1,15})$/.exec(name) ?? [];
    if (enrolmentId) {
      const comment = form.text(name).slice(0, 500);
      const [revision, print] = seen.comments[enrolmentId] ?? [0, printOf('')];
      if (printOf(comment) !== print) sent.comments.push({ enrolmentId: Number(enrolmentId), comment, seen: revision });
    }
  }
  return sent;
}
