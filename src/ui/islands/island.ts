/**
 * A custom element that makes ready what it stands around: when it comes into the page, and again after each render. Turbo
 * morphs a page that comes back with faults (the element stays, its inside is as the server sent it) and brings back copies on
 * the way back (all is there, but no handler): `prepare` finds either, and may be asked any number of times.
 */
export abstract class Island extends HTMLElement {
  connectedCallback(): void {
    this.prepare();
    document.addEventListener('turbo:render', this.#again);
  }

  disconnectedCallback(): void {
    document.removeEventListener('turbo:render', this.#again);
  }

  protected abstract prepare(): void;

  readonly #again = (): void => this.prepare();
}
