import type { Slot } from './setting.tsx';

export interface Segment {
  value: string;
  /** What stands on it: a word, or a letter that the long name explains. */
  label: string;
  /** Read aloud, and shown on hovering, where the label is a letter. */
  longName?: string;
  state?: 'ok' | 'near' | 'behind';
}

/** One choice out of a few, as large keys side by side: a line of a list that is marked with the thumb. */
export function Segments(props: { name: string; legend: string; segments: Segment[]; value: string }) {
  return (
    <fieldset class="segments">
      <legend class="sr">{props.legend}</legend>
      {props.segments.map(segment => (
        <label class={segment.state ? `segment state-${segment.state}` : 'segment'} title={segment.longName}>
          <input
            type="radio"
            name={props.name}
            value={segment.value}
            checked={segment.value === props.value}
            aria-label={segment.longName}
          />
          <span aria-hidden={segment.longName ? 'true' : undefined}>{segment.label}</span>
        </label>
      ))}
    </fieldset>
  );
}

export interface RollLine {
  title: Slot;
  /** Small facts below the name. */
  facts?: Slot;
  /** What is chosen or typed, at the end of the line. */
  children?: Slot;
}

/** A list of people each with a choice: name at the start, keys at the end. */
export function Roll(props: { label: string; lines: RollLine[] }) {
  return (
    <ol class="roll" aria-label={props.label}>
      {props.lines.map(line => (
        <li class="roll-line">
          <div class="roll-name">
            <span>{line.title}</span>
            {line.facts && <span class="roll-facts">{line.facts}</span>}
          </div>
          {line.children}
        </li>
      ))}
    </ol>
  );
}

/** Stays at the foot of the screen while a long list is marked: how many were chosen (counted by the browser itself), and the button. */
export function RollFoot(props: { counted: { words: string; of: 'excused' | 'unexcused' }[]; children?: Slot }) {
  return (
    <div class="roll-foot">
      {props.counted.map(one => (
        <span class={`roll-count roll-count-${one.of}`}>{one.words}</span>
      ))}
      {props.children}
    </div>
  );
}
