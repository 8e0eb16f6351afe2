import { percent } from '#platform/format.ts';
import { Bar } from '../bar.tsx';
import { type State, useWords } from '../setting.tsx';
import { StateShape } from '../state.tsx';

export interface RankedItem {
  label: string;
  value: number | null;
  state: State;
  href?: string;
}

export interface RankedBarsProps {
  title: string;
  items: RankedItem[];
  target?: number | null;
  full?: number;
  write?: (value: number | null) => string;
}

/** Units in order, each with its bar and figure. It is its own table: no second one is needed. */
export function RankedBars(props: RankedBarsProps) {
  const words = useWords();
  const write = props.write ?? percent;
  return (
    <ol class="ranks" aria-label={words.ranks(props.title)}>
      {props.items.map(item => (
        <li>
          <span class="ranks-label">{item.href ? <a href={item.href}>{item.label}</a> : item.label}</span>
          <span class="ranks-value">
            {write(item.value)}
            <span class={`ranks-state state-${item.state}`}>
              <StateShape state={item.state} size={12} />
              <span class="sr">{words.states[item.state]}</span>
            </span>
          </span>
          <span class="ranks-bar" aria-hidden="true">
            <Bar
              value={item.value}
              state={item.state}
              {...(props.target === undefined ? {} : { target: props.target })}
              {...(props.full === undefined ? {} : { full: props.full })}
            />
          </span>
        </li>
      ))}
    </ol>
  );
}
