import { Island } from './island.ts';

/** Writes the chosen day as 25/02/2023 beside a calendar field that shows it in another order. */
class DayField extends Island {
  protected prepare(): void {
    const input = this.querySelector('input');
    if (!input || dayComesFirst()) return;
    input.oninput = () => this.#write(input.value);
    this.#write(input.value);
  }

  #write(value: string): void {
    const output = this.querySelector('output');
    if (output) output.textContent = value.split('-').reverse().join('/');
  }
}

function dayComesFirst(): boolean {
  const parts = new Intl.DateTimeFormat().formatToParts(new Date());
  return parts.find(part => part.type !== 'literal')?.type === 'day';
}

customElements.define('day-field', DayField);
