import './action-menu.js';
import { html, nothing } from './lib/lit-html/lit-html.js';
import { repeat } from './lib/lit-html/directives/repeat.js';
import { DeviceActions } from './device-actions.js';
import { inputInstant, relativeTime } from './format.js';
import { badge, cell, count, emptyNote, listBody, tableHead, time } from './list-parts.js';
import { messages as m } from './messages.js';
import { PagedList, Ticking } from './paged-list.js';
import { define, RenderedElement } from './rendered-element.js';
import { base } from './styles.js';
import { tables } from './table-styles.js';
import { Typing } from './typing.js';

const MOST_KEYS = 200;
const NO_FILTER = { name: '', status: '', key: '', since: '' };

/** The tenant's devices, and what can be done with them. */
class DevicesView extends RenderedElement {
  static properties = {
    active: { attribute: false },
    filter: { state: true },
    sinceWrong: { state: true },
    keys: { state: true },
  };

  static styles = [base, tables];

  /** @type {import('./edge-registration-keys.js').PageContext} */
  page;

  #devices = new PagedList(
    this,
    (query, signal) => this.page.api.devices({ ...this.#query(), ...query }, signal),
    (device) => device.device_id,
    (device) => this.filter.status === '' || device.status === this.filter.status,
  );
  #typing = new Typing(this, () => this.#devices.load());
  #actions = new DeviceActions(this, this.#devices);

  constructor() {
    super();
    this.filter = NO_FILTER;
    this.sinceWrong = false;
    this.keys = [];
    new Ticking(this);
  }

  /** Shows the devices of one key. @param {object} key its view */
  showOfKey(key) {
    if (!this.keys.some(({ id }) => id === key.id)) {
      this.keys = [key, ...this.keys];
    }
    this.#devices.clear();
    this.#startOver({ key: key.id });
  }

  willUpdate(changed) {
    if (changed.has('active') && this.active) {
      this.#devices.load();
      this.#loadKeys();
    }
  }

  render() {
    const list = this.#devices;
    return html`
      <div class="toolbar">${this.#filters()}</div>
      ${count(list, m.deviceCount(list.items.length, list.hasMore))}
      ${listBody(list, { empty: list.items.length === 0 ? this.#emptyNote() : undefined, table: this.#table() })}
    `;
  }

  /** The label of a key, or its id where it isn't among the newest ones. @param {string} id */
  keyName(id) {
    return this.keys.find((key) => key.id === id)?.label ?? html`<code>${id}</code>`;
  }

  #filters() {
    const { name, status, key, since } = this.filter;
    return html`
      <div class="filter wide">
        <label for="name">${m.searchNames}</label>
        <input id="name" type="search" autocomplete="off" spellcheck="false" .value=${name}
          @input=${(event) => this.#typed({ name: event.target.value })}>
      </div>
      <div class="filter">
        <label for="status">${m.status}</label>
        <select id="status" .value=${status} @change=${(event) => this.#chosen({ status: event.target.value })}>
          <option value="">${m.anyStatus}</option>
          ${Object.entries(m.deviceStatus).map(([value, text]) => html`<option value=${value}>${text}</option>`)}
        </select>
      </div>
      <div class="filter">
        <label for="key">${m.keyFilter}</label>
        <select id="key" @change=${(event) => this.#chosen({ key: event.target.value })}>
          <option value="" .selected=${key === ''}>${m.anyKey}</option>
          ${repeat(this.keys, ({ id }) => id, ({ id, label, hint }) => html`
            <option value=${id} .selected=${id === key}>${label} (${hint})</option>
          `)}
        </select>
      </div>
      <div class="filter">
        <label for="since">${m.registeredSince}</label>
        <input id="since" type="datetime-local" .value=${since}
          aria-invalid=${this.sinceWrong ? 'true' : nothing} aria-describedby=${this.sinceWrong ? 'since-error' : nothing}
          @change=${this.#sinceChosen} @blur=${this.#sinceChosen}>
        ${this.sinceWrong ? html`<p class="error" id="since-error">${m.sinceInvalid}</p>` : nothing}
      </div>
      <button type="button" class="first-action" @click=${() => this.#devices.load()}>${m.refresh}</button>
    `;
  }

