import { startAuthentication, startRegistration } from '@simplewebauthn/browser';
import { Island } from './island.ts';

/**
 * Asks the device for a passkey, or to make one. Fetches what to sign from `options`, sends the answer to `answer`, and
 * goes where that says. Without scripts, or on a device that has no passkeys, the button does not show.
 */
class PassKey extends Island {
  protected prepare(): void {
    const button = this.querySelector('button');
    if (!button || !window.PublicKeyCredential) return;
    button.hidden = false;
    button.onclick = async () => {
      button.disabled = true;
      this.tell('');
      try {
        await this.ask();
      } catch {
        this.tell(this.getAttribute('failed') ?? '');
      }
      button.disabled = false;
    };
  }

  private async ask(): Promise<void> {
    const optionsJSON = await this.send(this.getAttribute('options') ?? '', {});
    const makes = this.getAttribute('makes') !== null;
    const response = makes ? await startRegistration({ optionsJSON }) : await startAuthentication({ optionsJSON });
    const name = this.querySelector('input')?.value ?? '';
    const { to, words } = await this.send(this.getAttribute('answer') ?? '', {
      response,
      name,
      to: this.getAttribute('to'),
    });
    if (to) window.location.assign(to);
    else this.tell(words);
  }

  private async send(address: string, body: object) {
    const answer = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return await answer.json();
  }

  private tell(words: string): void {
    const line = this.querySelector('[role="status"]');
    if (line) line.textContent = words;
  }
}

customElements.define('pass-key', PassKey);
