// The page that shows the API's description to people: reads the document beside it, and calls nothing else.

import { html, render } from './lib/lit-html/lit-html.js';
import { errorsSection, operationsOf, operationSection } from './operations.js';
import { objectsSection } from './objects.js';
import { prose } from './text.js';

const place = document.getElementById('description');
const documentUrl = new URL('../../openapi.json', import.meta.url);

function view(api) {
  const operations = operationsOf(api);
  const tags = api.tags.map((tag) => ({ ...tag, operations: operations.filter((operation) => operation.tag === tag.name) }));
  return html`
    <nav aria-label="Contents">
      <ul>
        ${tags.map((tag) => html`
          <li>
            <a href="#${anchor(tag)}">${tag.name}</a>
            <ul>
              ${tag.operations.map((operation) => html`<li><a href="#${operation.operationId}">${operation.summary}</a></li>`)}
            </ul>
          </li>`)}
        <li><a href="#errors">Errors</a></li>
        <li><a href="#objects">Objects</a></li>
      </ul>
    </nav>
    <main>
      ${prose(api.info.description)}
      ${tags.map((tag) => html`
        <section aria-labelledby=${anchor(tag)}>
          <h2 id=${anchor(tag)}>${tag.name}</h2>
          ${prose(tag.description)}
          ${tag.operations.map((operation) => operationSection(api, operation))}
        </section>`)}
      ${errorsSection(api)}
      ${objectsSection(api)}
    </main>`;
}

function anchor(tag) {
  return `tag-${tag.name.toLowerCase().replaceAll(' ', '-')}`;
}

async function start() {
  try {
    const response = await fetch(documentUrl, { redirect: 'error' });
    if (!response.ok) {
      throw new Error(response.statusText);
    }
    render(view(await response.json()), place);
  } catch {
    render(html`<main><p role="alert">The description can’t be loaded. Load the page again.</p></main>`, place);
    return;
  }
  // What the address names was not there when the browser looked for it.
  document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
}

start();
