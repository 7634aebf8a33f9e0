import { html, nothing } from './lib/lit-html/lit-html.js';
import { dialogs } from './dialog-styles.js';
import { FormDialog } from './form-dialog.js';
import { date, inputInstant, localInput } from './format.js';
import { messages as m } from './messages.js';
import { define } from './rendered-element.js';
import { base } from './styles.js';

const DAYS = [1, 7, 30, 90];
const DEFAULT_DAYS = 30;
const DAY_MS = 86_400_000;
const LARGEST_LIMIT = 2_147_483_647;

/** Asks what a new provisioning key is for and how far it goes; closed with the answer, the key itself in it. */
class CreateKeyDialog extends FormDialog {
  static properties = { expiry: { state: true } };

  static styles = [base, dialogs];

  /** @type {import('./api.js').RegistrationApi} */
  api;

  /** What the date-time starts with: the same in every rendering, or one would undo what was typed. */
  #suggested = '';

  show() {
    this.expiry = String(DEFAULT_DAYS);
    this.#suggested = localInput(new Date(Date.now() + DEFAULT_DAYS * DAY_MS));
    return super.show();
  }

  get heading() {
    return m.createTitle;
  }

  get confirmText() {
    return m.createKey;
  }

  get uncertainText() {
    return m.createUncertain;
  }

  renderFields() {
    return html`
      ${this.textField({ name: 'label', label: m.label, hint: m.labelHint, autofocus: true })}
      ${this.field({ name: 'expiry', label: m.expiry }, this.#expirySelect())}
      ${this.expiry === 'never' ? html`<p class="warning" role="status">${m.expiryNeverWarning}</p>` : nothing}
      ${this.expiry === 'custom' ? this.#expiryInput() : nothing}
      ${this.textField({
        name: 'max_registrations', label: m.limit, hint: m.limitHint, optional: true, numeric: true,
      })}
    `;
  }

  check({ label, max_registrations: limit }) {
    return Object.fromEntries([
      ['label', label.trim() === '' && m.labelMissing],
      ['expires_at', this.expiry === 'custom' && wrongTime(this.#expiresAtInput)],
      ['max_registrations', limit.trim() !== '' && !isLimit(limit.trim()) && m.limitInvalid],
    ].filter(([, problem]) => problem));
  }

  act({ label, max_registrations: limit }) {
    return this.api.createKey({
      label,
      expires_at: this.#expiresAt(),
      max_registrations: limit.trim() === '' ? null : Number(limit),
    });
  }

  #expirySelect() {
    return html`
      <select id="expiry" name="expiry" @change=${this.#expiryChosen}>
        ${DAYS.map((days) => html`
          <option value=${days} ?selected=${String(days) === this.expiry}>
            ${m.expiryDays(days, date(new Date(Date.now() + days * DAY_MS)))}
          </option>
        `)}
        <option value="never">${m.expiryNever}</option>
        <option value="custom">${m.expiryCustom}</option>
      </select>
    `;
  }

  #expiryInput() {
    return this.field({ name: 'expires_at', label: m.expiryAt, hint: m.expiryAtHint }, html`
      <input id="expires_at" name="expires_at" type="datetime-local" required max="9999-12-31T23:59"
        .value=${this.#suggested}
        aria-invalid=${'expires_at' in this.errors ? 'true' : nothing}
        aria-describedby=${this.describedBy('expires_at', m.expiryAtHint)} @input=${this.touched}>
    `);
  }

  #expiryChosen(event) {
    this.expiry = event.target.value;
  }

  get #expiresAtInput() {
    return this.renderRoot.getElementById('expires_at');
  }

  #expiresAt() {
    switch (this.expiry) {
      case 'never': return null;
      case 'custom': return inputInstant(this.#expiresAtInput);
      default: return new Date(Date.now() + Number(this.expiry) * DAY_MS).toISOString();
    }
  }
}

function wrongTime(input) {
  const instant = inputInstant(input);
  if (!instant) {
    return m.expiryAtMissing;
  }
  return new Date(instant) <= new Date() && m.expiryAtPast;
}

function isLimit(text) {
  return /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= LARGEST_LIMIT;
}

define('edge-create-key-dialog', CreateKeyDialog);
