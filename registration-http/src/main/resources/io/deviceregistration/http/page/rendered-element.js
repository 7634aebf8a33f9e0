import { ReactiveElement } from './lib/reactive-element/reactive-element.js';
import { render } from './lib/lit-html/lit-html.js';

/** An element whose shadow root shows what {@link render} returns; event listeners in it have the element as `this`. */
export class RenderedElement extends ReactiveElement {
  update(changed) {
    super.update(changed);
    render(this.render(), this.renderRoot, { host: this });
  }
}

/**
 * Defines an element unless the page has it already, be it from another copy of these files.
 *
 * @param {string} name
 * @param {CustomElementConstructor} type
 */
export function define(name, type) {
  if (!customElements.get(name)) {
    customElements.define(name, type);
  }
}
