import { Island } from './island.ts';

/** Copies the text beside it. */
class CopyText extends Island {
  protected prepare(): void {
    const button = this.querySelector('button');
    if (!button || !navigator.clipboard) return;
    button.hidden = false;
    button.onclick = async () => {
      await navigator.clipboard.writeText(this.querySelector('code')?.textContent ?? '');
      const word = button.querySelector('span');
      const copied = this.getAttribute('copied');
      if (!word || word.textContent === copied) return;
      const before = word.textContent;
      word.textContent = copied;
      window.setTimeout(() => {
        word.textContent = before;
      }, 2000);
    };
  }
}

customElements.define('copy-text', CopyText);
