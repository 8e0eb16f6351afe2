import { z } from '@hono/zod-openapi';

/** Lists come in pages. The cursor names the last row seen, so that rows added meanwhile neither repeat nor hide others. */
export const PageAsked = z.object({
  cursor: z
    .string()
    .regex(/^[\w-]{1,40}$/)
    .optional()
    .openapi({ description: 'Where the page before ended (`next`).' }),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});

export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    next: z.string().nullable().openapi({ description: 'Cursor of the next page; null on the last one.' }),
  });

/** The number behind a cursor; 0 at the beginning or where the cursor is not one of ours. */
export function afterOf(cursor: string | undefined): number {
  const number = Number(Buffer.from(cursor ?? '', 'base64url').toString());
  return Number.isSafeInteger(number) && number > 0 ? number : 0;
}

/** Cuts rows read with `limit + 1` into a page. */
export function cut<T>(rows: T[], limit: number, idOf: (row: T) => number): { items: T[]; next: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? Buffer.from(String(idOf(last))).toString('base64url') : null };
}
