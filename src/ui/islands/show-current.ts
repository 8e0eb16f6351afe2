/** Of tabs and menus wider than the screen, the one that stands open is in sight. */
function showCurrent(): void {
  for (const current of document.querySelectorAll('.tabs [aria-current], .nav [aria-current]')) {
    const strip = current.closest('.tabs, .nav');
    if (!strip) continue;
    const [inner, outer] = [current.getBoundingClientRect(), strip.getBoundingClientRect()];
    strip.scrollLeft += inner.left + inner.width / 2 - (outer.left + outer.width / 2);
  }
}

document.addEventListener('turbo:load', showCurrent);
document.addEventListener('turbo:render', showCurrent);
