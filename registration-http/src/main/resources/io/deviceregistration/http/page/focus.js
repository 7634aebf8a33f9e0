/** The element that has the focus, looked for through all shadow roots. @returns {?Element} */
export function focusedElement() {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) {
    element = element.shadowRoot.activeElement;
  }
  return element;
}

/**
 * Gives the focus to what is around an element that is about to go: in a dialog its heading, else the nearest that takes
 * it.
 *
 * @param {Element} leaving
 */
export function focusAround(leaving) {
  for (let around = leaving; around; around = around.parentElement ?? around.getRootNode().host) {
    const place = around.matches('dialog') ? around.querySelector('#title') : around;
    if (around !== leaving && place?.matches('[tabindex]')) {
      place.focus();
      return;
    }
  }
}
