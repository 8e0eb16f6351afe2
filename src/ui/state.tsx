import { classes, type Slot, type State, useWords } from './setting.tsx';

/** The four shapes: a reader who sees no colour still tells the states apart. */
export function StateShape(props: { state: State; size?: number }) {
  const size = props.size ?? 14;
  return (
    <svg class="shape" width={size} height={size} viewBox="0 0 14 14" aria-hidden="true" focusable="false">
      {shapes[props.state]}
    </svg>
  );
}

const shapes: Record<State, Slot> = {
  ok: (
    <>
      <circle cx="7" cy="7" r="6.5" fill="currentColor" />
      <path d="M4.2 7.2 6.2 9.2 9.9 5.2" fill="none" stroke="#fff" stroke-width="1.7" stroke-linecap="round" />
    </>
  ),
  near: (
    <>
      <path d="M7 .8 13.6 13H.4Z" fill="currentColor" stroke="currentColor" stroke-linejoin="round" />
      <path d="M7 5v3.6M7 10.6v.6" stroke="#fff" stroke-width="1.6" stroke-linecap="round" />
    </>
  ),
  behind: (
    <>
      <rect x=".8" y=".8" width="12.4" height="12.4" rx="2" fill="currentColor" />
      <path d="m4.4 4.4 5.2 5.2M9.6 4.4 4.4 9.6" stroke="#fff" stroke-width="1.8" stroke-linecap="round" />
    </>
  ),
  silent: (
    <circle cx="7" cy="7" r="5.8" fill="none" stroke="currentColor" stroke-width="1.6" stroke-dasharray="2.4 2.2" />
  ),
};

/** A state with its shape and its word; `children` replaces the usual word, `href` makes the mark a link. */
export function StateChip(props: { state: State; href?: string; children?: Slot }) {
  const words = useWords();
  const inner = (
    <>
      <StateShape state={props.state} />
      <span>{props.children ?? words.states[props.state]}</span>
    </>
  );
  const look = classes('chip', `state-${props.state}`);
  return props.href ? (
    <a class={look} href={props.href}>
      {inner}
    </a>
  ) : (
    <span class={look}>{inner}</span>
  );
}

/** A row of marks under the facts of a page: what is wrong, each a link. */
export function Chips(props: { children?: Slot }) {
  return <div class="chips">{props.children}</div>;
}

/** A small word in a rounded frame for what is not one of the four states: a kind, a role, a number. */
export function Pill(props: { tone?: 'plain' | 'brand'; children?: Slot }) {
  return <span class={classes('pill', props.tone === 'brand' && 'pill-brand')}>{props.children}</span>;
}
