import type { CompactKey } from '#platform/signing/compact/verify.ts';
import { openSignedList, type RevocationList } from '../rules/revocation-list.ts';

/** What this device knows: the keys and schools it was given, and the newest list of those revoked. */
export interface Known {
  keys: CompactKey[];
  schools: Record<string, string>;
  list: RevocationList | undefined;
}

const KEYS = '/check/keys.json';
export const LIST = '/check/revoked.txt';
/** What is kept for having no network; the service worker keeps the files of the page itself in another. */
const STORE = 'rong-check-known';

/** Asks the network where there is one, and keeps the answer; otherwise what was kept. */
async function ask(path: string): Promise<string | undefined> {
  const store = 'caches' in globalThis ? await caches.open(STORE) : undefined;
  try {
    const answer = await fetch(path, { cache: 'no-cache' });
    if (answer.ok && answer.status !== 204) return await answer.text();
  } catch {
    // No network: what was kept follows.
  }
  return (await store?.match(path))?.text();
}

async function keep(path: string, text: string): Promise<void> {
  if ('caches' in globalThis) await (await caches.open(STORE)).put(path, new Response(text));
}

export async function readKnown(): Promise<Known> {
  const given = await ask(KEYS);
  const { keys = [], schools = {} }: Partial<Known> = given ? JSON.parse(given) : {};
  if (given) await keep(KEYS, given);
  return { keys, schools, list: await readList(keys) };
}

/** The newer of the list that was kept and the one just given, if they are ours: an old list must not displace a newer one. */
async function readList(keys: readonly CompactKey[]): Promise<RevocationList | undefined> {
  const store = 'caches' in globalThis ? await caches.open(STORE) : undefined;
  const before = await openSignedList((await (await store?.match(LIST))?.text()) ?? '', keys);
  const signed = await ask(LIST);
  const now = await openSignedList(signed ?? '', keys);
  if (now && signed && now.number >= (before?.number ?? 0)) {
    await keep(LIST, signed);
    return now;
  }
  return before;
}
