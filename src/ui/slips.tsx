import type { Slot } from './setting.tsx';

export interface Slip {
  title: Slot;
  detail?: Slot;
  lines: { term: string; value: string }[];
  foot?: Slot;
}

/**
 * Small notes to print, cut out and hand over, one a person. What they say is meant for paper: Turbo keeps no copy of them
 * for the way back.
 */
export function Slips(props: { label: string; items: Slip[] }) {
  return (
    <ul class="slips" aria-label={props.label} data-turbo-temporary>
      {props.items.map(item => (
        <li class="slip">
          <div class="slip-title">{item.title}</div>
          {item.detail && <div class="soft">{item.detail}</div>}
          <dl>
            {item.lines.map(line => (
              <>
                <dt>{line.term}</dt>
                <dd>{line.value}</dd>
              </>
            ))}
          </dl>
          {item.foot && <div class="slip-foot">{item.foot}</div>}
        </li>
      ))}
    </ul>
  );
}
