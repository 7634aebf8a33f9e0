/** What a reference leads to, with what stands beside it; anything else is itself. */
export function resolve(api, node) {
  if (node?.$ref === undefined) {
    return node;
  }
  const { $ref, ...beside } = node;
  return { ...resolve(api, target(api, $ref)), ...beside };
}

/** The last part of a reference: the name of a component. */
export function nameOf(reference) {
  return reference.slice(reference.lastIndexOf('/') + 1);
}

function target(api, reference) {
  return reference.slice(2).split('/').reduce((node, key) => node[key], api);
}
