import { raw } from 'hono/html';
import { count, dayTime } from '#platform/format.ts';
import { assetPath, fontPaths } from './assets.ts';
import { type Flash, Flashes } from './flash.tsx';
import { Header, type NavItem, type Who } from './header.tsx';
import { classes, type Language, Setting, type Slot, wordsIn } from './setting.tsx';

export interface Crumb {
  href: string;
  label: string;
}

export interface PageProps {
  /** Where am I: the heading, and with the product's name the title of the window. */
  title: string;
  language?: Language;
  nav?: NavItem[];
  who?: Who;
  /** The pages above this one; the page itself is added as the last, by `crumb` or by its title. */
  crumbs?: Crumb[];
  crumb?: string;
  /** How do things stand: one line of origin, freshness, coverage. */
  facts?: Slot;
  /** What is wrong: a line of `StateChip`s that are links. */
  marks?: Slot;
  /** What can I do: buttons, at most one of them filled. */
  actions?: Slot;
  flash?: Flash[];
  /** The token that the forms on this page carry. */
  csrf?: string;
  /** Whose page it is: a device keeps what it holds of each person apart. */
  person?: number | undefined;
  /** Where the figures come from, for the foot of the printed page. */
  source?: string;
  /** A line at the foot of the screen. */
  foot?: Slot;
  /** Renews the page by itself: a wall screen, or long work under way. */
  refreshSeconds?: number;
  /** For a large screen on a wall: no navigation, no actions, large type. */
  wall?: boolean;
  /** A narrow page for signing in and for single forms. */
  narrow?: boolean;
  now?: Date;
  children?: Slot;
}

/** The whole document. Return it from a route by `context.html(<Page …/>)`. */
export function Page(props: PageProps) {
  const language = props.language ?? 'vi';
  const words = wordsIn(language);
  const now = dayTime(props.now ?? new Date(), language);
  return (
    <>
      {raw('<!doctype html>')}
      <html lang={language}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>{`${props.title} · ${words.product}`}</title>
          {fontPaths().map(path => (
            <link rel="preload" href={path} as="font" type="font/woff2" crossorigin="" />
          ))}
          <link rel="stylesheet" href={assetPath('app.css')} data-turbo-track="reload" />
          <link rel="icon" href={assetPath('mark.svg')} type="image/svg+xml" />
          <link rel="manifest" href="/manifest.webmanifest" />
          <meta name="theme-color" content="#1c2756" />
          <meta name="turbo-refresh-method" content="morph" />
          <meta name="turbo-refresh-scroll" content="preserve" />
          <script type="module" src={assetPath('app.js')} data-turbo-track="reload" />
          {props.refreshSeconds && (
            <noscript>
              <meta http-equiv="refresh" content={String(props.refreshSeconds)} />
            </noscript>
          )}
        </head>
        <body class={classes(props.wall && 'wall', props.narrow && 'narrow')} data-person={props.person}>
          <Setting language={language} csrf={props.csrf}>
            <a class="skip" href="#main">
              {words.skip}
            </a>
            <div class="weave" aria-hidden="true" />
            <Header nav={props.nav ?? []} who={props.who} bare={props.wall ?? false} />
            <main id="main" class="page" tabindex={-1}>
              <PageHead {...props} />
              <Flashes items={props.flash ?? []} />
              {props.marks && <div class="chips">{props.marks}</div>}
              {props.children}
            </main>
            {props.foot && <footer class="page-foot">{props.foot}</footer>}
            <footer class="print-foot">
              {props.source && <span>{words.source(props.source)}</span>}
              <span>{words.printed(now)}</span>
            </footer>
            {props.refreshSeconds && (
              <auto-refresh seconds={String(props.refreshSeconds)}>
                {words.refreshed(count(props.refreshSeconds))}
              </auto-refresh>
            )}
          </Setting>
        </body>
      </html>
    </>
  );
}

function PageHead(props: PageProps) {
  const words = wordsIn(props.language ?? 'vi');
  return (
    <header class="page-head">
      <div class="page-where">
        {props.crumbs && props.crumbs.length > 0 && (
          <nav class="crumbs" aria-label={words.crumbs}>
            <ol>
              {props.crumbs.map(crumb => (
                <li>
                  <a href={crumb.href}>{crumb.label}</a>
                </li>
              ))}
              <li aria-current="page">{props.crumb ?? props.title}</li>
            </ol>
          </nav>
        )}
        <h1>{props.title}</h1>
        {props.facts && <div class="facts">{props.facts}</div>}
      </div>
      {props.actions && !props.wall && <div class="page-actions">{props.actions}</div>}
    </header>
  );
}
