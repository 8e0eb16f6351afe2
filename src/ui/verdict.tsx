import { classes, type Slot, type State } from './setting.tsx';
import { StateShape } from './state.tsx';

/** One answer to one question, large enough to be read across a counter: its shape, its word, and a sentence that says why. */
export function Verdict(props: { state: State; title: Slot; children?: Slot }) {
  return (
    <section class={classes('verdict', `state-${props.state}`)} role="status">
      <StateShape state={props.state} size={44} />
      <div>
        <h2>{props.title}</h2>
        {props.children}
      </div>
    </section>
  );
}
