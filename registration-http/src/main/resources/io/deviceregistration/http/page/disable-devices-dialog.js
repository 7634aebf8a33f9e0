import { html, nothing } from './lib/lit-html/lit-html.js';
import { dialogs } from './dialog-styles.js';
import { FormDialog } from './form-dialog.js';
import { failure } from './failure.js';
import { messages as m } from './messages.js';
import { define } from './rendered-element.js';
import { base } from './styles.js';

/** Disables the devices of a leaked key, after it has said how many there are; closed with the service's answer. */
class DisableDevicesDialog extends FormDialog {
  static properties = { count: { state: true }, countFailed: { state: true } };

  static styles = [base, dialogs];

  /** @type {import('./api.js').RegistrationApi} */
  api;

  #key = {};
  #counting = null;

  /** @param {object} key the key's view */
  ask(key) {
    this.#key = key;
    this.#countSince('');
    return this.show();
  }

  get heading() {
    return m.leakTitle(this.#key.label);
  }

  get confirmText() {
    return m.leakConfirm;
  }

  get dangerous() {
    return true;
  }

  /** Only what was counted is disabled. */
  get ready() {
    return this.count !== null;
  }

  renderFields() {
    return html`
      <p class="body">${m.leakBody}</p>
      ${this.#key.status === 'revoked' ? nothing : html`<p class="warning">${m.leakRevokeFirst}</p>`}
      ${this.field({ name: 'registered_since', label: m.leakSince, hint: m.leakSinceHint, optional: true }, html`
        <input id="registered_since" name="registered_since" type="datetime-local" autofocus
          aria-invalid=${'registered_since' in this.errors ? 'true' : nothing}
          aria-describedby=${this.describedBy('registered_since', m.leakSinceHint)} @input=${this.#sinceChanged}>
      `)}
      ${this.countFailed
        ? failure(this.countFailed, () => this.#countSince(this.#sinceInput.value))
        : html`<p role="status"><strong>${this.count === null ? m.leakCounting : m.leakCount(this.count)}</strong></p>`}
    `;
  }

  check() {
    const { badInput } = this.#sinceInput.validity;
    return badInput ? { registered_since: m.leakSinceInvalid } : {};
  }

  act({ registered_since: since }) {
    return this.api.disableDevicesOfKey(this.#key.id, { registered_since: instant(since) });
  }

  close(result) {
    this.#counting?.abort();
    super.close(result);
  }

  get #sinceInput() {
    return this.renderRoot.getElementById('registered_since');
  }

  #sinceChanged(event) {
    this.touched(event);
    this.#countSince(event.target.value);
  }

  async #countSince(since) {
    this.#counting?.abort();
    const counting = new AbortController();
    this.#counting = counting;
    this.count = null;
    this.countFailed = null;
    try {
      const query = { registered_since: instant(since), dry_run: true };
      const { devices } = await this.api.disableDevicesOfKey(this.#key.id, query, counting.signal);
      if (!counting.signal.aborted) {
        this.count = devices;
      }
    } catch (error) {
      if (!counting.signal.aborted) {
        this.countFailed = error;
      }
    }
  }
}

function instant(local) {
  return local ? new Date(local).toISOString() : null;
}

define('edge-disable-devices-dialog', DisableDevicesDialog);
