import { Island } from './island.ts';

/** Shows its button, which prints the page. */
class PrintPage extends Island {
  protected prepare(): void {
    const button = this.querySelector('button');
    if (!button) return;
    button.hidden = false;
    button.onclick = () => window.print();
  }
}

customElements.define('print-page', PrintPage);
