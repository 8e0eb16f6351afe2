/** Asks before leaving a form whose fields were changed and not sent. */
class UnsavedWarning extends HTMLElement {
  #changed = false;

  connectedCallback(): void {
    this.addEventListener('input', this.#note);
    this.addEventListener('submit', this.#sent);
    window.addEventListener('beforeunload', this.#hold);
    document.addEventListener('turbo:before-visit', this.#ask);
    document.addEventListener('turbo:render', this.#mindFaults);
    this.#mindFaults();
  }

  disconnectedCallback(): void {
    window.removeEventListener('beforeunload', this.#hold);
    document.removeEventListener('turbo:before-visit', this.#ask);
    document.removeEventListener('turbo:render', this.#mindFaults);
  }

  #note = () => {
    this.#changed = true;
  };

  /** What came back with faults was sent, but is not kept. */
  #mindFaults = () => {
    if (this.querySelector('.faults')) this.#changed = true;
  };

  #sent = () => {
    this.#changed = false;
  };

  #hold = (event: BeforeUnloadEvent) => {
    if (this.#changed) event.preventDefault();
  };

  #ask = (event: Event) => {
    if (this.#changed && !window.confirm(this.getAttribute('words') ?? '')) event.preventDefault();
  };
}

customElements.define('unsaved-warning', UnsavedWarning);
