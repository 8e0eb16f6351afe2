import type { Book, Parcel } from './change.ts';
import { newKey, tellChange, withLock } from './device.ts';
import { inputOf, kinds } from './kinds.ts';
import { bind, type ItemAnswer, settle } from './queue.ts';
import { openStore } from './store.ts';

/** How sending ended: all is sent; no line (or the server is busy); the door is shut; somebody else is signed in here. */
export type Outcome = 'sent' | 'no-line' | 'sign-in' | 'other-person';

/** The server takes 50 at a time; few at a time get through on a poor line. */
const PARCELS_AT_A_TIME = 10;
/** The server takes a megabyte; a letter is three bytes at most. */
const LETTERS_AT_A_TIME = 250_000;
const PATIENCE_MS = 30_000;

interface Reply {
  items: ItemAnswer[];
  at: string;
}

/** Sends what waits, in parcels whose keys never change: however often one is sent, it is done once. */
export const flush = (person: number): Promise<Outcome> => withLock('rong-outbox', () => sendAll(person));

async function sendAll(person: number): Promise<Outcome> {
  const store = await openStore();
  // A browser that says so has no line (one that says nothing may have none either): what has not been sent may still change.
  if (!navigator.onLine) return 'no-line';
  for (;;) {
    const book = await store.update(person, before => {
      const isIdle = Object.keys(before.changes).length === 0;
      return isIdle ? before : bind(before, newKey);
    });
    const parcels = pick(book);
    if (parcels.length === 0) return 'sent';
    const reply = await send(person, parcels);
    if (typeof reply === 'string') return reply;
    await store.update(person, before =>
      reply.items.reduce((after: Book, item) => settle(after, item, reply.at), before),
    );
    tellChange();
    // What failed for a fault of the server's stays; without progress there is no use in asking again at once.
    if (!reply.items.some(item => item.state !== 'failed')) return 'no-line';
  }
}

/** Those tried least come first: one that always fails does not hold up the others. */
function pick(book: Book): Parcel[] {
  const picked: Parcel[] = [];
  let letters = 0;
  for (const parcel of Object.values(book.parcels).sort((a, b) => a.tries - b.tries)) {
    letters += JSON.stringify(inputOf(parcel.kind, parcel.changes)).length;
    if (picked.length > 0 && (picked.length >= PARCELS_AT_A_TIME || letters > LETTERS_AT_A_TIME)) break;
    picked.push(parcel);
  }
  return picked;
}

async function send(person: number, parcels: readonly Parcel[]): Promise<Reply | Outcome> {
  const items = parcels.map(({ key, kind, changes }) => ({
    key,
    command: kinds[kind].command,
    input: inputOf(kind, changes),
    madeAt: changes[0]?.madeAt,
  }));
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE_MS);
  try {
    const answer = await fetch('/outbox', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ person, items }),
      redirect: 'manual',
      signal: stop.signal,
    });
    if (answer.status === 401 || answer.type === 'opaqueredirect') return 'sign-in';
    if (answer.status === 409) return 'other-person';
    if (!answer.ok) return 'no-line';
    return (await answer.json()) as Reply;
  } catch {
    return 'no-line';
  } finally {
    clearTimeout(timer);
  }
}
