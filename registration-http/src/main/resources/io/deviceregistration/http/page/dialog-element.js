import { html, nothing } from './lib/lit-html/lit-html.js';
import { focusedElement } from './focus.js';
import { RenderedElement } from './rendered-element.js';

/**
 * A modal dialog. Subclasses say what is in it with `renderContent`, whose heading has the id `title`. Its content is
 * there only while it is shown.
 */
export class DialogElement extends RenderedElement {
  static properties = { opened: { state: true } };

  /** What takes the focus where the element that had it is gone. @type {function(): void} */
  fallbackFocus = () => {};

  #opener = null;
  #answer = null;

  constructor() {
    super();
    this.opened = false;
  }

  /** Shows it. @returns {Promise<*>} what it was closed with; undefined if that was nothing */
  async show() {
    this.#opener = focusedElement();
    this.opened = true;
    await this.updateComplete;
    this.dialog.showModal();
    return new Promise((answer) => {
      this.#answer = answer;
    });
  }

  /** Closes it and gives the focus back. @param {*} [result] */
  close(result) {
    if (this.opened) {
      this.opened = false;
      this.dialog.close();
      this.#returnFocus();
      const answer = this.#answer;
      this.#answer = null; // A promise holds on to its result, which may be a key.
      answer?.(result);
    }
  }

  /** Whether Escape closes it now. */
  get closable() {
    return true;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.close();
  }

  get dialog() {
    return this.renderRoot.querySelector('dialog');
  }

  render() {
    return html`
      <dialog aria-labelledby="title" @keydown=${this.#keyPressed} @cancel=${this.#cancelled} @close=${this.#closed}>
        ${this.opened ? this.renderContent() : nothing}
      </dialog>
    `;
  }

  /** Escape was pressed where that doesn't close it. */
  refuseToClose() {}

  #keyPressed(event) {
    // Browsers let a second Escape through whatever becomes of the cancel event; not so if the key itself is handled.
    if (event.key === 'Escape' && !this.closable) {
      event.preventDefault();
      this.refuseToClose();
    }
  }

  #cancelled(event) {
    if (event.target !== this.dialog) {
      return;
    }
    event.preventDefault();
    if (this.closable) {
      this.close();
    } else {
      this.refuseToClose();
    }
  }

  #closed() {
    // The browser closed it by itself, as by a phone's gesture for back.
    if (this.opened && this.isConnected) {
      if (this.closable) {
        this.close();
      } else {
        this.dialog.showModal();
      }
    }
  }

  #returnFocus() {
    const opener = this.#opener;
    this.#opener = null;
    if (opener?.isConnected && opener.checkVisibility()) {
      opener.focus();
    } else {
      this.fallbackFocus();
    }
  }
}
