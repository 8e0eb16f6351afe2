/** What a service worker hears; TypeScript's own list of it contradicts that of pages, and both are compiled together. */
interface Extendable extends Event {
  waitUntil(done: Promise<unknown>): void;
}

interface Fetching extends Extendable {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}

const isFetching = (event: Event): event is Fetching => 'respondWith' in event && 'request' in event;
const isExtendable = (event: Event): event is Extendable => 'waitUntil' in event;

export function onFetch(
  answer: (request: Request, extend: (done: Promise<unknown>) => void) => Promise<Response> | undefined,
): void {
  addEventListener('fetch', event => {
    if (!isFetching(event)) return;
    const given = answer(event.request, done => event.waitUntil(done));
    if (given) event.respondWith(given);
  });
}

/** Pages ask that addresses be kept. */
export function onKeep(run: (paths: string[]) => Promise<unknown>): void {
  addEventListener('message', event => {
    if (!isExtendable(event) || !('data' in event)) return;
    const { data } = event;
    if (typeof data !== 'object' || data === null || !('keep' in data) || !Array.isArray(data.keep)) return;
    event.waitUntil(run(data.keep.map(String)));
  });
}

export function onLife(name: 'install' | 'activate' | 'sync', run: () => Promise<unknown>): void {
  addEventListener(name, event => {
    if (isExtendable(event)) event.waitUntil(run());
  });
}
