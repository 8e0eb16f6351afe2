import { isKept } from '../offline/kept-pages.ts';

/**
 * Everything about working without a line is one file of its own, loaded only where it is used: on pages with a sheet, on pages
 * that stay on the device, and on devices that keep something already.
 */
function isWanted(): boolean {
  if (document.querySelector('form[data-sheet], [data-outbox]') || isKept(location.pathname)) return true;
  try {
    return localStorage.getItem('rong-keeps') !== null;
  } catch {
    return false;
  }
}

function look(): void {
  if (isWanted()) void import('./sheet/sheet.ts').then(({ prepareSheets }) => prepareSheets());
}

look();
document.addEventListener('turbo:load', look);
document.addEventListener('turbo:render', look);