  #table() {
    return html`
      <table role="table">
        <caption class="hidden">${m.devicesCaption}</caption>
        ${tableHead([[m.device], [m.status], [m.place], [m.lastSeen], [m.registered], [m.actions, 'end']])}
        <tbody role="rowgroup">
          ${repeat(this.#devices.items, (device) => device.device_id, (device) => this.#row(device))}
        </tbody>
      </table>
    `;
  }

  #row(device) {
    const { location, type, reregistration_until: until, registered_from: address } = device;
    return html`
      <tr role="row">
        <th scope="row" role="rowheader">
          <button type="button" class="link" @click=${() => this.#actions.showDetails(device)}>${device.name}</button>
        </th>
        ${cell(m.status, html`
          ${badge(device.status, m.deviceStatus)}
          ${isOpen(until) ? html`<span class="note">${m.openUntil(relativeTime(until))}</span>` : nothing}
        `)}
        ${cell(m.place, location || type
          ? html`<span>${location}</span> ${type ? html`<span class="quiet">${type}</span>` : nothing}`
          : m.none)}
        ${cell(m.lastSeen, time(device.last_seen_at, m.never))}
        ${cell(m.registered, html`
          ${time(device.registered_at)}
          <span class="quiet">${m.withKey} ${this.keyName(device.provisioning_key_id)}</span>
          ${address ? html`<span class="quiet">${m.from(address)}</span>` : nothing}
        `)}
        <td role="cell" class="end">
          <edge-action-menu .of=${device.name} .actions=${this.#actions.of(device, isOpen(until))}></edge-action-menu>
        </td>
      </tr>
    `;
  }

  #emptyNote() {
    const filtered = Object.values(this.filter).some((value) => value !== '');
    return filtered
      ? emptyNote(m.noDevicesFound, null, html`
          <button type="button" @click=${this.#clearFilters}>${m.clearFilters}</button>
        `)
      : emptyNote(m.noDevices, m.noDevicesHint);
  }

  #query() {
    const { name, status, key, since } = this.filter;
    return {
      name: name.trim(),
      status,
      provisioning_key_id: key,
      registered_since: since && new Date(since).toISOString(),
    };
  }

  #typed(change) {
    this.filter = { ...this.filter, ...change };
    this.#typing.typed();
  }

  #chosen(change) {
    this.filter = { ...this.filter, ...change };
    this.#devices.load();
  }

  /** What is no time changes nothing but to be called so. A date that is only half there tells of itself by losing focus. */
  #sinceChosen({ target }) {
    this.sinceWrong = inputInstant(target) === null;
    if (!this.sinceWrong && target.value !== this.filter.since) {
      this.#chosen({ since: target.value });
    }
  }

  #startOver(filter) {
    this.sinceWrong = false;
    if (this.#sinceInput) {
      this.#sinceInput.value = ''; // It may hold what is no time, and so is no part of the filter.
    }
    this.#chosen({ ...NO_FILTER, ...filter });
  }

  #clearFilters() {
    this.#startOver({});
    this.page.focusView(); // The button goes.
  }

  get #sinceInput() {
    return this.renderRoot.getElementById('since');
  }

  /** The keys' labels. Without them the list still works, so that nothing is said if they don't come. */
  async #loadKeys() {
    try {
      const { items } = await this.page.api.keys({ limit: MOST_KEYS });
      const others = this.keys.filter((key) => !items.some(({ id }) => id === key.id));
      this.keys = [...items, ...others];
    } catch {
      // The ids stand for them.
    }
  }
}

function isOpen(until) {
  return until !== null && new Date(until) > new Date();
}

define('edge-devices-view', DevicesView);
