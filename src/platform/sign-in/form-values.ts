import type { Ask } from '../http/env.ts';

/** What was typed into a form, as text; a file where text belongs is nothing. */
export async function formValues<K extends string>(ask: Ask, ...names: K[]): Promise<Record<K, string>> {
  const body = await ask.req.parseBody();
  const read = (name: K) => {
    const value = body[name];
    return typeof value === 'string' ? value : '';
  };
  return Object.fromEntries(names.map(name => [name, read(name)])) as Record<K, string>;
}
