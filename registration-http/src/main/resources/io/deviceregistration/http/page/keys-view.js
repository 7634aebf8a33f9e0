import './action-menu.js';
import { html, nothing } from './lib/lit-html/lit-html.js';
import { repeat } from './lib/lit-html/directives/repeat.js';
import { date, exactTime } from './format.js';
import { badge, cell, count, emptyNote, listBody, tableHead, time } from './list-parts.js';
import { messages as m } from './messages.js';
import { PagedList, Ticking } from './paged-list.js';
import { define, RenderedElement } from './rendered-element.js';
import { shellQuoted } from './shell.js';
import { base } from './styles.js';
import { tables } from './table-styles.js';

/** The tenant's provisioning keys, and what can be done with them. */
class KeysView extends RenderedElement {
  static properties = { active: { attribute: false }, status: { state: true }, search: { state: true } };

  static styles = [base, tables];

  /** @type {import('./edge-registration-keys.js').PageContext} */
  page;

  #keys = new PagedList(
    this,
    (query, signal) => this.page.api.keys({ status: this.status, ...query }, signal),
    (key) => key.id,
    (key) => this.status === '' || key.status === this.status,
  );

  constructor() {
    super();
    this.status = '';
    this.search = '';
    new Ticking(this);
  }

  willUpdate(changed) {
    if (changed.has('active') && this.active) {
      this.#keys.load();
    }
  }

  render() {
    const found = this.#found();
    return html`
      <div class="toolbar">
        <div class="filter wide">
          <label for="search">${m.searchLabel}</label>
          <input id="search" type="search" autocomplete="off" .value=${this.search} @input=${this.#searched}>
        </div>
        <div class="filter">
          <label for="status">${m.status}</label>
          <select id="status" @change=${this.#statusChosen}>
            <option value="">${m.anyStatus}</option>
            ${Object.entries(m.keyStatus).map(([status, text]) => html`<option value=${status}>${text}</option>`)}
          </select>
        </div>
        <button type="button" class="first-action" @click=${() => this.#keys.load()}>${m.refresh}</button>
        <button type="button" class="primary" @click=${this.#create}>${m.createKey}</button>
      </div>
      ${count(this.#keys, this.#countText(found.length))}
      ${listBody(this.#keys, { empty: found.length === 0 ? this.#emptyNote() : undefined, table: this.#table(found) })}
    `;
  }

  #table(keys) {
    return html`
      <table role="table">
        <caption class="hidden">${m.keysCaption}</caption>
        ${tableHead([
          [m.key], [m.status], [m.registrations], [m.expires], [m.lastUsed], [m.created], [m.actions, 'end'],
        ])}
        <tbody role="rowgroup">${repeat(keys, (key) => key.id, (key) => this.#row(key))}</tbody>
      </table>
    `;
  }

  #row(key) {
    return html`
      <tr role="row">
        <th scope="row" role="rowheader">
          <button type="button" class="link" @click=${() => this.#showDetails(key)}>${key.label}</button>
          <code class="quiet">${key.hint}</code>
        </th>
        ${cell(m.status, badge(key.status, m.keyStatus))}
        ${cell(m.registrations, use(key))}
        ${cell(m.expires, time(key.expires_at, m.never))}
        ${cell(m.lastUsed, time(key.last_used_at, m.never))}
        ${cell(m.created, html`
          <time datetime=${key.created_at} title=${exactTime(key.created_at)}>${date(key.created_at)}</time>
          <span class="quiet">${m.by(key.created_by)}</span>
        `)}
        <td role="cell" class="end">
          <edge-action-menu .of=${key.label} .actions=${this.#actions(key)}></edge-action-menu>
        </td>
      </tr>
    `;
  }

  #actions(key) {
    const revoke = { text: m.revoke, act: () => this.#revoke(key), dangerous: true };
    return [
      { text: m.showDevices, act: () => this.page.showDevices(key) },
      { text: m.detailsAndHistory, act: () => this.#showDetails(key) },
      { text: m.relabel, act: () => this.#relabel(key) },
      ...(key.status === 'revoked' ? [] : [revoke]),
      { text: m.disableItsDevices, act: () => this.#disableDevices(key), dangerous: true },
    ];
  }

  #found() {
    const search = this.search.trim().toLowerCase();
    return this.#keys.items.filter((key) => key.label.toLowerCase().includes(search));
  }

  #countText(found) {
    const { items, hasMore } = this.#keys;
    return this.search.trim() ? m.keysFound(found, items.length, hasMore) : m.keyCount(items.length, hasMore);
  }

  #emptyNote() {
    if (this.#keys.items.length > 0) {
      return emptyNote(m.noKeysFound);
    }
    return this.status
      ? emptyNote(m.noKeysOfStatus(m.keyStatus[this.status]))
      : emptyNote(m.noKeys, m.noKeysHint);
  }

  #searched(event) {
    this.search = event.target.value;
  }

  #statusChosen(event) {
    this.status = event.target.value;
    this.#keys.load();
  }

  async #create() {
    const { createKey } = this.page.dialogs;
    const created = await createKey.show();
    if (createKey.uncertain) {
      this.#keys.load();
    }
    if (created) {
      const { key, ...view } = created;
      this.#keys.add(view);
      await this.page.showKey({
        key,
        heading: m.keyOnceTitle,
        name: m.provisioningKeyOf(view.label),
        command: registerCommand(this.page.api.address, key),
        commandHeading: m.registerCommand,
        commandHint: m.registerCommandHint,
      });
    }
  }

  async #relabel(key) {
    const changed = await this.#ask({
      heading: m.relabelTitle,
      fields: [{ name: 'label', label: m.label, value: key.label, missing: m.labelMissing, autofocus: true }],
      confirmText: m.save,
      act: ({ label }) => this.page.api.relabelKey(key.id, label),
    });
    if (changed) {
      this.#changed(changed, m.relabelled);
    }
  }

  async #revoke(key) {
    const { confirm } = this.page.dialogs;
    let devicesWanted = false;
    const showDevices = () => {
      devicesWanted = true;
      confirm.close();
    };
    const revoked = await this.#ask({
      heading: m.revokeTitle(key.label),
      body: html`
        <p>${m.revokeDoes}</p>
        <p>
          ${m.revokeDoesNot(key.registrations)}
          ${key.registrations
            ? html`<button type="button" class="link" @click=${showDevices}>${m.revokeShowDevices}</button>`
            : nothing}
        </p>
      `,
      confirmText: m.revokeConfirm,
      dangerous: true,
      act: () => this.page.api.revokeKey(key.id),
    });
    if (revoked) {
      this.#changed(revoked, m.revokedDone);
    } else if (devicesWanted) {
      this.page.showDevices(key);
    }
  }

  async #disableDevices(key) {
    const answer = await this.page.dialogs.disableDevices.ask(key);
    if (answer) {
      this.page.announce(m.leakDone(answer.devices));
    }
  }

  #changed(key, done) {
    if (!this.#keys.replace(key)) {
      this.page.focusView();
    }
    this.page.announce(done(key.label));
  }

  async #ask(question) {
    const { confirm } = this.page.dialogs;
    const answer = await confirm.ask(question);
    if (confirm.uncertain) {
      this.#keys.load();
    }
    return answer;
  }

  #showDetails(key) {
    this.page.dialogs.details.showObject({
      id: key.id,
      heading: key.label,
      entries: [
        [m.status, badge(key.status, m.keyStatus)],
        [m.hint, html`<code>${key.hint}</code>`],
        [m.registrations, useText(key)],
        [m.expires, key.expires_at ? exactTime(key.expires_at) : m.never],
        [m.lastUsed, key.last_used_at ? exactTime(key.last_used_at) : m.never],
        [m.created, `${exactTime(key.created_at)}, ${m.by(key.created_by)}`],
        ...(key.revoked_at ? [[m.revoked, `${exactTime(key.revoked_at)}, ${m.by(key.revoked_by)}`]] : []),
        [m.id, html`<code>${key.id}</code>`],
        [m.tenant, html`<code>${key.tenant_id}</code>`],
      ],
    });
  }
}

function useText({ registrations, max_registrations: limit }) {
  return limit === null ? m.used(registrations) : m.usedOf(registrations, limit);
}

/** How much of a key is used up; the bar shows only what the text says. */
function use(key) {
  return html`
    <span>${useText(key)}</span>
    ${key.max_registrations === null
      ? nothing
      : html`<progress aria-hidden="true" max=${key.max_registrations} .value=${key.registrations}></progress>`}
  `;
}

function registerCommand(address, key) {
  return [
    `curl -sS ${shellQuoted(`${address}/api/v1/devices/register`)}`,
    `  -H ${shellQuoted(`X-Provisioning-Key: ${key}`)}`,
    `  -H 'Content-Type: application/json'`,
    `  -d "{\\"name\\": \\"$(hostname)\\"}"`,
  ].join(' \\\n');
}

define('edge-keys-view', KeysView);
