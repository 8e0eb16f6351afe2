import { count } from '#platform/format.ts';
import type { Slot } from './setting.tsx';

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
export function Dialog(props: { title: string; opens: Slot; filled?: boolean; danger?: boolean; children?: Slot }) {
  const look = ['button', props.filled && 'button-filled', props.danger && 'button-danger'].filter(Boolean).join(' ');
  return (
    <modal-details>
      <details class="dialog">
        <summary class={look}>{props.opens}</summary>
        <section class="dialog-body" aria-label={props.title}>
          <h2>{props.title}</h2>
          {props.children}
        </section>
      </details>
    </modal-details>
  );
}
