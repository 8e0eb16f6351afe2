import { emptyBook, waitingIn } from '../../offline/change.ts';
import { openStore } from '../../offline/store.ts';
import { pageWords } from '../../offline/words.ts';
import { button } from './rest.ts';

/** Asks before signing out what becomes of changes that were not sent: kept here for the same person, dropped, or stay. */
export function guardSignOut(person: () => number | undefined): void {
  document.addEventListener('submit', event => {
    const form = event.target;
    const who = person();
    if (!(form instanceof HTMLFormElement) || who === undefined) return;
    if (new URL(form.action).pathname !== '/sign-out' || form.dataset.agreed !== undefined) return;
    event.preventDefault();
    void ask(form, who);
  });
}

async function ask(form: HTMLFormElement, person: number): Promise<void> {
  const store = await openStore();
  const book = await store.update(person, before => before);
  const count = waitingIn(book) + Object.keys(book.matters).length;
  const leave = () => {
    form.dataset.agreed = '';
    form.submit();
  };
  if (count === 0) {
    await store.update(person, emptyBook);
    return leave();
  }
  const words = pageWords().out;
  const dialog = document.createElement('dialog');
  dialog.className = 'sign-out-dialog';
  dialog.setAttribute('aria-label', words.title);
  dialog.append(
    Object.assign(document.createElement('h2'), { textContent: words.title }),
    Object.assign(document.createElement('p'), { textContent: words.text(count) }),
    button(words.keep, leave),
    button(words.drop, () => void store.update(person, emptyBook).then(leave), 'danger'),
    button(words.stay, () => dialog.close()),
  );
  dialog.onclose = () => dialog.remove();
  document.body.append(dialog);
  dialog.showModal();
}
