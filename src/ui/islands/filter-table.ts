/** A field above a table that hides the rows which do not hold what is typed, marks and case aside. */
class FilterTable extends HTMLElement {
  connectedCallback(): void {
    if (this.querySelector('.filter-line')) return;
    const rows = [...this.querySelectorAll<HTMLTableRowElement>('tbody > tr')].map(row => ({
      row,
      text: plain(row.textContent ?? ''),
    }));
    const line = document.createElement('div');
    line.className = 'filter-line';
    const label = document.createElement('label');
    const input = document.createElement('input');
    const counted = document.createElement('output');
    input.type = 'search';
    input.id = `filter-${[...document.querySelectorAll('filter-table')].indexOf(this)}`;
    label.htmlFor = input.id;
    label.textContent = this.getAttribute('label');
    line.append(label, input, counted);
    this.prepend(line);
    input.addEventListener('input', () => {
      const wanted = plain(input.value).split(/\s+/);
      let shown = 0;
      for (const { row, text } of rows) {
        row.hidden = !wanted.every(word => text.includes(word));
        if (!row.hidden) shown += 1;
      }
      const words = this.getAttribute('counted') ?? '';
      counted.textContent = words.replace('{shown}', String(shown)).replace('{total}', String(rows.length));
    });
  }
}

function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/[đĐ]/g, 'd').toLowerCase().trim();
}

customElements.define('filter-table', FilterTable);
