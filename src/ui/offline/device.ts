/** A key for a parcel. Browsers give randomUUID only to pages that came over TLS; schools also run in their own network. */
export function newKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}

const waiting = new Map<string, Promise<unknown>>();

/** One at a time over all tabs and the service worker; within this page alone where the browser has no locks. */
export async function withLock<T>(name: string, run: () => Promise<T>): Promise<T> {
  if ('locks' in navigator && navigator.locks) return await navigator.locks.request(name, run);
  const before = waiting.get(name) ?? Promise.resolve();
  const mine = before.then(run, run);
  waiting.set(
    name,
    mine.catch(() => {}),
  );
  return await mine;
}

const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel('rong-outbox') : undefined;
const here = new EventTarget();

/** Tells this page, the other tabs and the service worker that the book has changed. */
export function tellChange(): void {
  channel?.postMessage('changed');
  here.dispatchEvent(new Event('changed'));
}

export function onChange(hear: () => void): void {
  channel?.addEventListener('message', hear);
  here.addEventListener('changed', hear);
}
