import { html, nothing } from './lib/lit-html/lit-html.js';
import { dialogs } from './dialog-styles.js';
import { FormDialog } from './form-dialog.js';
import { failure } from './failure.js';
import { inputInstant } from './format.js';
import { messages as m } from './messages.js';
import { define } from './rendered-element.js';
import { base } from './styles.js';

/** Disables the devices of a leaked key, after it has said how many there are; closed with the service's answer. */
class DisableDevicesDialog extends FormDialog {
  static properties = { count: { state: true }, countFailed: { state: true }, sinceWrong: { state: true } };

  static styles = [base, dialogs];

  /** @type {import('./api.js').RegistrationApi} */
  api;

  #key = {};
  #counting = null;

  /** @param {object} key the key's view */
  ask(key) {
    this.#key = key;
    this.sinceWrong = false;
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

  /**
   * Nothing is disabled before it was said how many there are. What is disabled is what there is then: more, if devices
   * register meanwhile. A wrong time can be sent only to be told so.
   */
  get ready() {
    return this.count !== null || this.sinceWrong;
  }

  renderFields() {
    return html`
      <p class="body">${m.leakBody}</p>
      ${this.#key.status === 'revoked' ? nothing : html`<p class="warning">${m.leakRevokeFirst}</p>`}
      ${this.field({ name: 'registered_since', label: m.leakSince, hint: m.leakSinceHint, optional: true }, html`
        <input id="registered_since" name="registered_since" type="datetime-local" autofocus
          aria-invalid=${'registered_since' in this.errors ? 'true' : nothing}
          aria-describedby=${this.describedBy('registered_since', m.leakSinceHint)}
          @input=${this.#sinceChanged} @keyup=${this.#sinceTyped}>
      `)}
      ${this.countFailed
        ? failure(this.countFailed, () => this.#countSince(inputInstant(this.#sinceInput)))
        : html`<p role="status"><strong>${this.#countText()}</strong></p>`}
    `;
  }

  check() {
    return inputInstant(this.#sinceInput) === null ? { registered_since: m.sinceInvalid } : {};
  }

  act() {
    return this.api.disableDevicesOfKey(this.#key.id, { registered_since: inputInstant(this.#sinceInput) || null });
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
    const since = inputInstant(event.target);
    this.sinceWrong = since === null;
    if (this.sinceWrong) {
      this.#counting?.abort();
      this.count = null;
      this.countFailed = null;
    } else {
      this.#countSince(since);
    }
  }

  /** A date that is only half there is no other value, of which browsers would tell. */
  #sinceTyped(event) {
    if (this.sinceWrong !== (inputInstant(event.target) === null)) {
      this.#sinceChanged(event);
    }
  }

  #countText() {
    if (this.sinceWrong) {
      return nothing;
    }
    return this.count === null ? m.leakCounting : m.leakCount(this.count);
  }

  /** @param {string} since an instant, or empty for all */
  async #countSince(since) {
    this.#counting?.abort();
    const counting = new AbortController();
    this.#counting = counting;
    this.count = null;
    this.countFailed = null;
    try {
      const query = { registered_since: since || null, dry_run: true };
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

define('edge-disable-devices-dialog', DisableDevicesDialog);
