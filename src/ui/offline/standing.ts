import { readFact, wipeStore, writeFact } from './store.ts';

interface Standing {
  standing: 'ok' | 'sign-in' | 'revoked';
  person: number | null;
}

/** Caches of pages carry the person in their name; the one of assets does not. */
export const pagesOf = (person: number): string => `rong-pages-${person}`;
export const isPages = (name: string): boolean => name.startsWith('rong-pages-');

export async function dropPages(except?: number): Promise<void> {
  if (!('caches' in globalThis)) return;
  const keep = except === undefined ? '' : pagesOf(except);
  for (const name of await caches.keys()) if (isPages(name) && name !== keep) await caches.delete(name);
}

/** Throws away all pages and all changes: this device was shut out. */
export async function wipeDevice(): Promise<void> {
  await dropPages();
  await wipeStore();
}

/** Asks how this device stands, and does what follows. Without a line nothing is known and nothing is done. */
export async function askStanding(): Promise<Standing | undefined> {
  let standing: Standing;
  try {
    const answer = await fetch('/offline/standing', { headers: { accept: 'application/json' } });
    if (!answer.ok) return undefined;
    standing = (await answer.json()) as Standing;
  } catch {
    return undefined;
  }
  if (standing.standing === 'revoked') await wipeDevice();
  if (standing.person !== null) await hereIs(standing.person);
  return standing;
}

/** Somebody is signed in on this device: pages of others go; their unsent changes stay, to be sent under their own name alone. */
export async function hereIs(person: number): Promise<void> {
  if ((await readFact<number>('person')) === person) return;
  await dropPages(person);
  await writeFact('person', person);
}
