import { flush, type Outcome } from './flush.ts';
import { askStanding } from './standing.ts';

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 5 * 60_000;

let outcome: Outcome | undefined;
let running: Promise<void> | undefined;
let isAskedAgain = false;
let wait = FIRST_WAIT_MS;
let timer: ReturnType<typeof setTimeout> | undefined;

/** How the last sending ended; undefined before the first. */
export const lastOutcome = (): Outcome | undefined => outcome;

/** Sends what waits, now; asked while it sends, it looks once more afterwards. Without a line it tries again by itself, ever less often. */
export function send(person: number, told: () => void = () => {}): Promise<void> {
  if (running) {
    isAskedAgain = true;
    return running;
  }
  clearTimeout(timer);
  running = run(person, told).finally(() => {
    running = undefined;
    if (!isAskedAgain) return;
    isAskedAgain = false;
    void send(person, told);
  });
  return running;
}

async function run(person: number, told: () => void): Promise<void> {
  outcome = await flush(person);
  told();
  if (outcome === 'sent') {
    wait = FIRST_WAIT_MS;
    return;
  }
  if (outcome === 'sign-in') {
    await askStanding();
    return;
  }
  if (outcome === 'other-person') return;
  timer = setTimeout(() => void send(person, told), wait * (0.75 + Math.random() / 2));
  wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  await syncLater();
}

/** Where the browser can, the service worker sends even after the page is closed. */
async function syncLater(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const registration: (ServiceWorkerRegistration & { sync?: { register(tag: string): Promise<void> } }) | undefined =
    await navigator.serviceWorker.getRegistration();
  await registration?.sync?.register('rong-outbox').catch(() => {});
}
