const PAUSE_MS = 250;

/** Does something when typing pauses. */
export class Typing {
  #pause;
  #act;

  /**
   * @param {import('./rendered-element.js').RenderedElement} host
   * @param {function(): void} act
   */
  constructor(host, act) {
    this.#act = act;
    host.addController(this);
  }

  hostDisconnected() {
    clearTimeout(this.#pause);
  }

  typed() {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(this.#act, PAUSE_MS);
  }
}
