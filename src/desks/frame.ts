import type { Ask } from '#platform/http/env.ts';
import type { Frame } from '#platform/http/screen.tsx';
import type { MenuItem, NavItem } from '#ui';
import { type Desk, findDesk } from './desk.ts';
import { type DeskWords, t } from './words.ts';

interface Entry {
  href: string;
  label: string;
  /** Pages that belong to it, where their address begins otherwise. */
  also?: string[];
}

const keepsAccounts = ({ seat }: Desk) => seat !== undefined && ['admin', 'principal', 'clerk'].includes(seat.role);

/** What each desk offers: only what exists. A test asks that every one of these leads somewhere. */
export function entriesOf(desk: Desk, text: DeskWords): Entry[] {
  const { nav } = text;
  const school = `/schools/${desk.seat?.placeId}`;
  switch (desk.kind) {
    case 'province':
    case 'district':
      return [
        { href: '/board', label: nav.targets },
        { href: '/places', label: nav.places, also: ['/schools'] },
        { href: '/tasks', label: nav.tasks },
        { href: '/plans', label: nav.plans },
        { href: '/deadlines', label: nav.reports },
        { href: '/results', label: nav.results },
        ...(desk.seat?.role === 'admin' ? [{ href: '/accounts', label: nav.accounts }] : []),
      ];
    case 'school':
      return [
        { href: '/my-school', label: nav.mySchool },
        { href: `${school}/classes`, label: nav.classes },
        { href: `${school}/pupils`, label: nav.pupils },
        {
          href: `${school}/gradebook`,
          label: nav.gradebook,
          also: ['courses', 'oversight', 'corrections', 'columns', 'results', 'year-end'].map(
            each => `${school}/${each}`,
          ),
        },
        { href: `${school}/transcripts`, label: nav.transcripts },
        { href: `${school}/staff`, label: nav.staff },
        { href: `${school}/imports`, label: nav.imports },
        ...(keepsAccounts(desk) ? [{ href: `${school}/accounts`, label: nav.accounts, also: ['/accounts'] }] : []),
        { href: '/tasks', label: nav.tasks },
        { href: '/plans', label: nav.plans },
      ];
    case 'teacher':
      return [
        { href: '/my-classes', label: nav.myClasses },
        {
          href: `${school}/gradebook`,
          label: nav.gradebook,
          also: [`${school}/courses`, `${school}/corrections`, `${school}/columns`],
        },
        { href: `${school}/transcripts`, label: nav.transcripts },
      ];
    case 'family':
      return [{ href: '/my-children', label: nav.myChildren }];
    case 'visitor':
      return [
        { href: '/portal', label: nav.targets },
        { href: '/check', label: nav.check },
      ];
  }
}

function navOf(entries: Entry[], path: string): NavItem[] {
  const isUnder = (href: string) => path === href || path.startsWith(`${href}/`);
  const fits = entries.map(entry =>
    Math.max(...[entry.href, ...(entry.also ?? [])].map(href => (isUnder(href) ? href.length : 0))),
  );
  // A target's page lies under its plan's address, and belongs to the targets.
  const isTarget = /^\/plans\/\d+\/targets\//.test(path);
  const best = isTarget
    ? entries.findIndex(entry => entry.href === '/board' || entry.href === '/my-school')
    : fits.indexOf(Math.max(...fits, 1));
  return entries.map(({ href, label }, index) => ({ href, label, ...(index === best ? { current: true } : {}) }));
}

function menuOf(ask: Ask, desk: Desk, text: DeskWords): MenuItem[] {
  const other = ask.var.language === 'vi' ? 'en' : 'vi';
  return [
    ...(desk.seats.length > 1
      ? desk.seats.map(
          (seat): MenuItem => ({
            action: '/desk',
            label: `${text.roles[seat.role]} · ${seat.placeName}`,
            fields: { role: String(seat.roleHeldId) },
            current: seat === desk.seat,
          }),
        )
      : []),
    { href: '/account', label: text.menu.account },
    ...(desk.kind === 'province' && desk.seat?.role === 'admin'
      ? [{ href: '/signing/trust', label: text.menu.trust }]
      : []),
    { action: '/language', label: text.menu.otherLanguage, fields: { language: other, to: ask.req.path } },
    { action: '/sign-out', label: text.menu.signOut },
  ];
}

/** The frame around every screen: what the person's desk offers, and who they are. */
export async function frame(ask: Ask): Promise<Frame> {
  const desk = await findDesk(ask);
  const text = t(ask.var.language);
  const nav = navOf(entriesOf(desk, text), ask.req.path);
  if (desk.kind === 'visitor') return { nav: [...nav, { href: '/sign-in', label: text.nav.signIn }] };
  return {
    nav,
    who: {
      role: desk.seat ? text.roles[desk.seat.role] : text.family,
      place: desk.seat?.placeName ?? ask.var.signedIn?.login ?? '',
      menu: menuOf(ask, desk, text),
    },
  };
}
