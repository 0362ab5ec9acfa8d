// Keeps secrets out of what is logged, sent and copied by the way: they are read by their name, or not at all.

/**
 * Makes properties readable by their names alone: no log of Node.js or of a browser shows them, `JSON.stringify`,
 * `structuredClone` and `{ ...object }` leave them out.
 */
export function hidden(object, names) {
  const secrets = names.filter((name) => typeof object[name] === "string");
  for (const name of secrets) {
    const value = object[name];
    Object.defineProperty(object, name, { __proto__: null, get: () => value, set: undefined, enumerable: false, configurable: true });
  }
  const inspected = () => ({ ...object, ...Object.fromEntries(secrets.map((name) => [name, "[redacted]"])) });
  const method = (value) => ({ __proto__: null, value, enumerable: false, configurable: true });
  Object.defineProperty(object, Symbol.for("nodejs.util.inspect.custom"), method(inspected));
  Object.defineProperty(object, "toJSON", method(() => ({ ...object })));
  return object;
}

/** An application whose secret is hidden. */
export function withHiddenSecret(application) {
  if (application.secret.kind === "usable") hidden(application.secret, ["value"]);
  return application;
}

/** A list or a page of one, with all secrets hidden. */
export function withHidden(list) {
  list.applications.forEach(withHiddenSecret);
  return list;
}
