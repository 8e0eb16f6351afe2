import type { Slot, State } from './setting.tsx';
import { StateShape } from './state.tsx';

export interface Happening {
  /** Already written for people. */
  when: string;
  title: Slot;
  /** Who did it, in which role. */
  who?: Slot;
  detail?: Slot;
  state?: State;
}

/** What happened, one under another. */
export function Timeline(props: { items: Happening[]; empty?: string }) {
  if (props.items.length === 0) return <p class="soft">{props.empty}</p>;
  return (
    <ol class="timeline">
      {props.items.map(item => (
        <li class={item.state && `state-${item.state}`}>
          <span class="timeline-dot">{item.state && <StateShape state={item.state} />}</span>
          <div>
            <div class="timeline-title">{item.title}</div>
            <div class="timeline-facts">
              <span>{item.when}</span>
              {item.who && <span>{item.who}</span>}
            </div>
            {item.detail && <div class="timeline-detail">{item.detail}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}
