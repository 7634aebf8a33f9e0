import './audit-view.js';
import './confirm-dialog.js';
import './create-key-dialog.js';
import './details-dialog.js';
import './devices-view.js';
import './disable-devices-dialog.js';
import './key-once-dialog.js';
import './keys-view.js';
import { html, nothing } from './lib/lit-html/lit-html.js';
import { keyed } from './lib/lit-html/directives/keyed.js';
import { RegistrationApi } from './api.js';
import { explain } from './failure.js';
import { frame } from './frame-styles.js';
import { messages as m } from './messages.js';
import { define, RenderedElement } from './rendered-element.js';
import { base, theme } from './styles.js';

const TOAST_MS = 8_000;

/**
 * What the views are given of the page they are on.
 *
 * @typedef {object} PageContext
 * @property {RegistrationApi} api
 * @property {object} dialogs `createKey`, `confirm`, `details`, `disableDevices`
 * @property {function(import('./key-once-dialog.js').ShownKey): Promise<void>} showKey shows a key once; a function and
 *   not an event, for those reach whoever listens on the page
 * @property {function(object): void} showDevices goes to the devices of a key
 * @property {function(string): void} announce says that something is done
 * @property {function(Error): void} announceFailure says that something didn't work
 * @property {function(): void} focusView gives the focus to the view that is shown
 */

/**
 * `<edge-registration-keys>`: an administrator's page for provisioning keys, the devices that registered with them, and
 * the audit. It belongs to no framework, keeps to its shadow root, and stores nothing.
 *
 * @property {string} apiBase (attribute `api-base`) what stands before `/api/v1`; by default the page's own origin
 * @property {function({rejected: boolean}): Promise<string>} tokenProvider answers the administrator's access token. It
 *   is asked before every call; `rejected` says that the service has just refused the last one. Until it is set, nothing
 *   is loaded. If it throws or has none, the element shows that nobody is signed in. Another function takes its place
 *   without more ado, unless nobody was signed in. For another administrator, set it to null in between, or make another
 *   element
 * @fires edge-signed-out when there is no token, or none that the service takes
 */
class EdgeRegistrationKeys extends RenderedElement {
  static properties = {
    apiBase: { attribute: 'api-base' },
    tokenProvider: { attribute: false },
    view: { state: true },
    signedOut: { state: true },
    said: { state: true },
  };

  static styles = [theme, base, frame];

