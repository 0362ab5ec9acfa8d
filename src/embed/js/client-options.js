// Checks what people give the typed client, before any wasm is there.
import { OAuthAppsError } from "./errors.js";

/** The error for an option or an argument that cannot be used. */
export const invalid = (message) => new OAuthAppsError({ code: "invalid_options", message });

/** The options of a client, checked, with absolute URLs. */
export function checked(options) {
  if (!isObject(options)) throw invalid("createClient takes an object with baseUrl.");
  const { baseUrl, tokenUrl, revokeUrl, getToken, fetch, signal, timeout } = options;
  if (baseUrl == null) throw invalid("baseUrl is missing: say where the API is.");
  for (const [name, value] of Object.entries({ getToken, fetch })) {
    if (value != null && typeof value !== "function") throw invalid(`${name} must be a function.`);
  }
  if (timeout != null && !(Number.isInteger(timeout) && timeout >= 1 && timeout <= 600)) {
    throw invalid("timeout must be a whole number of seconds from 1 to 600.");
  }
  const base = absolute("baseUrl", baseUrl);
  base.search = base.hash = "";
  return {
    urls: [base.href.replace(/\/?$/, "/"), absolute("tokenUrl", tokenUrl)?.href, absolute("revokeUrl", revokeUrl)?.href],
    getToken: getToken ?? undefined,
    fetch: fetch ?? undefined,
    signal: signalOf({ signal }),
    timeout: timeout ?? undefined,
  };
}

/** The signal for a call, or none. */
export function signalOf(options) {
  const signal = options?.signal ?? undefined;
  if (signal !== undefined && !(isObject(signal) && typeof signal.aborted === "boolean" && signal.addEventListener)) {
    throw invalid("signal must be an AbortSignal.");
  }
  return signal;
}

/** An argument that must be a text; `undefined` where it may be left out and is. */
export function text(name, value, optional = false) {
  if (optional && value == null) return undefined;
  if (typeof value !== "string") throw invalid(`${name} must be a string.`);
  return value;
}

/** An id as text. A number has lost digits above 2^53. */
export function idText(id) {
  if (typeof id === "bigint" || Number.isSafeInteger(id)) return String(id);
  if (typeof id === "string") return id;
  throw invalid("id must be a string, a bigint, or a whole number up to 2^53: larger ones have lost digits.");
}

function absolute(name, value) {
  if (value == null) return undefined;
  const base = globalThis.document?.baseURI;
  let url;
  try {
    url = new URL(value, base);
  } catch {
    throw invalid(base ? `${name} must be a URL.` : `${name} must be an absolute URL: there is no document that it could be relative to.`);
  }
  if (!/^https?:$/.test(url.protocol)) throw invalid(`${name} must begin with https: or http:.`);
  if (url.username || url.password) throw invalid(`${name} must not hold a user name or password.`);
  return url;
}

const isObject = (value) => typeof value === "object" && value !== null;
