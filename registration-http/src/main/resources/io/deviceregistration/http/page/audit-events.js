import { html, nothing } from './lib/lit-html/lit-html.js';
import { repeat } from './lib/lit-html/directives/repeat.js';
import { cell, emptyNote, listBody, tableHead, time } from './list-parts.js';
import { messages as m } from './messages.js';

/**
 * Audit events as a table.
 *
 * @param {import('./paged-list.js').PagedList} list
 * @param {object} options
 * @param {string} options.caption
 * @param {boolean} [options.ofOneObject] whether they are all of the same key or device
 */
export function eventList(list, { caption, ofOneObject = false }) {
  const columns = [[m.what], [m.when], ...(ofOneObject ? [] : [[m.on]]), [m.who], [m.fromWhere]];
  return listBody(list, {
    empty: list.items.length === 0 ? emptyNote(m.noEvents, m.noEventsHint) : undefined,
    table: html`
      <table role="table">
        <caption class="hidden">${caption}</caption>
        ${tableHead(columns)}
        <tbody role="rowgroup">${repeat(list.items, (event) => event.id, (event) => row(event, ofOneObject))}</tbody>
      </table>
    `,
  });
}

function row(event, ofOneObject) {
  return html`
    <tr role="row">
      <th scope="row" role="rowheader">${m.auditActions[event.action] ?? event.action.replaceAll('_', ' ')}</th>
      ${cell(m.when, time(event.occurred_at))}
      ${ofOneObject ? nothing : cell(m.on, event.object.name)}
      ${cell(m.who, actor(event.actor))}
      ${cell(m.fromWhere, event.client_address ?? m.none)}
    </tr>
  `;
}

function actor({ type, id }) {
  return html`${m.actorTypes[type] ?? type} <code>${id}</code>`;
}