  /** @type {?PageContext} */
  #page = null;
  #visited = new Set();
  #toast;
  #focusHeading = () => this.renderRoot.getElementById('heading').focus();
  #views = [
    ['keys', () => m.keysTab,
      (active) => html`<edge-keys-view .page=${this.#page} .active=${active}></edge-keys-view>`],
    ['devices', () => m.devicesTab,
      (active) => html`<edge-devices-view .page=${this.#page} .active=${active}></edge-devices-view>`],
    ['audit', () => m.auditTab,
      (active) => html`<edge-audit-view .page=${this.#page} .active=${active}></edge-audit-view>`],
  ];

  constructor() {
    super();
    this.apiBase = '';
    this.view = 'keys';
    this.signedOut = false;
    this.said = '';
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#toast);
  }

  willUpdate(changed) {
    if (changed.has('apiBase') || (changed.has('tokenProvider') && this.#providerMatters(changed.get('tokenProvider')))) {
      this.#connect();
    }
    this.#visited.add(this.view);
  }

  render() {
    return html`
      <div class="page">
        <header>
          <h2 id="heading" tabindex="-1">${m.title}</h2>
          <p>${m.intro}</p>
        </header>
        ${this.signedOut ? this.#signedOutNote() : this.#tabs()}
      </div>
      <div class="toast" role="status">${this.said}</div>
      <edge-create-key-dialog .api=${this.#page?.api} .fallbackFocus=${this.#focusHeading}></edge-create-key-dialog>
      <edge-confirm-dialog .fallbackFocus=${this.#focusHeading}></edge-confirm-dialog>
      <edge-details-dialog .api=${this.#page?.api} .fallbackFocus=${this.#focusHeading}></edge-details-dialog>
      <edge-disable-devices-dialog .api=${this.#page?.api} .fallbackFocus=${this.#focusHeading}></edge-disable-devices-dialog>
      <edge-key-once-dialog .fallbackFocus=${this.#focusHeading}></edge-key-once-dialog>
    `;
  }

  #tabs() {
    return html`
      <div role="tablist" aria-label=${m.views} @keydown=${this.#tabKey}>
        ${this.#views.map(([name, text]) => html`
          <button type="button" role="tab" id="tab-${name}" aria-controls="view-${name}"
            aria-selected=${this.view === name ? 'true' : 'false'} tabindex=${this.view === name ? nothing : '-1'}
            @click=${() => this.#show(name)}>${text()}</button>
        `)}
      </div>
      ${keyed(this.#page, this.#views.map(([name, , view]) => html`
        <div role="tabpanel" id="view-${name}" aria-labelledby="tab-${name}" tabindex="-1" ?hidden=${this.view !== name}>
          ${this.#page && this.#visited.has(name) ? view(this.view === name) : nothing}
        </div>
      `))}
    `;
  }

  #signedOutNote() {
    return html`
      <div class="signed-out" role="alert">
        <h3>${m.signedOut}</h3>
        <p>${m.signedOutHint}</p>
        <button type="button" @click=${this.#signInAgain}>${m.retry}</button>
      </div>
    `;
  }

  /** @returns {PageContext} */
  #pageOf(api) {
    const part = (name) => this.#part(name);
    return {
      api,
      dialogs: {
        get createKey() { return part('edge-create-key-dialog'); },
        get confirm() { return part('edge-confirm-dialog'); },
        get details() { return part('edge-details-dialog'); },
        get disableDevices() { return part('edge-disable-devices-dialog'); },
      },
      showKey: (shown) => part('edge-key-once-dialog').showKey(shown),
      showDevices: (key) => this.#showDevices(key),
      announce: (text) => this.#say(text),
      announceFailure: (error) => this.#sayFailure(error),
      focusView: () => this.renderRoot.getElementById(`view-${this.view}`).focus(),
    };
  }

  #part(name) {
    return this.renderRoot.querySelector(name);
  }

  /** Frameworks set another function whenever they render: the newest is asked, and nothing is loaded anew for it. */
  #providerMatters(before) {
    return this.signedOut || Boolean(before) !== Boolean(this.tokenProvider);
  }

  #connect() {
    const api = this.tokenProvider
      ? new RegistrationApi(this.apiBase ?? '', (ask) => this.tokenProvider(ask), () => this.#wasSignedOut(api))
      : null;
    this.#page = api && this.#pageOf(api);
    this.#visited.clear();
    this.signedOut = false;
  }

  #wasSignedOut(api) {
    if (api === this.#page?.api && !this.signedOut) {
      this.signedOut = true;
      this.dispatchEvent(new CustomEvent('edge-signed-out', { bubbles: true, composed: true }));
    }
  }

  async #signInAgain() {
    this.signedOut = false;
    await this.updateComplete;
    this.#focusHeading();
  }

  async #show(name) {
    this.view = name;
    await this.updateComplete;
  }

  async #showDevices(key) {
    await this.#show('devices');
    this.#part('edge-devices-view').showOfKey(key);
    this.renderRoot.getElementById('view-devices').focus();
  }

  #tabKey(event) {
    const names = this.#views.map(([name]) => name);
    const at = names.indexOf(this.view);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      const name = names.at(to % names.length);
      this.#show(name);
      this.renderRoot.getElementById(`tab-${name}`).focus();
    }
  }

  #sayFailure(error) {
    const { title, hint } = explain(error);
    this.#say([title, hint].filter(Boolean).join(' '));
  }

  /** Says it anew, even if it said the same before. */
  async #say(text) {
    clearTimeout(this.#toast);
    this.said = nothing;
    await this.updateComplete;
    this.said = text;
    this.#toast = setTimeout(() => {
      this.said = nothing;
    }, TOAST_MS);
  }
}

define('edge-registration-keys', EdgeRegistrationKeys);
