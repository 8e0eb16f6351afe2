import { fieldId, type Slot, StateShape } from '#ui';

interface Wiring {
  id: string;
  name: string;
  'aria-label': string;
  'aria-describedby': string | undefined;
  'aria-invalid': 'true' | undefined;
}

/** A field in a cell of a table: its label is read, not shown; its fault stands below it. */
export function CellField(props: {
  name: string;
  label: string;
  fault: string | undefined;
  width?: 'short' | 'full';
  render: (wiring: Wiring) => Slot;
}) {
  const id = fieldId(props.name);
  const isFaulty = props.fault !== undefined;
  return (
    <div class={`field field-${props.width ?? 'full'}${isFaulty ? ' field-faulty' : ''}`}>
      {props.render({
        id,
        name: props.name,
        'aria-label': props.label,
        'aria-describedby': isFaulty ? `${id}-fault` : undefined,
        'aria-invalid': isFaulty ? 'true' : undefined,
      })}
      {isFaulty && (
        <p class="field-fault" id={`${id}-fault`}>
          <StateShape state="behind" />
          <span>{props.fault}</span>
        </p>
      )}
    </div>
  );
}

/** What was typed and refused is shown again; else what stands. */
export const typedOr = (typed: Record<string, string> | undefined, name: string, stands: string): string =>
  typed?.[name] ?? stands;
