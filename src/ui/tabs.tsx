import { count } from '#platform/format.ts';
import { classes, type Slot, useWords } from './setting.tsx';

export interface Tab {
  href: string;
  label: string;
  current?: boolean;
  count?: number | undefined;
}

/** Sides of one subject, each its own page: links, not a widget. */
export function Tabs(props: { label: string; tabs: Tab[] }) {
  return (
    <nav class="tabs" aria-label={props.label}>
      <ul>
        {props.tabs.map(tab => (
          <li>
            <a href={tab.href} aria-current={tab.current ? 'page' : undefined}>
              {tab.label}
              {tab.count !== undefined && <span class="tab-count">{count(tab.count)}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** More that may be opened in place. */
export function Disclosure(props: { summary: Slot; open?: boolean; children?: Slot }) {
  return (
    <details class="disclosure" open={props.open}>
      <summary>{props.summary}</summary>
      <div class="disclosure-body">{props.children}</div>
    </details>
  );
}

/**
 * A small form or question over the page. Without scripts it opens in place; with them it is a native `<dialog>`.
 */
export function Dialog(props: {
  title: string;
  /** The words on the button that opens it. */
  opens: Slot;
  filled?: boolean;
  danger?: boolean;
  /** Stands open at once: its form came back with faults. */
  open?: boolean;
  children?: Slot;
}) {
  const words = useWords();
  const look = classes('button', props.filled && 'button-filled', props.danger && 'button-danger');
  return (
    <modal-details>
      <details class="dialog" open={props.open}>
        <summary class={look}>{props.opens}</summary>
        <section class="dialog-body" aria-label={props.title}>
          <header class="dialog-head">
            <h2>{props.title}</h2>
            <button type="button" class="button button-quiet" data-closes hidden>
              {words.close}
            </button>
          </header>
          {props.children}
        </section>
      </details>
    </modal-details>
  );
}
