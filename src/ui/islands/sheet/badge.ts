import { waitingIn } from '../../offline/change.ts';
import { openStore } from '../../offline/store.ts';
import { pageWords } from '../../offline/words.ts';

/** Says in the header that something on this device waits; nothing where nothing does. */
export async function showBadge(person: number): Promise<void> {
  const book = await (await openStore()).update(person, before => before);
  const count = waitingIn(book) + Object.keys(book.matters).length;
  const top = document.querySelector('.top-in');
  let badge = document.querySelector<HTMLAnchorElement>('.outbox-badge');
  if (count === 0) {
    badge?.remove();
    top?.classList.remove('with-badge');
    return;
  }
  if (!badge) {
    badge = document.createElement('a');
    badge.className = 'outbox-badge chip state-near';
    badge.href = '/outbox';
    document.querySelector('.top-in > .account')?.before(badge);
  }
  top?.classList.add('with-badge');
  badge.textContent = pageWords().badge(count);
}
