import { classes, type Slot, type State } from './setting.tsx';
import { StateShape } from './state.tsx';

/** A framed part of a page with its own heading. `flush` lets a table or list touch the frame. */
export function Panel(props: {
  title?: string;
  id?: string;
  aside?: Slot;
  foot?: Slot;
  flush?: boolean;
  children?: Slot;
}) {
  return (
    <section class={classes('panel', props.flush && 'panel-flush')} id={props.id}>
      {props.title && (
        <header class="panel-head">
          <h2>{props.title}</h2>
          {props.aside && <div class="panel-aside">{props.aside}</div>}
        </header>
      )}
      <div class="panel-body">{props.children}</div>
      {props.foot && <footer class="panel-foot">{props.foot}</footer>}
    </section>
  );
}

/** The page's main column and the narrow one beside it; on a phone the second follows the first. */
export function Columns(props: { main: Slot; side: Slot; wideSide?: boolean }) {
  return (
    <div class={classes('columns', props.wideSide && 'columns-wide')}>
      <div class="stack">{props.main}</div>
      <div class="stack">{props.side}</div>
    </div>
  );
}

/** Parts of a page one under another, 24 apart. */
export function Stack(props: { children?: Slot }) {
  return <div class="stack">{props.children}</div>;
}

/** Parts side by side that wrap when there is no room. */
export function Row(props: { children?: Slot }) {
  return <div class="row">{props.children}</div>;
}

/** Links to what lies before and after this page; of no use on paper. */
export function Way(props: { label: string; children?: Slot }) {
  return (
    <nav class="row way" aria-label={props.label}>
      {props.children}
    </nav>
  );
}

export interface LinkItem {
  href?: string;
  title: Slot;
  detail?: Slot;
  state?: State;
}

/** A panel of links with a line of detail each: "Cần xử lý hôm nay". */
export function LinkList(props: {
  title: string;
  items: LinkItem[];
  empty?: string;
  more?: { href: string; label: string };
}) {
  return (
    <section class="panel panel-flush">
      <header class="panel-head">
        <h2>{props.title}</h2>
      </header>
      {props.items.length === 0 ? (
        <p class="panel-body soft">{props.empty}</p>
      ) : (
        <ul class="links">
          {props.items.map(item => (
            <li>
              {item.href ? (
                <a class="links-title" href={item.href}>
                  {item.state && <StateShape state={item.state} />}
                  {item.title}
                </a>
              ) : (
                <span class="links-title">
                  {item.state && <StateShape state={item.state} />}
                  {item.title}
                </span>
              )}
              {item.detail && <div class="links-detail">{item.detail}</div>}
            </li>
          ))}
        </ul>
      )}
      {props.more && (
        <footer class="panel-foot">
          <a href={props.more.href}>{props.more.label}</a>
        </footer>
      )}
    </section>
  );
}
