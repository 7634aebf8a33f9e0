import { html, nothing } from './lib/lit-html/lit-html.js';
import { ApiProblem, SignedOut, Unreachable } from './api.js';
import { focusAround } from './focus.js';
import { messages as m } from './messages.js';

/**
 * What an error says to the administrator: the service's own words where it has any.
 *
 * @returns {{title: string, hint: ?string}}
 */
export function explain(error) {
  if (error instanceof SignedOut) {
    return { title: m.signedOut, hint: m.signedOutHint };
  }
  if (error instanceof Unreachable) {
    return navigator.onLine
      ? { title: m.unreachable, hint: m.unreachableHint }
      : { title: m.offline, hint: m.offlineHint };
  }
  if (error instanceof ApiProblem) {
    const members = error.errors.map(({ name, detail }) => `${name ? `${name}: ` : ''}${detail}.`);
    const wait = error.retryAfter === null ? null : m.tryAgainIn(error.retryAfter);
    return {
      title: error.title ?? m.serverError(error.status),
      hint: [error.detail, ...members, wait].filter(Boolean).join(' ') || null,
    };
  }
  return { title: m.failed, hint: null };
}

/** Codes of problems after which the service itself doesn't know what it did. */
const UNKNOWN_OUTCOMES = [null, 'internal-error', 'storage-unavailable'];

/** Whether what was asked for may have been done all the same. A 5xx without a code is somebody's on the way. */
export function isUncertain(error) {
  return error instanceof Unreachable
    || (error instanceof ApiProblem && error.status >= 500 && UNKNOWN_OUTCOMES.includes(error.code));
}

/**
 * An error where a list would be, or below what is loaded of it.
 *
 * @param {Error} error
 * @param {function(): void} [retry]
 */
export function failure(error, retry) {
  const { title, hint } = explain(error);
  const again = (event) => {
    focusAround(event.currentTarget); // The button goes.
    retry();
  };
  return html`
    <div class="failure" role="alert">
      <p><strong>${title}</strong>${hint ? html`<br>${hint}` : nothing}</p>
      ${retry ? html`<button type="button" @click=${again}>${m.retry}</button>` : nothing}
    </div>
  `;
}
