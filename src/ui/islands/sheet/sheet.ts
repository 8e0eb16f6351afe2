import { onChange } from '../../offline/device.ts';
import { send } from '../../offline/sender.ts';
import { askStanding } from '../../offline/standing.ts';
import { openStore, readFact } from '../../offline/store.ts';
import { pageWords } from '../../offline/words.ts';
import { AttendanceSheet } from './attendance-sheet.ts';
import { showBadge } from './badge.ts';
import { MarkSheet } from './mark-sheet.ts';
import { showOutbox } from './outbox-list.ts';
import { SheetHands } from './sheet-hands.ts';
import { guardSignOut } from './sign-out.ts';

interface Sheet {
  form: HTMLFormElement;
  prepare(): Promise<void>;
  refresh(): Promise<void>;
}

const sheets = new Map<HTMLFormElement, Sheet>();
let here: number | undefined;
let isPreparing: Promise<void> | undefined;

/** Brings the sheets of a page to life; asked again after each render, it finds what Turbo brought in, changed or took away. */
export function prepareSheets(): Promise<void> {
  isPreparing = (isPreparing ?? Promise.resolve()).then(prepareAll, prepareAll);
  return isPreparing;
}

async function prepareAll(): Promise<void> {
  for (const form of sheets.keys()) if (!form.isConnected) sheets.delete(form);
  findPerson();
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-sheet]')) {
    const known = sheets.get(form) ?? makeSheet(form);
    if (!known) continue;
    sheets.set(form, known);
    await known.prepare();
  }
  await showAround();
}

function makeSheet(form: HTMLFormElement): Sheet | undefined {
  if (form.dataset.sheet === 'marks' && Number(form.dataset.person) > 0) {
    const sheet = new MarkSheet(form);
    new SheetHands(sheet);
    return sheet;
  }
  return form.dataset.sheet === 'attendance' && here !== undefined ? new AttendanceSheet(form, here) : undefined;
}

/** Whose page this is; where it does not say (nobody signed in), whose device it was is of no concern. */
function findPerson(): void {
  const said = Number(document.body.dataset.person ?? 0);
  here = said > 0 ? said : undefined;
  if (here !== undefined) localStorage.setItem('rong-keeps', '');
}

async function showAround(): Promise<void> {
  if (here === undefined) return;
  await showBadge(here);
  const outbox = document.querySelector<HTMLElement>('[data-outbox]');
  if (outbox) await showOutbox(outbox, here);
}

async function refreshAll(): Promise<void> {
  for (const sheet of sheets.values()) if (sheet.form.isConnected) await sheet.refresh();
  await showAround();
}

let wanted = false;
/** Many changes at once are shown once. */
function refreshSoon(): void {
  if (wanted) return;
  wanted = true;
  setTimeout(() => {
    wanted = false;
    void refreshAll();
  }, 0);
}

const sendHere = () => {
  if (here !== undefined) void send(here, refreshSoon);
};

async function lookAround(): Promise<void> {
  const before = await readFact<number>('person');
  const standing = await askStanding();
  if (standing?.standing === 'revoked') {
    localStorage.removeItem('rong-keeps');
    // What stands on the screen goes too.
    if (document.body.dataset.person !== undefined) location.assign('/sign-in');
    return;
  }
  if (standing?.person !== before) refreshSoon();
  sendHere();
}

const marks = () => [...sheets.values()].filter((sheet): sheet is MarkSheet => sheet instanceof MarkSheet);

function takeTyped(): void {
  for (const sheet of marks()) if (sheet.form.isConnected) sheet.takeTyped();
}

onChange(refreshSoon);
guardSignOut(() => here);
window.addEventListener('online', () => void lookAround());
window.addEventListener('pagehide', takeTyped);
window.addEventListener('beforeunload', event => {
  if (marks().some(sheet => sheet.form.isConnected && sheet.hasFaults)) event.preventDefault();
});
document.addEventListener('turbo:before-visit', event => {
  takeTyped();
  if (marks().some(sheet => sheet.form.isConnected && sheet.hasFaults) && !window.confirm(pageWords().leaveFaults))
    event.preventDefault();
});
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') takeTyped();
  else void lookAround();
});

void openStore().then(lookAround);
if ('serviceWorker' in navigator) void settleIn().catch(() => {});

/** A page may have come before the service worker was there: it is asked to keep it, and the list of what waits too. */
async function settleIn(): Promise<void> {
  await navigator.serviceWorker.register('/sw.js');
  const { active } = await navigator.serviceWorker.ready;
  const keepThis = () => {
    if (here !== undefined) active?.postMessage({ keep: [location.pathname + location.search, '/outbox'] });
  };
  keepThis();
  document.addEventListener('turbo:load', keepThis);
}
