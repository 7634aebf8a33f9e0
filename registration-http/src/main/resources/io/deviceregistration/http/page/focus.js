/** The element that has the focus, looked for through all shadow roots. @returns {?Element} */
export function focusedElement() {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) {
    element = element.shadowRoot.activeElement;
  }
  return element;
}
