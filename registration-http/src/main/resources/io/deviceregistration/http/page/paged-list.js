import { Unreachable } from './api.js';

const PAGE = 50;
const LARGEST_PAGE = 200;

/** @typedef {{items: object[], next_cursor: ?string}} Page */

/**
 * A list that is loaded page by page, for the element that shows it. Only the latest call counts: an earlier one is
 * aborted, and its answer never shown.
 */
export class PagedList {
  /** What is loaded. @type {object[]} */
  items = [];

  /** Whether there is more than what is loaded. */
  hasMore = false;

  /** `loading` anew, loading `more`, or `ready`. */
  state = 'ready';

  /** Why the latest call failed. @type {?Error} */
  error = null;

  /** Whether any load has succeeded. */
  loadedOnce = false;

  #host;
  #fetchPage;
  #idOf;
  #fits;
  #cursor = null;
  #running = null;
  #whenOnline = () => this.error instanceof Unreachable && this.load();

  /**
   * @param {import('./rendered-element.js').RenderedElement} host
   * @param {function({limit: number, cursor: ?string}, AbortSignal): Promise<Page>} fetchPage
   * @param {function(object): string} idOf
   * @param {function(object): boolean} [fits] whether an item belongs into the list as it is filtered now
   */
  constructor(host, fetchPage, idOf, fits = () => true) {
    this.#host = host;
    this.#fetchPage = fetchPage;
    this.#idOf = idOf;
    this.#fits = fits;
    host.addController(this);
  }

  hostConnected() {
    window.addEventListener('online', this.#whenOnline);
    if (this.state !== 'ready') {
      this.load();
    }
  }

  hostDisconnected() {
    window.removeEventListener('online', this.#whenOnline);
    this.#running?.abort();
  }

  /** Loads from the start, about as much as is there now. */
  load() {
    const limit = Math.min(LARGEST_PAGE, Math.max(PAGE, Math.ceil(this.items.length / PAGE) * PAGE));
    return this.#run('loading', { limit }, (page) => page.items);
  }

  /** Loads the next page. */
  more() {
    return this.#run('more', { limit: PAGE, cursor: this.#cursor }, (page) => [...this.items, ...page.items]);
  }

  /** Forgets what is loaded, for what comes next is another list. */
  clear() {
    this.#running?.abort();
    this.#show({ items: [], hasMore: false, state: 'ready', error: null, loadedOnce: false });
  }

  /** Puts a new item first, if it fits. */
  add(item) {
    if (this.#fits(item)) {
      this.#change([item, ...this.items]);
    }
  }

  /** Shows an item as it is now, or no more if it fits no more. @returns {boolean} whether it is shown */
  replace(item) {
    if (!this.#fits(item)) {
      this.remove(item);
      return false;
    }
    this.#change(this.items.map((old) => (this.#idOf(old) === this.#idOf(item) ? item : old)));
    return true;
  }

  remove(item) {
    this.#change(this.items.filter((old) => this.#idOf(old) !== this.#idOf(item)));
  }

  async #run(state, query, merge) {
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    this.#show({ state, error: null });
    try {
      const page = await this.#fetchPage(query, running.signal);
      if (!running.signal.aborted) {
        this.#cursor = page.next_cursor;
        this.#show({ state: 'ready', items: merge(page), hasMore: page.next_cursor !== null, loadedOnce: true });
      }
    } catch (error) {
      if (!running.signal.aborted) {
        this.#show({ state: 'ready', error, ...(state === 'loading' ? { items: [], hasMore: false } : {}) });
      }
    }
  }

  #change(items) {
    this.#show({ items });
  }

  #show(changes) {
    Object.assign(this, changes);
    this.#host.requestUpdate();
  }
}

/** Has an element render again now and then, so that what it says of time stays true. */
export class Ticking {
  #host;
  #timer;

  /** @param {import('./rendered-element.js').RenderedElement} host */
  constructor(host) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected() {
    this.#timer = setInterval(() => this.#host.requestUpdate(), 30_000);
  }

  hostDisconnected() {
    clearInterval(this.#timer);
  }
}
