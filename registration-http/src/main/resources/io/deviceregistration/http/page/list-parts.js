import { html, nothing } from './lib/lit-html/lit-html.js';
import { SignedOut } from './api.js';
import { failure } from './failure.js';
import { exactTime, relativeTime } from './format.js';
import { messages as m } from './messages.js';

const SKELETON_ROWS = 4;

/** How far off a time is; the exact time shows on hovering. @param {?string} iso @param {string} [otherwise] */
export function time(iso, otherwise = m.none) {
  return iso ? html`<time datetime=${iso} title=${exactTime(iso)}>${relativeTime(iso)}</time>` : otherwise;
}

/** A status in words and colour. @param {string} status @param {Record<string, string>} words */
export function badge(status, words) {
  return html`<span class="badge ${status}">${words[status] ?? status}</span>`;
}

/** How many there are, said aloud when it changes. */
export function count(list, text) {
  const said = list.loadedOnce ? text : nothing;
  return html`<p class="count" role="status">${list.state === 'loading' ? m.loading : said}</p>`;
}

/**
 * A list in whatever state it is.
 *
 * @param {import('./paged-list.js').PagedList} list
 * @param {object} shown
 * @param {*} shown.table what is loaded
 * @param {*} [shown.empty] what is said where nothing is; without it, the table is shown if anything is loaded
 */
export function listBody(list, { table, empty }) {
  if (list.error instanceof SignedOut) {
    return nothing;
  }
  if (list.error && list.items.length === 0) {
    return failure(list.error, () => list.load());
  }
  if (!list.loadedOnce) {
    return skeleton();
  }
  return html`
    <div class="loaded ${list.state}" aria-busy=${list.state === 'ready' ? 'false' : 'true'}>${empty ?? table}</div>
    ${list.error ? failure(list.error, () => list.more()) : moreButton(list)}
  `;
}

/** What is said where nothing is. */
export function emptyNote(title, hint, action = nothing) {
  return html`<div class="empty"><p><strong>${title}</strong></p>${hint ? html`<p>${hint}</p>` : nothing}${action}</div>`;
}

/** A head's cells. @param {Array<[string, ?string]>} names what each column is called, and its class */
export function tableHead(names) {
  return html`
    <thead role="rowgroup"><tr role="row">
      ${names.map(([name, type]) => html`<th scope="col" role="columnheader" class=${type ?? nothing}>${name}</th>`)}
    </tr></thead>
  `;
}

/** A cell that says its column's name itself where the table is shown as cards. */
export function cell(name, content) {
  return html`<td role="cell" data-column=${name}><div>${content}</div></td>`;
}

function moreButton(list) {
  return list.hasMore
    ? html`
      <p class="more">
        <button type="button" aria-disabled=${list.state === 'ready' ? nothing : 'true'}
          @click=${() => list.state === 'ready' && list.more()}>
          ${list.state === 'more' ? m.loading : m.loadMore}
        </button>
      </p>`
    : nothing;
}

function skeleton() {
  return html`
    <div class="skeleton" aria-hidden="true">${Array.from({ length: SKELETON_ROWS }, () => html`<span></span>`)}</div>
  `;
}
