import { type Book, waitingIn } from '../../offline/change.ts';
import type { Outcome } from '../../offline/flush.ts';
import { pageWords, timeOf } from '../../offline/words.ts';

/** The shapes of the states (state.tsx): who sees no colour still tells them apart. */
const shapes = {
  ok: '<circle cx="7" cy="7" r="6.5" fill="currentColor"/><path d="M4.2 7.2 6.2 9.2 9.9 5.2" fill="none" stroke="#fff" stroke-width="1.7"/>',
  near: '<path d="M7 .8 13.6 13H.4Z" fill="currentColor"/><path d="M7 5v3.6M7 10.6v.6" stroke="#fff" stroke-width="1.6"/>',
  behind:
    '<rect x=".8" y=".8" width="12.4" height="12.4" rx="2" fill="currentColor"/><path d="m4.4 4.4 5.2 5.2M9.6 4.4 4.4 9.6" stroke="#fff" stroke-width="1.8"/>',
};

function chip(state: keyof typeof shapes, words: string): HTMLElement {
  const made = document.createElement('span');
  made.className = `chip state-${state}`;
  made.dataset.chip = '';
  made.innerHTML = `<svg class="shape" width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">${shapes[state]}</svg>`;
  made.append(Object.assign(document.createElement('span'), { textContent: words }));
  return made;
}

/** "Đã lưu 14:03 · 2 ô chờ mạng": how things stand, above the sheet. */
export function showStatus(line: Element, book: Book, outcome: Outcome | undefined, faulty: number): void {
  const words = pageWords();
  const waiting = waitingIn(book);
  const wait = {
    'sign-in': words.waitSignIn,
    'other-person': words.waitSignIn,
    'no-line': words.waitLine,
    sent: words.waitSending,
  };
  const chips = [
    ...(book.savedAt ? [chip('ok', words.savedAt(timeOf(book.savedAt)))] : []),
    ...(waiting > 0 ? [chip('near', (outcome ? wait[outcome] : words.waitSending)(waiting))] : []),
    ...(faulty > 0 ? [chip('behind', words.faulty(faulty))] : []),
  ];
  if (chips.length === 0) return;
  const said = chips.map(each => each.textContent).join('|');
  if (line.getAttribute('data-said') === said) return;
  line.setAttribute('data-said', said);
  // What the server said of saving when it made the page is older.
  for (const old of line.querySelectorAll(':scope > .chip')) old.remove();
  line.prepend(...chips);
}

/** Says something to those who listen to the page: seldom, and never the same twice in a row. */
export function announce(words: string): void {
  let line = document.getElementById('sheet-said');
  if (!line) {
    line = document.createElement('p');
    line.id = 'sheet-said';
    line.className = 'sr';
    line.setAttribute('role', 'status');
    document.body.append(line);
  }
  if (line.textContent !== words) line.textContent = words;
}
