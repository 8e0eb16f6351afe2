/** Copies the text beside it. */
class CopyText extends HTMLElement {
  connectedCallback(): void {
    const button = this.querySelector('button');
    const text = this.querySelector('code')?.textContent ?? '';
    if (!button || !navigator.clipboard) return;
    button.hidden = false;
    button.onclick = async () => {
      await navigator.clipboard.writeText(text);
      const word = button.querySelector('span');
      if (!word) return;
      const before = word.textContent;
      word.textContent = this.getAttribute('copied');
      window.setTimeout(() => {
        word.textContent = before;
      }, 2000);
    };
  }
}

customElements.define('copy-text', CopyText);
