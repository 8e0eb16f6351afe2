import { Island } from './island.ts';

/** Opens what a `<details>` holds as a native dialog over the page. */
class ModalDetails extends Island {
  #dialog: HTMLDialogElement | undefined;

  protected prepare(): void {
    const details = this.querySelector('details');
    const summary = this.querySelector('summary');
    // As the server sends it the body stands in the details; in a copy from before it stands in a dialog that answers to nobody.
    const body = details?.querySelector('.dialog-body') ?? this.querySelector('.dialog-body');
    if (!details || !summary || !body || this.#dialog?.contains(body)) return;
    const dialog = this.#replaceDialog(body);
    // A form that came back with faults stands open.
    const open = details.open;
    details.open = false;
    const show = () => {
      dialog.showModal();
      dialog.querySelector<HTMLElement>('.faults, input:not([type="hidden"]), select, textarea')?.focus();
    };
    summary.onclick = event => {
      event.preventDefault();
      show();
    };
    dialog.onclick = event => {
      if (event.target === dialog) dialog.close();
    };
    for (const button of dialog.querySelectorAll<HTMLButtonElement>('button[data-closes]')) {
      button.hidden = false;
      button.onclick = () => dialog.close();
    }
    if (open) show();
  }

  #replaceDialog(body: Element): HTMLDialogElement {
    const dialog = document.createElement('dialog');
    const title = body.getAttribute('aria-label');
    if (title) dialog.setAttribute('aria-label', title);
    dialog.append(body);
    for (const old of this.querySelectorAll('dialog')) old.remove();
    this.append(dialog);
    this.#dialog = dialog;
    return dialog;
  }
}

customElements.define('modal-details', ModalDetails);
