/** Opens what a `<details>` holds as a native dialog over the page. */
class ModalDetails extends HTMLElement {
  connectedCallback(): void {
    const details = this.querySelector('details');
    const summary = this.querySelector('summary');
    const body = this.querySelector('.dialog-body');
    if (!details || !summary || !body || this.querySelector('dialog')) return;
    const dialog = document.createElement('dialog');
    const title = body.getAttribute('aria-label');
    if (title) dialog.setAttribute('aria-label', title);
    dialog.append(body);
    this.append(dialog);
    // A form that came back with faults stands open.
    const open = details.open;
    details.open = false;
    const show = () => {
      dialog.showModal();
      dialog.querySelector<HTMLElement>('.faults, input:not([type="hidden"]), select, textarea')?.focus();
    };
    summary.addEventListener('click', event => {
      event.preventDefault();
      show();
    });
    dialog.addEventListener('click', event => {
      if (event.target === dialog) dialog.close();
    });
    for (const button of dialog.querySelectorAll<HTMLButtonElement>('button[data-closes]')) {
      button.hidden = false;
      button.addEventListener('click', () => dialog.close());
    }
    if (open) show();
  }
}

customElements.define('modal-details', ModalDetails);
