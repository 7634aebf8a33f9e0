import { html, nothing } from './lib/lit-html/lit-html.js';
import { nameOf, resolve } from './references.js';
import { inline, prose } from './text.js';

/** What a schema allows, in a few words; names of objects lead to them. */
export function typeOf(api, schema) {
  if (schema.$ref !== undefined) {
    const name = nameOf(schema.$ref);
    const referred = api.components.schemas[name];
    return isObject(referred) ? html`<a href="#object-${name}">${name}</a>` : typeOf(api, referred);
  }
  if (schema.anyOf !== undefined) {
    return schema.anyOf.map((choice, index) => html`${index === 0 ? '' : ' or '}${typeOf(api, choice)}`);
  }
  if (schema.enum !== undefined) {
    return schema.enum.map((value, index) => html`${index === 0 ? '' : ', '}<code>${value}</code>`);
  }
  if (schema.items !== undefined) {
    return html`array of ${typeOf(api, schema.items)}`;
  }
  return [[schema.type].flat().join(' or '), ...limits(schema)].join(', ');
}

function* limits(schema) {
  if (schema.format !== undefined) {
    yield schema.format;
  }
  if (schema.minLength !== undefined || schema.maxLength !== undefined) {
    yield `${schema.minLength ?? 0} to ${schema.maxLength} characters`;
  }
  if (schema.minimum !== undefined) {
    yield schema.maximum === undefined ? `at least ${schema.minimum}` : `${schema.minimum} to ${schema.maximum}`;
  }
  if (schema.pattern !== undefined) {
    yield `matching ${schema.pattern}`;
  }
  if (schema.default !== undefined) {
    yield `by default ${schema.default}`;
  }
}

export function objectsSection(api) {
  const objects = Object.entries(api.components.schemas).filter(([, schema]) => isObject(schema));
  return html`
    <section aria-labelledby="objects">
      <h2 id="objects">Objects</h2>
      ${objects.map(([name, schema]) => objectArticle(api, name, schema))}
    </section>`;
}

function objectArticle(api, name, schema) {
  const required = schema.required ?? [];
  return html`
    <article aria-labelledby="object-${name}">
      <h3 id="object-${name}">${name}</h3>
      ${prose(schema.description)}
      <table>
        <thead><tr><th scope="col">Member</th><th scope="col">Value</th><th scope="col">Meaning</th></tr></thead>
        <tbody>
          ${Object.entries(schema.properties).map(([member, value]) => html`
            <tr>
              <th scope="row"><code>${member}</code>${required.includes(member) ? nothing : html` <small>optional</small>`}</th>
              <td>${typeOf(api, value)}</td>
              <td>${inline(resolve(api, value).description)}</td>
            </tr>`)}
        </tbody>
      </table>
    </article>`;
}

function isObject(schema) {
  return schema.properties !== undefined;
}
