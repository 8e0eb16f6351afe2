import * as Turbo from '@hotwired/turbo';

// The woven strip moves while a page is on its way; Turbo's own bar (a style of its own) stays away.
Turbo.config.drive.progressBarDelay = 2 ** 30;

// After a fault the summary takes the focus, so that it is read first and its links are at hand.
document.addEventListener('turbo:render', () => {
  document.querySelector<HTMLElement>('.faults')?.focus();
});
