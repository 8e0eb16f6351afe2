import { Island } from './island.ts';

/** A field above a table that hides the rows which do not hold what is typed, marks and case aside. */
class FilterTable extends Island {
  protected prepare(): void {
    const line = this.#line();
    const input = line.querySelector('input');
    const counted = line.querySelector('output');
    if (!input || !counted) return;
    const rows = [...this.querySelectorAll<HTMLTableRowElement>('tbody > tr')].map(row => ({
      row,
      text: plain(row.textContent ?? ''),
    }));
    const narrow = () => {
      const wanted = plain(input.value).split(/\s+/);
      let shown = 0;
      for (const { row, text } of rows) {
        row.hidden = !wanted.every(word => text.includes(word));
        if (!row.hidden) shown += 1;
      }
      const words = this.getAttribute('counted') ?? '';
      counted.textContent = words.replace('{shown}', String(shown)).replace('{total}', String(rows.length));
    };
    input.oninput = narrow;
    if (input.value !== '') narrow();
  }

  /** The line that is there already (its input as it was typed), or a new one. */
  #line(): Element {
    const known = this.querySelector('.filter-line');
    if (known) return known;
    const line = document.createElement('div');
    line.className = 'filter-line';
    const label = document.createElement('label');
    const input = document.createElement('input');
    input.type = 'search';
    input.id = `filter-${[...document.querySelectorAll('filter-table')].indexOf(this)}`;
    label.htmlFor = input.id;
    label.textContent = this.getAttribute('label');
    line.append(label, input, document.createElement('output'));
    this.prepend(line);
    return line;
  }
}

function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/[đĐ]/g, 'd').toLowerCase().trim();
}

customElements.define('filter-table', FilterTable);
