import type { Ask } from '#platform/http/env.ts';
import { Refusal } from '#platform/refusal.ts';
import type { FieldFault } from '#ui';
import { isDay } from './days.ts';

/** What a form sent, as typed. */
export async function typedIn(ask: Ask): Promise<Record<string, string>> {
  const body = await ask.req.parseBody();
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value.trim()]] : [])),
  );
}

/** The day of the address, or today. */
export const dayAsked = (ask: Ask): string => {
  const asked = ask.req.query('on');
  return isDay(asked) ? asked : ask.var.system.today();
};

export const idOrNull = (text: string | undefined): number | null =>
  /^\d{1,15}$/.test(text ?? '') ? Number(text) : null;

/** Does it, or answers what is wrong for the form to say beside its field. `fields` names the form's fields for the command's. */
export async function tried<T>(
  run: () => Promise<T>,
  ask: Ask,
  fields: Record<string, string> = {},
): Promise<{ done: T; faults?: undefined } | { faults: FieldFault[] }> {
  try {
    return { done: await run() };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const field = error.field === undefined ? undefined : (fields[error.field] ?? error.field);
    return { faults: [{ words: error.said[ask.var.language], ...(field === undefined ? {} : { field }) }] };
  }
}
