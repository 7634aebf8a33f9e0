import { html, nothing } from './lib/lit-html/lit-html.js';
import { dialogs } from './dialog-styles.js';
import { FormDialog } from './form-dialog.js';
import { messages as m } from './messages.js';
import { define } from './rendered-element.js';
import { base } from './styles.js';

/**
 * What is to be confirmed, or filled in.
 *
 * @typedef {object} Question
 * @property {string} heading
 * @property {*} [body] what the dialog says, as text or a template
 * @property {object[]} [fields] text fields, as {@link FormDialog#textField} takes them
 * @property {object} [choice] a list to choose from: `name`, `label`, `options` (texts by value), `value`
 * @property {string} [name] what must be typed before anything is done
 * @property {string} confirmText
 * @property {boolean} [dangerous]
 * @property {string} [uncertainText] what is said where nobody knows whether it was done
 * @property {function(object): Promise<*>} act what is then done with the values; its result closes the dialog
 */

/** Asks one question. */
class ConfirmDialog extends FormDialog {
  static styles = [base, dialogs];

  /** @type {Question} */
  #question = {};

  /** @param {Question} question @returns {Promise<*>} what `act` answered, or undefined if it was not to be */
  ask(question) {
    this.#question = question;
    return this.show();
  }

  get heading() {
    return this.#question.heading;
  }

  get confirmText() {
    return this.#question.confirmText;
  }

  get dangerous() {
    return this.#question.dangerous;
  }

  get uncertainText() {
    return this.#question.uncertainText;
  }

  /** Whether the focus starts on the way out. */
  get cautious() {
    return this.#question.dangerous && !this.#question.name;
  }

  renderFields() {
    const { body, fields = [], choice, name } = this.#question;
    return html`
      ${body ? html`<div class="body">${body}</div>` : nothing}
      ${fields.map((field) => this.textField(field))}
      ${choice ? this.#choice(choice) : nothing}
      ${name ? this.textField({ name: 'typed-name', label: m.deleteType(name), autofocus: true }) : nothing}
    `;
  }

  check(values) {
    const { name, fields = [] } = this.#question;
    const problems = fields
      .filter((field) => field.missing && values[field.name].trim() === '')
      .map((field) => [field.name, field.missing]);
    if (name && collapsed(values['typed-name']) !== collapsed(name)) {
      problems.push(['typed-name', m.deleteTypeWrong]);
    }
    return Object.fromEntries(problems);
  }

  act(values) {
    return this.#question.act(values);
  }

  #choice({ name, label, options, value }) {
    return this.field({ name, label }, html`
      <select id=${name} name=${name} autofocus>
        ${Object.entries(options).map(([option, text]) => html`
          <option value=${option} ?selected=${option === String(value)}>${text}</option>
        `)}
      </select>
    `);
  }
}

/** For who types a name needn't see how wide its spaces are. */
function collapsed(text) {
  return text.trim().replaceAll(/\s+/g, ' ');
}

define('edge-confirm-dialog', ConfirmDialog);
