/** The account's menu closes by Escape and by a click elsewhere, as people expect of a menu. */
const openMenu = () => document.querySelector<HTMLDetailsElement>('details.account[open]');

document.addEventListener('click', event => {
  const menu = openMenu();
  if (menu && event.target instanceof Node && !menu.contains(event.target)) menu.open = false;
});

document.addEventListener('keydown', event => {
  const menu = openMenu();
  if (event.key !== 'Escape' || !menu) return;
  menu.open = false;
  menu.querySelector('summary')?.focus();
});
