import type { FieldFault } from '#ui';
import { Refusal } from '../refusal.ts';
import { readNumber } from '../text/index.ts';
import type { Ask } from './env.ts';

/** What was typed into a form, kept to be shown again after a fault. */
export interface FormSent {
  text(name: string): string;
  /** A day, or null where the field is empty. */
  day(name: string): string | null;
  isTicked(name: string): boolean;
  list(name: string): string[];
  ids(name: string): number[];
  /** Files that hold something; browsers send an empty one for an empty field. */
  files(name: string): File[];
}

export async function readForm(ask: Ask): Promise<FormSent> {
  const body = await ask.req.parseBody({ all: true });
  const all = (name: string) => {
    const value = body[name];
    return value === undefined ? [] : Array.isArray(value) ? value : [value];
  };
  const list = (name: string) => all(name).filter(each => typeof each === 'string');
  const text = (name: string) => (list(name)[0] ?? '').trim();
  return {
    text,
    day: name => text(name) || null,
    isTicked: name => list(name).length > 0,
    list,
    ids: name =>
      list(name)
        .filter(each => /^\d{1,15}$/.test(each))
        .map(Number),
    files: name => all(name).filter(each => each instanceof File && each.size > 0) as File[],
  };
}

/** A whole number as typed ("1.234"); -1 where it is none, which no command takes. */
export function wholeNumber(typed: string): number {
  const value = readNumber(typed);
  return value !== undefined && Number.isInteger(value) && value >= 0 ? value : -1;
}

export const idTyped = (typed: string): number | undefined => (/^\d{1,15}$/.test(typed) ? Number(typed) : undefined);

export const contentOf = async (file: File): Promise<{ name: string; mediaType: string; content: Uint8Array }> => ({
  name: file.name.slice(0, 300),
  mediaType: file.type || 'application/octet-stream',
  content: new Uint8Array(await file.arrayBuffer()),
});

export type Attempt<T> = { ok: true; answer: T } | { ok: false; faults: FieldFault[] };

/** Does it, or says beside which field it was refused, in the reader's language. */
export async function attempt<T>(ask: Ask, run: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { ok: true, answer: await run() };
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault;
    const words = fault.said[ask.var.language];
    return { ok: false, faults: [fault.field ? { field: fault.field, words } : { words }] };
  }
}
