import { html, nothing } from './lib/lit-html/lit-html.js';
import { css } from './lib/reactive-element/reactive-element.js';
import { messages as m } from './messages.js';
import { define, RenderedElement } from './rendered-element.js';
import { base } from './styles.js';

const GAP = 4;

const look = css`
  :host {
    display: inline-block;
  }

  #button {
    min-width: 2.25rem;
    padding-inline: 0.5rem;
    line-height: 1;
  }

  #menu {
    position: fixed;
    inset: auto;
    min-width: 12rem;
    margin: 0;
    padding: 0.25rem;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_background);
    box-shadow: 0 6px 24px rgb(0 0 0 / 25%);
    color: var(--_text);
    text-align: start;
  }

  [role='menuitem'] {
    display: block;
    width: 100%;
    border-color: transparent;
    font-weight: 400;
    text-align: start;
  }

  [role='menuitem']:focus-visible {
    outline-offset: -2px;
  }

  .dangerous {
    color: var(--_danger);
  }
`;

/**
 * A button that opens a menu of actions.
 *
 * @property {string} of what they act on
 * @property {Array<{text: string, act: function(): void, dangerous?: boolean}>} actions
 */
class ActionMenu extends RenderedElement {
  static properties = { of: { attribute: false }, actions: { attribute: false }, opened: { state: true } };

  static styles = [base, look];

  #away = () => this.#menu.hidePopover();

  constructor() {
    super();
    this.actions = [];
    this.opened = false;
  }

  /** Gives the button the focus. */
  focus() {
    this.#button.focus();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stopWatching();
  }

  render() {
    return html`
      <button type="button" id="button" aria-haspopup="menu" aria-expanded=${this.opened ? 'true' : 'false'}
        aria-label=${m.actionsFor(this.of)} popovertarget="menu" @keydown=${this.#buttonKey}>
        <span aria-hidden="true">⋯</span>
      </button>
      <div id="menu" role="menu" aria-label=${m.actionsFor(this.of)} popover @toggle=${this.#toggled}
        @keydown=${this.#menuKey}>
        ${this.opened ? this.actions.map((action) => html`
          <button type="button" role="menuitem" tabindex="-1" class=${action.dangerous ? 'dangerous' : nothing}
            @click=${() => this.#chosen(action)}>${action.text}</button>
        `) : nothing}
      </div>
    `;
  }

  get #button() {
    return this.renderRoot.getElementById('button');
  }

  get #menu() {
    return this.renderRoot.getElementById('menu');
  }

  async #toggled(event) {
    this.opened = event.newState === 'open';
    await this.updateComplete;
    if (this.opened) {
      this.#place();
      this.#items()[0].focus();
      window.addEventListener('scroll', this.#away, { capture: true, passive: true });
      window.addEventListener('resize', this.#away);
    } else {
      this.#stopWatching();
    }
  }

  #stopWatching() {
    window.removeEventListener('scroll', this.#away, { capture: true });
    window.removeEventListener('resize', this.#away);
  }

  /** Below the button and flush with its end, or above it where there is no room below. */
  #place() {
    const button = this.#button.getBoundingClientRect();
    const { width, height } = this.#menu.getBoundingClientRect();
    const below = button.bottom + GAP;
    const top = below + height <= innerHeight ? below : Math.max(GAP, button.top - GAP - height);
    const left = Math.min(Math.max(GAP, button.right - width), innerWidth - width - GAP);
    this.#menu.style.setProperty('top', `${top}px`);
    this.#menu.style.setProperty('left', `${left}px`);
  }

  #close() {
    this.#menu.hidePopover();
    this.#button.focus();
  }

  #chosen(action) {
    this.#close();
    action.act();
  }

  #buttonKey(event) {
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      this.#menu.showPopover();
    }
  }

  #menuKey(event) {
    const items = this.#items();
    const at = items.indexOf(this.renderRoot.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      items.at(to % items.length).focus();
    } else if (event.key === 'Tab' || event.key === 'Escape') {
      this.#close();
    }
  }

  #items() {
    return [...this.renderRoot.querySelectorAll('[role=menuitem]')];
  }
}

define('edge-action-menu', ActionMenu);
