import { Mark } from './brand.tsx';
import { CsrfField } from './form.tsx';
import { Icon } from './icon.tsx';
import { type Slot, useWords } from './setting.tsx';

export interface NavItem {
  href: string;
  label: string;
  current?: boolean;
  /** How many things wait there. */
  count?: number;
}

/** A line of the account's menu: a link, or a form that posts (sign-out, another role, another language). */
export type MenuItem =
  | { href: string; label: string; current?: boolean }
  | { action: string; label: string; fields?: Record<string, string>; current?: boolean };

export interface Who {
  /** The role held, then the place where it is held. */
  role: string;
  place: string;
  name?: string;
  menu?: MenuItem[];
}

export function Header(props: { nav: NavItem[]; who?: Who | undefined; bare: boolean }) {
  const words = useWords();
  return (
    <header class="top">
      <div class="top-in">
        <a class="brand" href="/">
          <Mark />
          <span>{words.product}</span>
        </a>
        {!props.bare && props.nav.length > 0 && (
          <nav class="nav" aria-label={words.mainNav}>
            <ul>
              {props.nav.map(item => (
                <li>
                  <a href={item.href} aria-current={item.current ? 'page' : undefined}>
                    {item.label}
                    {item.count ? <span class="nav-count">{item.count}</span> : null}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        )}
        {props.who && <Account who={props.who} bare={props.bare} />}
      </div>
    </header>
  );
}

function Account(props: { who: Who; bare: boolean }) {
  const words = useWords();
  const { who } = props;
  const shown: Slot = (
    <span class="who">
      <span class="who-role">{who.name ?? who.role}</span>
      <span class="who-place">{who.name ? `${who.role} · ${who.place}` : who.place}</span>
    </span>
  );
  if (props.bare || !who.menu || who.menu.length === 0) return <div class="account">{shown}</div>;
  return (
    <details class="account">
      <summary>
        <span class="sr">{`${words.menu}: `}</span>
        {shown}
        <Icon name="chevron-down" size={16} />
      </summary>
      <ul class="menu">
        {who.menu.map(item => (
          <li>
            <MenuLine item={item} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function MenuLine(props: { item: MenuItem }) {
  const { item } = props;
  const mark = item.current && <Icon name="check" size={16} />;
  if ('href' in item) {
    return (
      <a href={item.href} aria-current={item.current ? 'true' : undefined}>
        {item.label}
        {mark}
      </a>
    );
  }
  return (
    <form method="post" action={item.action} data-turbo="false">
      <CsrfField />
      {Object.entries(item.fields ?? {}).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <button type="submit" aria-current={item.current ? 'true' : undefined}>
        {item.label}
        {mark}
      </button>
    </form>
  );
}
