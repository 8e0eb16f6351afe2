import { ButtonLink } from './button.tsx';
import type { Slot } from './setting.tsx';

export interface EmptyProps {
  /** What will stand here. */
  text: Slot;
  /** The one step that fills it. */
  step?: { href: string; label: string };
}

export function Empty(props: EmptyProps) {
  return (
    <div class="empty">
      <p>{props.text}</p>
      {props.step && <ButtonLink href={props.step.href}>{props.step.label}</ButtonLink>}
    </div>
  );
}
