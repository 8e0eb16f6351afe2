import { pageWords } from '../../offline/words.ts';
import { writeBlock } from './block.ts';
import type { Size } from './cursor.ts';

/** Says what of a pasted block found no place, and keeps it at hand to be taken elsewhere. */
export function offerRest(form: HTMLFormElement, rest: string[][], over: Size, closed: string[]): void {
  for (const old of form.querySelectorAll('.sheet-rest')) old.remove();
  const words = pageWords();
  if (closed.length > 0)
    offer(
      form,
      words.closedCells(closed.length),
      closed.map(text => [text]),
    );
  if (rest.length > 0) offer(form, words.rest(over.rows, over.columns), rest);
}

function offer(form: HTMLFormElement, said: string, rows: string[][]): void {
  const words = pageWords();
  const box = document.createElement('div');
  box.className = 'notice state-near sheet-rest';
  box.setAttribute('role', 'alert');
  const text = document.createElement('textarea');
  text.readOnly = true;
  text.rows = Math.min(rows.length, 6);
  text.value = writeBlock(rows);
  text.setAttribute('aria-label', said);
  const copy = button(words.copyRest, () => {
    text.select();
    void navigator.clipboard?.writeText(text.value);
  });
  const drop = button(words.dropRest, () => box.remove());
  box.append(Object.assign(document.createElement('p'), { textContent: said }), text, copy, drop);
  form.prepend(box);
}

export function button(words: string, act: () => void, look = ''): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = `button ${look}`.trim();
  made.textContent = words;
  made.onclick = act;
  return made;
}
