import { html } from './lib/lit-html/lit-html.js';
import { eventList } from './audit-events.js';
import { count } from './list-parts.js';
import { messages as m } from './messages.js';
import { PagedList, Ticking } from './paged-list.js';
import { define, RenderedElement } from './rendered-element.js';
import { base } from './styles.js';
import { tables } from './table-styles.js';
import { Typing } from './typing.js';

/** The tenant's audit: who did what to which key or device. */
class AuditView extends RenderedElement {
  static properties = { active: { attribute: false }, actor: { state: true } };

  static styles = [base, tables];

  /** @type {import('./edge-registration-keys.js').PageContext} */
  page;

  #events = new PagedList(
    this,
    (query, signal) => this.page.api.auditEvents({ actor_id: this.actor, ...query }, signal),
    (event) => event.id,
  );
  #typing = new Typing(this, () => this.#events.load());

  constructor() {
    super();
    this.actor = '';
    new Ticking(this);
  }

  willUpdate(changed) {
    if (changed.has('active') && this.active) {
      this.#events.load();
    }
  }

  render() {
    const list = this.#events;
    return html`
      <div class="toolbar">
        <div class="filter">
          <label for="actor">${m.actorFilter}</label>
          <input id="actor" type="search" autocomplete="off" spellcheck="false" .value=${this.actor}
            @input=${this.#actorTyped}>
        </div>
        <button type="button" class="first-action" @click=${() => list.load()}>${m.refresh}</button>
      </div>
      ${count(list, m.eventCount(list.items.length, list.hasMore))}
      ${eventList(list, { caption: m.auditCaption })}
    `;
  }

  #actorTyped(event) {
    this.actor = event.target.value.trim();
    this.#typing.typed();
  }
}

define('edge-audit-view', AuditView);
