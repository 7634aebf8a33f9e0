import { html, nothing } from './lib/lit-html/lit-html.js';
import { ApiProblem } from './api.js';
import { DialogElement } from './dialog-element.js';
import { failure, isUncertain } from './failure.js';
import { messages as m } from './messages.js';

/**
 * A dialog with a form. Subclasses say what its fields are (`renderFields`), what is wrong with them before anything is
 * sent (`check`), and what sending is (`act`). What the service finds wrong is shown beside its field.
 */
export class FormDialog extends DialogElement {
  static properties = { errors: { state: true }, failed: { state: true }, busy: { state: true } };

  #uncertain = false;

  constructor() {
    super();
    this.#reset();
  }

  show() {
    this.#reset();
    return super.show();
  }

  /** While something is being done, nobody knows how it ends. */
  get closable() {
    return !this.busy;
  }

  /** Whether it can be sent yet. */
  get ready() {
    return true;
  }

  /** What is wrong, by field. @returns {Record<string, string>} */
  check() {
    return {};
  }

  /** What is said where nobody knows whether what was sent was done. @type {?string} */
  get uncertainText() {
    return null;
  }

  /** Whether, since it was shown, something was sent of which nobody knows whether it was done. */
  get uncertain() {
    return this.#uncertain;
  }

  renderContent() {
    return html`
      <form novalidate autocomplete="off" @submit=${this.#submitted}>
        <h2 id="title" tabindex="-1">${this.heading}</h2>
        ${this.renderFields()}
        ${this.failed ? this.#explained(this.failed) : nothing}
        <div class="buttons">
          <button type="button" ?autofocus=${this.cautious} @click=${this.#cancel}>${m.cancel}</button>
          <button class=${this.dangerous ? 'danger' : 'primary'} aria-disabled=${this.busy || !this.ready ? 'true' : nothing}>
            ${this.busy ? m.working : this.confirmText}
          </button>
        </div>
      </form>
    `;
  }

  /** A text field. */
  textField({ name, label, hint, value = '', optional = false, autofocus = false, numeric = false }) {
    return this.field({ name, label, hint, optional }, html`
      <input id=${name} name=${name} .value=${value} ?autofocus=${autofocus} autocomplete="off"
        inputmode=${numeric ? 'numeric' : nothing} ?required=${!optional}
        aria-invalid=${name in this.errors ? 'true' : nothing} aria-describedby=${this.describedBy(name, hint)}
        @input=${this.touched}>
    `);
  }

  /** A field with its label, its hint and what is wrong with it. */
  field({ name, label, hint, optional = false }, control) {
    return html`
      <div class="field">
        <label for=${name}>${label} ${optional ? html`<span class="quiet">${m.optional}</span>` : nothing}</label>
        ${control}
        ${hint ? html`<p class="hint" id="${name}-hint">${hint}</p>` : nothing}
        ${name in this.errors ? html`<p class="error" id="${name}-error">${this.errors[name]}</p>` : nothing}
      </div>
    `;
  }

  describedBy(name, hint) {
    const ids = [name in this.errors ? `${name}-error` : null, hint ? `${name}-hint` : null];
    return ids.filter(Boolean).join(' ') || nothing;
  }

  /** A field was changed, so what was wrong with it may be right now. */
  touched(event) {
    const { [event.target.name]: _, ...others } = this.errors;
    this.errors = others;
  }

  #reset() {
    this.errors = {};
    this.failed = null;
    this.busy = false;
    this.#uncertain = false;
  }

  #explained(error) {
    return html`
      ${failure(error)}
      ${this.uncertainText && isUncertain(error) ? html`<p class="warning">${this.uncertainText}</p>` : nothing}
    `;
  }

  #cancel() {
    if (this.closable) {
      this.close();
    }
  }

  async #submitted(event) {
    event.preventDefault();
    if (this.busy || !this.ready) {
      return;
    }
    const values = Object.fromEntries(new FormData(event.target));
    this.failed = null;
    this.errors = this.check(values);
    if (Object.keys(this.errors).length === 0) {
      await this.#send(values);
    }
    await this.updateComplete;
    this.renderRoot.querySelector('[aria-invalid=true]')?.focus();
  }

  async #send(values) {
    this.busy = true;
    try {
      const result = await this.act(values);
      this.busy = false;
      this.close(result);
    } catch (error) {
      this.busy = false;
      this.#uncertain ||= isUncertain(error);
      this.#refused(error);
    }
  }

  /** Puts the service's words beside the fields they are about; what has no field here is said as a whole. */
  #refused(error) {
    const named = error instanceof ApiProblem ? error.errors : [];
    const beside = named.filter(({ name }) => name && this.renderRoot.getElementById(name));
    const errors = {};
    for (const { name, detail } of beside) {
      errors[name] = name in errors ? `${errors[name]} ${sentence(detail)}` : sentence(detail);
    }
    this.errors = errors;
    this.failed = beside.length > 0 && beside.length === named.length ? null : error;
  }
}

/** "is required" as a sentence beside its field. */
function sentence(detail) {
  const text = detail.charAt(0).toUpperCase() + detail.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
