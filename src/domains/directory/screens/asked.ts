import type { Ask } from '#platform/http/env.ts';
import { Refusal, refuse } from '#platform/refusal.ts';
import { countAttempt } from '#platform/sign-in/limit-attempts.ts';
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

/**
 * Whoever reads a number on somebody's papers may ask whose it is; nobody may try numbers one after another, for each answers
 * with a name and a birth day.
 */
export async function countLookUp(ask: Ask, typed: string | undefined): Promise<void> {
  const { actor, system } = ask.var;
  if (actor.kind === 'visitor' || !/\d{6}/.test((typed ?? '').replace(/\s/g, ''))) return;
  const entry = await countAttempt(system, [{ kind: 'look-up', subject: actor.name }]);
  if (!entry.may)
    refuse('look-ups', {
      vi: `Đã tra quá nhiều số: hãy chờ ${entry.minutes} phút rồi tra tiếp.`,
      en: `Too many numbers were looked up: wait ${entry.minutes} minutes and go on.`,
    });
}

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
