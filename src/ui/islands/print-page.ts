/** Shows its button, which prints the page. */
class PrintPage extends HTMLElement {
  connectedCallback(): void {
    const button = this.querySelector('button');
    if (!button) return;
    button.hidden = false;
    button.onclick = () => window.print();
  }
}

customElements.define('print-page', PrintPage);
