import { classes, type Slot, type State } from './setting.tsx';
import { StateChip } from './state.tsx';

/** One line of facts, parted by dots: origin, freshness, coverage. Empty ones are left out. */
export function Facts(props: { items: Slot[] }) {
  const items = props.items.filter(item => item !== undefined && item !== null && item !== false && item !== '');
  return (
    <p class="facts-line">
      {items.map((item, index) => (
        <>
          {index > 0 && <span class="dot"> · </span>}
          <span>{item}</span>
        </>
      ))}
    </p>
  );
}

/** The lead figure of a page with what belongs to it beside: 93,3 % · 375 / 402 trường · a mark. */
export function KeyFigure(props: { value: Slot; children?: Slot }) {
  return (
    <div class="key">
      <span class="key-value">{props.value}</span>
      {props.children}
    </div>
  );
}

/** A figure with its name above and a line of detail below. Put several into `Stats`. */
export function Stat(props: { label: string; value: Slot; detail?: Slot; state?: State; href?: string }) {
  return (
    <div class="stat">
      <dt class="stat-label">{props.href ? <a href={props.href}>{props.label}</a> : props.label}</dt>
      <dd class="stat-value">{props.value}</dd>
      {props.detail && <dd class="stat-detail">{props.detail}</dd>}
      {props.state && (
        <dd>
          <StateChip state={props.state} />
        </dd>
      )}
    </div>
  );
}

export function Stats(props: { children?: Slot }) {
  return <dl class="stats">{props.children}</dl>;
}

/** Names and their values: what stands in a record. A missing value is a dash. `close`: short values, beside their names on a phone too. */
export function Definitions(props: { items: { term: string; value: Slot }[]; wide?: boolean; close?: boolean }) {
  return (
    <dl class={classes('definitions', props.wide && 'definitions-wide', props.close && 'definitions-close')}>
      {props.items.map(item => (
        <div>
          <dt>{item.term}</dt>
          <dd>{item.value === undefined || item.value === null || item.value === '' ? '–' : item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
