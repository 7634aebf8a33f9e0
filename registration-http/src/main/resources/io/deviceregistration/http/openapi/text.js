import { html, nothing } from './lib/lit-html/lit-html.js';

/** What stands between backticks is code; nothing else of Markdown is in the document. */
export function inline(text = '') {
  return text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part));
}

/** Paragraphs. */
export function prose(text) {
  return text ? text.split('\n\n').map((paragraph) => html`<p>${inline(paragraph)}</p>`) : nothing;
}

/** A value as JSON that wraps where a line is too long. */
export function json(value) {
  return html`<pre><code>${JSON.stringify(value, null, 2)}</code></pre>`;
}
