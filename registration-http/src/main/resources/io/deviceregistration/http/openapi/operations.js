import { html, nothing } from './lib/lit-html/lit-html.js';
import { typeOf } from './objects.js';
import { nameOf, resolve } from './references.js';
import { inline, json, prose } from './text.js';

const METHODS = ['get', 'post', 'patch', 'delete'];

/** All operations, each with its method and path, in the document's order. */
export function operationsOf(api) {
  return Object.entries(api.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method] !== undefined).map((method) => ({
      ...item[method],
      method,
      path,
      tag: item[method].tags[0],
      parameters: [...(item.parameters ?? []), ...(item[method].parameters ?? [])].map((given) => resolve(api, given)),
    })));
}

export function operationSection(api, operation) {
  const id = operation.operationId;
  return html`
    <article aria-labelledby=${id}>
      <h3 id=${id}>${operation.summary}</h3>
      <p class="call"><code><strong>${operation.method.toUpperCase()}</strong> ${operation.path}</code></p>
      ${prose(operation.description)}
      <p>${credentials(api, operation)}</p>
      ${parametersTable(api, operation)}
      ${requestBody(api, operation)}
      ${responsesTable(api, operation)}
      ${successExample(api, operation)}
    </article>`;
}

function credentials(api, operation) {
  const [scheme] = operation.security.flatMap(Object.keys).map((name) => api.components.securitySchemes[name]);
  if (scheme === undefined) {
    return 'For everybody.';
  }
  return scheme.type === 'http'
    ? html`With <code>Authorization: Bearer …</code>: ${inline(scheme.description)}`
    : html`With <code>${scheme.name}</code>: ${inline(scheme.description)}`;
}

function parametersTable(api, { parameters }) {
  return parameters.length === 0 ? nothing : html`
    <table>
      <caption>Parameters</caption>
      <thead><tr><th scope="col">Name</th><th scope="col">Value</th><th scope="col">Meaning</th></tr></thead>
      <tbody>
        ${parameters.map((parameter) => html`
          <tr>
            <th scope="row"><code>${parameter.name}</code> <small>${parameter.in}</small></th>
            <td>${typeOf(api, parameter.schema)}</td>
            <td>${inline(parameter.description)}</td>
          </tr>`)}
      </tbody>
    </table>`;
}

function requestBody(api, { requestBody: body }) {
  if (body === undefined) {
    return nothing;
  }
  const content = body.content['application/json'];
  return html`
    <p>Body: ${typeOf(api, content.schema)}${body.required ? '.' : ', optional.'} ${inline(body.description)}</p>
    ${json(content.example)}`;
}

function responsesTable(api, operation) {
  return html`
    <table>
      <caption>Answers</caption>
      <thead><tr><th scope="col">Status</th><th scope="col">Content</th><th scope="col">Meaning</th></tr></thead>
      <tbody>
        ${Object.entries(operation.responses).map(([status, given]) => {
          const response = resolve(api, given);
          return html`
            <tr>
              <th scope="row">${status}</th>
              <td>${contentOf(api, response)}</td>
              <td>${inline(response.description)}${headersOf(response)}</td>
            </tr>`;
        })}
      </tbody>
    </table>`;
}

function contentOf(api, response) {
  const problem = response.content?.['application/problem+json'];
  if (problem !== undefined) {
    return Object.keys(problem.examples).map((code, index) =>
      html`${index === 0 ? '' : ', '}<a href="#error-${code}"><code>${code}</code></a>`);
  }
  const content = response.content?.['application/json'];
  return content === undefined ? 'none' : typeOf(api, content.schema);
}

function headersOf(response) {
  const names = Object.values(response.headers ?? {}).map((header) => nameOf(header.$ref));
  return names.map((name, index) => html`${index === 0 ? ' With ' : ', '}<code>${name}</code>${index === names.length - 1 ? '.' : ''}`);
}

function successExample(api, operation) {
  const example = Object.values(operation.responses)
    .map((response) => resolve(api, response).content?.['application/json']?.example)
    .find((given) => given !== undefined);
  return example === undefined ? nothing : html`<details><summary>Example of an answer</summary>${json(example)}</details>`;
}

export function errorsSection(api) {
  return html`
    <section aria-labelledby="errors">
      <h2 id="errors">Errors</h2>
      <p>Every error is <code>application/problem+json</code>: <a href="#object-Problem">Problem</a>.</p>
      <table>
        <thead><tr><th scope="col">Code</th><th scope="col">Status</th><th scope="col">Title</th></tr></thead>
        <tbody>
          ${Object.entries(api.components.examples).map(([code, { value }]) => html`
            <tr id="error-${code}">
              <th scope="row"><code>${code}</code></th>
              <td>${value.status}</td>
              <td>${value.title}</td>
            </tr>`)}
        </tbody>
      </table>
    </section>`;
}
