import type { Field } from './fields.ts';

export type CellState = 'waiting' | 'saved' | 'fault' | 'conflict';
const states: CellState[] = ['waiting', 'saved', 'fault', 'conflict'];

/** Shows how a cell stands: by its look and, for those who do not see it, in words beside the field. */
export function showState(field: Field, state: CellState | undefined, words = ''): void {
  const { holder, input } = field;
  if (holder.dataset.state === (state ?? '') && (holder.dataset.words ?? '') === words) return;
  holder.dataset.state = state ?? '';
  holder.dataset.words = words;
  for (const each of states) holder.classList.toggle(each, each === state);
  input.toggleAttribute('aria-invalid', false);
  if (state === 'fault' || state === 'conflict') input.setAttribute('aria-invalid', 'true');
  const id = `w-${input.name.replace(/^m-/, '')}`;
  const known = document.getElementById(id);
  if (words === '') {
    known?.remove();
    input.removeAttribute('aria-describedby');
    return;
  }
  const line = known ?? holder.appendChild(document.createElement('small'));
  line.id = id;
  line.className = state === 'waiting' ? 'sr' : 'words';
  line.textContent = words;
  input.setAttribute('aria-describedby', id);
}
