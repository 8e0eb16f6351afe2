import { classes, type Slot, type State, useWords } from './setting.tsx';
import { StateShape } from './state.tsx';

export interface Flash {
  kind: 'done' | 'fault' | 'note';
  words: Slot;
}

const looks: Record<Flash['kind'], State> = { done: 'ok', fault: 'behind', note: 'near' };

/** One message at the head of the content: what has just happened, or what to mind. */
export function Notice(props: { kind: Flash['kind']; children?: Slot }) {
  const words = useWords();
  return (
    <div class={classes('notice', `state-${looks[props.kind]}`)} role={props.kind === 'fault' ? 'alert' : 'status'}>
      <StateShape state={looks[props.kind]} size={16} />
      <div>
        <span class="sr">{`${words.flash[props.kind]}: `}</span>
        {props.children}
      </div>
    </div>
  );
}

export function Flashes(props: { items: Flash[] }) {
  return (
    <>
      {props.items.map(item => (
        <Notice kind={item.kind}>{item.words}</Notice>
      ))}
    </>
  );
}
