import type { Book, Change, Matter } from '../../offline/change.ts';
import { tellChange } from '../../offline/device.ts';
import { lastOutcome, send } from '../../offline/sender.ts';
import { openStore } from '../../offline/store.ts';
import { momentOf, pageLanguage, pageWords } from '../../offline/words.ts';
import { valueIn } from './fields.ts';
import { button } from './rest.ts';

const element = (name: string, text: string, look = ''): HTMLElement =>
  Object.assign(document.createElement(name), { textContent: text, className: look });

function link(href: string, text: string): HTMLElement {
  return Object.assign(document.createElement('a'), { href, textContent: text });
}

/** Fills the page /outbox: what this device still holds of a person, and what they must look at. */
export async function showOutbox(place: HTMLElement, person: number): Promise<void> {
  const store = await openStore();
  const book = await store.update(person, before => before);
  const words = pageWords().list;
  const waiting = [...Object.values(book.parcels).flatMap(parcel => parcel.changes), ...Object.values(book.changes)];
  const matters = Object.values(book.matters);
  const parts: HTMLElement[] = [];
  if (waiting.length === 0 && matters.length === 0) parts.push(element('p', words.none));
  if (matters.length > 0) parts.push(element('h2', words.matters), list(matters.map(matter => lineOf(matter, person))));
  if (waiting.length > 0) {
    const act = element('p', '', 'outbox-act');
    if (lastOutcome() === 'sign-in' || lastOutcome() === 'other-person')
      act.append(link('/sign-in?to=/outbox', words.signIn));
    else act.append(button(words.send, () => void send(person, () => void showOutbox(place, person))));
    if (lastOutcome() === 'no-line') act.append(element('span', words.noLine, 'soft'));
    parts.push(element('h2', words.waiting), act, list(waiting.map(waitingLine)));
  }
  place.replaceChildren(...parts);
}

function list(lines: HTMLElement[]): HTMLElement {
  const made = element('ul', '', 'outbox-list');
  made.append(...lines);
  return made;
}

const shown = (value: string): string => value || pageWords().emptied;

function waitingLine(change: Change): HTMLElement {
  const words = pageWords().list;
  const line = element('li', '');
  line.append(
    element('strong', change.label),
    element('span', words.wants(shown(valueIn(change)))),
    element('span', words.made(momentOf(change.madeAt)), 'soft'),
    link(change.page, words.see),
  );
  return line;
}

function lineOf({ state, change, stands, words: said }: Matter, person: number): HTMLElement {
  const words = pageWords().list;
  const line = element('li', '', state);
  line.append(element('strong', change.label));
  const values = state === 'conflict' ? `${words.stands(shown(stands ?? ''))}; ` : '';
  line.append(element('span', values + words.wants(shown(valueIn(change)))));
  const why = said?.[pageLanguage()];
  if (why) line.append(element('span', why, 'soft'));
  const drop = async () => {
    await (await openStore()).update(person, before => without(before, change.subject));
    tellChange();
  };
  line.append(
    link(change.page, state === 'conflict' ? words.open : words.see),
    button(words.drop, () => void drop()),
  );
  return line;
}

function without(book: Book, subject: string): Book {
  const matters = { ...book.matters };
  delete matters[subject];
  return { ...book, matters };
}
