import { html, nothing } from './lib/lit-html/lit-html.js';
import { eventList } from './audit-events.js';
import { DialogElement } from './dialog-element.js';
import { dialogs } from './dialog-styles.js';
import { messages as m } from './messages.js';
import { PagedList } from './paged-list.js';
import { define } from './rendered-element.js';
import { base } from './styles.js';
import { tables } from './table-styles.js';

/** All that is known of a key or device, and what was done to it. */
class DetailsDialog extends DialogElement {
  static styles = [base, tables, dialogs];

  /** @type {import('./api.js').RegistrationApi} */
  api;

  #object = {};
  #events = new PagedList(
    this,
    (query, signal) => this.api.auditEvents({ object_id: this.#object.id, ...query }, signal),
    (event) => event.id,
  );

  /**
   * @param {object} object
   * @param {string} object.id
   * @param {string} object.heading
   * @param {Array<[string, *]>} object.entries what each is called, and a text or template
   * @param {Array<[string, string]>} [object.told] what the device says of itself: kept apart, for it may take any name
   */
  showObject(object) {
    this.#object = object;
    this.#events.clear();
    this.#events.load();
    return this.show();
  }

  renderContent() {
    const { heading, entries, told = [] } = this.#object;
    return html`
      <h2 id="title" tabindex="-1" autofocus>${heading}</h2>
      ${listed(entries)}
      ${told.length > 0 ? html`<h3>${m.attributesTold}</h3>${listed(told)}` : nothing}
      <h3>${m.history}</h3>
      ${eventList(this.#events, { caption: m.history, ofOneObject: true })}
      <div class="buttons"><button type="button" @click=${() => this.close()}>${m.close}</button></div>
    `;
  }
}

function listed(entries) {
  return html`
    <dl>
      ${entries.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value ?? m.none}</dd></div>`)}
    </dl>
  `;
}

define('edge-details-dialog', DetailsDialog);
