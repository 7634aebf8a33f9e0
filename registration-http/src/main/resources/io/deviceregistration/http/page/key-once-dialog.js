import { html, nothing } from './lib/lit-html/lit-html.js';
import { DialogElement } from './dialog-element.js';
import { dialogs } from './dialog-styles.js';
import { messages as m } from './messages.js';
import { define } from './rendered-element.js';
import { base } from './styles.js';
import { correction, generate } from './vendor/lean-qr.mjs';

/** Light modules around the code, as the standard for QR codes asks for. */
const QUIET_ZONE = 4;

/**
 * A key that is shown once.
 *
 * @typedef {object} ShownKey
 * @property {string} key the key itself
 * @property {string} heading
 * @property {string} name whose key it is
 * @property {string} command what to run with it
 * @property {string} commandHeading
 * @property {string} commandHint
 */

/**
 * Shows a key this one time. Nothing but "I have saved it" closes it, and then the key is gone from here. It is text and
 * not the value of an input, for browsers keep those for a restored session and send them to their spelling checkers.
 */
class KeyOnceDialog extends DialogElement {
  static properties = { said: { state: true } };

  static styles = [base, dialogs];

  /** @type {?ShownKey} */
  #shown = null;

  #forget = () => this.close();
  #warn = (event) => event.preventDefault();

  /** @param {ShownKey} shown */
  async showKey(shown) {
    this.#shown = shown;
    this.said = '';
    window.addEventListener('pagehide', this.#forget);
    window.addEventListener('beforeunload', this.#warn);
    await this.show();
  }

  get closable() {
    return false;
  }

  close() {
    this.renderRoot.querySelectorAll('canvas').forEach(wipe);
    this.#shown = null;
    window.removeEventListener('pagehide', this.#forget);
    window.removeEventListener('beforeunload', this.#warn);
    super.close();
  }

  refuseToClose() {
    this.#say(m.onceKeepIt);
  }

  updated() {
    const canvas = this.renderRoot.querySelector('canvas');
    if (canvas && this.#shown && canvas.dataset.drawn === undefined) {
      generate(this.#shown.key, { minCorrectionLevel: correction.M }).toCanvas(canvas, { pad: QUIET_ZONE });
      canvas.dataset.drawn = '';
    }
  }

  renderContent() {
    const { key, heading, name, command, commandHeading, commandHint } = this.#shown;
    return html`
      <h2 id="title">${heading}</h2>
      <p class="warning">${m.onceWarning}</p>
      <div class="once">
        <div>
          <h3>${name}</h3>
          <code class="secret" id="key" translate="no">${key}</code>
          <button type="button" class="primary" autofocus @click=${() => this.#copy('key', key, m.keyCopied)}>
            ${m.copyKey}
          </button>
        </div>
        <figure>
          <canvas role="img" aria-label=${m.qr}></canvas>
          <figcaption class="hint">${m.qrHint}</figcaption>
        </figure>
      </div>
      <h3>${commandHeading}</h3>
      <p class="hint">${commandHint}</p>
      <pre tabindex="0" role="region" aria-label=${commandHeading}><code id="command" translate="no">${command}</code></pre>
      <button type="button" @click=${() => this.#copy('command', command, m.commandCopied)}>${m.copyCommand}</button>
      <div class="buttons">
        <p class="said" role="status">${this.said}</p>
        <button type="button" class="primary" @click=${this.close}>${m.saved}</button>
      </div>
    `;
  }

  async #copy(id, text, done) {
    try {
      await navigator.clipboard.writeText(text);
      this.#say(done);
    } catch {
      this.#say(this.#copySelected(id) ? done : m.copyFailed);
    }
  }

  /** Where the clipboard is not to be had, as on a page without TLS: selects the text and has the browser copy that. */
  #copySelected(id) {
    getSelection().selectAllChildren(this.renderRoot.getElementById(id));
    return document.execCommand('copy');
  }

  /** Says it anew, even if it said the same before. */
  async #say(text) {
    this.said = nothing;
    await this.updateComplete;
    this.said = text;
  }
}

function wipe(canvas) {
  canvas.width = 0;
}

define('edge-key-once-dialog', KeyOnceDialog);
