/** The script of the checking pages: judges a code here, in the browser, with a network or without. */
import { verifyCompact } from '#platform/signing/compact/verify.ts';
import { type CodeJudged, judgeCode, openCode } from '../rules/judge-code.ts';
import { codeIn } from '../rules/qr-payload.ts';
import { ageInDays, keyInList, LIST_IS_OLD_AFTER_DAYS } from '../rules/revocation-list.ts';
import { type Known, readKnown } from './known.ts';
import { prepareScanning } from './scan.ts';
import { dayShown, showAnswer } from './show-answer.ts';

const script = document.getElementById('checking-script');
const known = readKnown();

async function judge(typed: string): Promise<CodeJudged> {
  const { keys, list } = await known;
  const opened = openCode(await verifyCompact(codeIn(typed), keys));
  if ('why' in opened) return { state: opened.why === 'code-forged' ? 'changed' : 'unknown', why: opened.why };
  return judgeCode(opened.facts, await keyInList(opened.facts.publicId), list, new Date());
}

async function check(typed: string): Promise<void> {
  const { schools, list } = await known;
  showAnswer(await judge(typed), schools, list);
}

/** A phone's camera opened the address in the code: its part after "#" never left the phone. */
function checkAddress(): void {
  if (location.hash.length > 20) void check(location.hash);
}

/** Says how old the list is and whether the page may be used without a network. */
function showState({ list }: Known): void {
  const box = document.getElementById('code-answer');
  const line = document.querySelector<HTMLElement>('[data-state-list]');
  if (line && list) {
    const days = ageInDays(list.madeAt, new Date());
    const old = days > LIST_IS_OLD_AFTER_DAYS ? ` (${box?.dataset.old?.replace('{days}', String(days)) ?? ''})` : '';
    line.textContent = `${box?.dataset.list?.replace('{day}', dayShown(list.madeAt)) ?? ''}${old}`;
  }
  const offline = document.querySelector<HTMLElement>('[data-state-offline]');
  const say = () => {
    if (offline) offline.hidden = navigator.onLine;
  };
  say();
  addEventListener('online', say);
  addEventListener('offline', say);
}

async function becomeReady(worker: string): Promise<void> {
  await navigator.serviceWorker.register(worker, { scope: '/check' });
  await navigator.serviceWorker.ready;
  const ready = document.querySelector<HTMLElement>('[data-state-ready]');
  if (ready) ready.hidden = false;
}

checkAddress();
addEventListener('hashchange', checkAddress);
void known.then(showState);
if (script?.dataset.worker && 'serviceWorker' in navigator) void becomeReady(script.dataset.worker).catch(() => {});

const form = document.querySelector<HTMLFormElement>('#code-form');
if (form) {
  const typed = form.querySelector<HTMLTextAreaElement>('[name=code]');
  form.addEventListener('submit', event => {
    event.preventDefault();
    void check(typed?.value ?? '');
  });
  prepareScanning(form, script?.dataset.reader ?? '', text => {
    if (typed) typed.value = text;
    void check(text);
  });
}
