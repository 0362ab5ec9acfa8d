// Checks what people give the typed client, before any wasm is there.
import { refuseOutside } from "./allow.js";
import { baseOf } from "./dom.js";
import { OAuthAppsError } from "./errors.js";
import { own } from "./own.js";
import { didYouMean } from "./words.js";

const OPTIONS = ["baseUrl", "getToken", "fetch", "signal", "timeout", "tokenUrl", "revokeUrl"];

/** The error for an option or an argument that cannot be used. */
export const invalid = (message) => new OAuthAppsError({ code: "invalid_options", message });

/** The own properties of an argument, of which none may be unknown. */
export function named(what, given, known) {
  if (!isObject(given)) throw invalid(`${what} takes an object with ${known.join(", ")}.`);
  const odd = Object.keys(given).find((name) => !known.includes(name));
  if (odd !== undefined) throw invalid(`${what}: there is no "${odd}".${didYouMean(odd, known)} Known are: ${known.join(", ")}.`);
  return own(given);
}

/** The options of a client, checked, with absolute URLs. */
export function checked(options) {
  const { baseUrl, tokenUrl, revokeUrl, getToken, fetch, signal, timeout } = named("createClient", options, OPTIONS);
  if (baseUrl == null) throw invalid("baseUrl is missing: say where the API is.");
  for (const [name, value] of Object.entries({ getToken, fetch })) {
    if (value != null && typeof value !== "function") throw invalid(`${name} must be a function.`);
  }
  if (timeout != null && !(Number.isInteger(timeout) && timeout >= 1 && timeout <= 600)) {
    throw invalid("timeout must be a whole number of seconds from 1 to 600.");
  }
  const base = absolute("baseUrl", baseUrl);
  base.search = base.hash = "";
  const [token, revoke] = [absolute("tokenUrl", tokenUrl), absolute("revokeUrl", revokeUrl)];
  for (const url of [base, token, revoke]) if (url) refuseOutside(url.href);
  return {
    urls: [base.href.replace(/\/?$/, "/"), token?.href, revoke?.href],
    getToken: getToken ?? undefined,
    fetch: fetch ?? undefined,
    signal: checkedSignal(signal),
    timeout: timeout ?? undefined,
  };
}

/** The signal for a call, or none. */
export function signalOf(options) {
  // As in `ids.map(client.delete)`, which gives an index.
  if (!isObject(options)) return undefined;
  if (typeof options.aborted === "boolean") throw invalid("A signal is given in an object: { signal }.");
  return checkedSignal(named("A call", options, ["signal"]).signal);
}

function checkedSignal(signal) {
  if (signal == null) return undefined;
  if (!(isObject(signal) && typeof signal.aborted === "boolean" && signal.addEventListener)) throw invalid("signal must be an AbortSignal.");
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
  const base = baseOf();
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
