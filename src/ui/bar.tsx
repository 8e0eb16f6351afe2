import { percent } from '#platform/format.ts';
import { classes, type State, useWords } from './setting.tsx';

export interface BarProps {
  /** Where the value stands between 0 and `full`; null when there is none. */
  value: number | null;
  /** The length of the whole bar; 100 unless said otherwise. */
  full?: number;
  target?: number | null;
  state: State;
  /** What a screen reader says; by default value and target in per cent. */
  label?: string;
  thin?: boolean;
}

/** A value against its target: coloured by state, the target a black tick. Drawn without styles, so it prints. */
export function Bar(props: BarProps) {
  const words = useWords();
  const full = props.full ?? 100;
  const share = (value: number) => Math.round(Math.min(Math.max(value / full, 0), 1) * 1000) / 10;
  const spoken = props.value === null ? words.noValue : percent(props.value);
  const label =
    props.label ??
    (props.target === null || props.target === undefined
      ? words.barValue(spoken)
      : words.barTarget(spoken, percent(props.target)));
  const tick = props.target === null || props.target === undefined ? undefined : share(props.target);
  return (
    <svg class={classes('bar', props.thin && 'bar-thin', `state-${props.state}`)} role="img" aria-label={label}>
      <rect class="bar-track" x="0" y="25%" width="100%" height="50%" />
      {props.value !== null && <rect class="bar-value" x="0" y="25%" width={`${share(props.value)}%`} height="50%" />}
      {tick !== undefined && (
        // An inner picture keeps the whole tick inside the bar at both ends.
        <svg x={`${tick}%`} y="0" width="1" height="100%" overflow="visible" aria-hidden="true">
          <rect class="bar-tick" x={tick > 98 ? -2.5 : tick < 2 ? 0 : -1.25} y="0" width="2.5" height="100%" />
        </svg>
      )}
    </svg>
  );
}
