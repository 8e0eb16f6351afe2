import { visit } from '@hotwired/turbo';

/** Renews the page every so many seconds, unless it is hidden or someone is at work in it. */
class AutoRefresh extends HTMLElement {
  #timer: number | undefined;

  connectedCallback(): void {
    const seconds = Math.max(Number(this.getAttribute('seconds')) || 60, 1);
    this.#timer = window.setInterval(() => this.#renew(), seconds * 1000);
  }

  disconnectedCallback(): void {
    window.clearInterval(this.#timer);
  }

  #renew(): void {
    const busy = document.activeElement?.closest('form, dialog[open]') ?? document.querySelector('dialog[open]');
    if (document.hidden || busy) return;
    visit(window.location.href, { action: 'replace' });
  }
}

customElements.define('auto-refresh', AutoRefresh);
