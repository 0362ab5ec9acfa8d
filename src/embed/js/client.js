// The typed client for JavaScript. Rust does the work, in a wasm of its own that comes on the first call; here are signals,
// errors, and who asks the host for a token. Importing it has no side effect.
import init, { Caller, on_panic } from "./oauth-apps-client.js";
import { allowApis } from "./allow.js";
import { checked, idText, invalid, named, signalOf, text } from "./client-options.js";
import { OAuthAppsError, isOAuthAppsError } from "./errors.js";
import { notStarted, wasmFrom } from "./module.js";
import { own } from "./own.js";
import { blocks, watchPolicy } from "./policy.js";
import { hidden, withHidden, withHiddenSecret } from "./secrets.js";

export { OAuthAppsError, allowApis, isOAuthAppsError };

// Filled in by `cargo xtask dist`: what the file must hash to, or the start is refused.
const WASM_INTEGRITY = "";

let given;
let loading;
let broken;

/** Ends each call that is under way, when the module has stopped. */
const pending = new Set();

/** Says where the module of the client is. After the first call it changes nothing. */
export function useClientWasm(source) {
  given = source;
  // Whoever gives a promise that fails hears of it at the first call.
  Promise.resolve(source).catch(() => {});
}

/** Makes a client. Nothing is fetched before its first call. */
export function createClient(options) {
  const { urls, fetch, getToken, signal, timeout } = checked(options);
  watchPolicy();
  const host = getToken && shared(getToken);
  let caller;

  /** Does `act` with Rust's side, the function that gives a token, and the signal that ends it. */
  const call = (options, act, source = host?.()) => {
    const signals = [signal, signalOf(options)].filter(Boolean);
    return underWay(signals, async (stop) => {
      await load();
      caller ??= new Caller(...urls, fetch, timeout);
      try {
        return await act(caller, source?.getToken, stop);
      } catch (error) {
        throw await described(error, source?.cause, urls);
      }
    });
  };

  return {
    async list(options) {
      const whole = await call(options, (rust, token, stop) => rust.list(token, stop));
      whole.rest &&= new OAuthAppsError(whole.rest);
      return withHidden(whole);
    },
    async *pages(options) {
      const source = host?.();
      let pages;
      const next = (rust, token, stop) => (pages ??= rust.pages(token)).next(stop);
      try {
        for (;;) {
          const page = await call(options, next, source);
          if (!page) return;
          yield withHidden(page);
        }
      } finally {
        if (!broken) pages?.free();
      }
    },
    async create(application, options) {
      const name = text("name", named("create", application, ["name"]).name);
      return withHiddenSecret(await call(options, (rust, token, stop) => rust.create(name, token, stop)));
    },
    async delete(id, options) {
      const exact = idText(id);
      return call(options, (rust, token, stop) => rust.delete(exact, token, stop));
    },
    async token(credentials, options) {
      const given = named("token", credentials, ["clientId", "clientSecret", "scope"]);
      const [id, secret] = [text("clientId", given.clientId), text("clientSecret", given.clientSecret)];
      const scope = text("scope", given.scope, true) ?? "read write";
      const answer = await call(options, (rust, _, stop) => rust.token(id, secret, scope, stop));
      return hidden(answer, ["accessToken", "refreshToken"]);
    },
    async revoke(what, options) {
      const given = named("revoke", what, ["token", "hint", "clientId", "clientSecret"]);
      const [token, id] = [text("token", given.token), text("clientId", given.clientId)];
      const secret = text("clientSecret", given.clientSecret, true);
      const hint = text("hint", given.hint, true) ?? "";
      if (!["", "access_token", "refresh_token"].includes(hint)) throw invalid("hint must be access_token or refresh_token.");
      return call(options, (rust, _, stop) => rust.revoke(token, hint, id, secret, stop));
    },
  };
}

/** Starts the wasm, once for all clients. What failed is tried again by the next call. */
function load() {
  if (broken) return Promise.reject(broken);
  return (loading ??= start().catch(async (cause) => {
    loading = undefined;
    throw await notStarted(cause);
  }));
}

async function start() {
  const source = given ?? new URL("./oauth-apps-client_bg.wasm", import.meta.url);
  await init({ module_or_path: await wasmFrom(source, WASM_INTEGRITY) });
  on_panic((report) => {
    broken = new OAuthAppsError({ code: "panic", message: `The client has stopped: load the page or the program anew, and report this: ${report}` });
    for (const end of pending) end(broken);
  });
}

/**
 * The host's `getToken`, for call after call: what each asks with. Calls that are refused at the same time share what the
 * host answers, and one that was refused after that takes the new token as it is.
 */
function shared(getToken) {
  let renewals = 0;
  let renewing;
  const renew = () =>
    (renewing ??= (async () => getToken({ refused: true }))().then((token) => (renewals++, token)).finally(() => (renewing = undefined)));
  return () => {
    const source = { cause: undefined };
    let before = renewals;
    source.getToken = async ({ refused }) => {
      try {
        if (refused && before === renewals) return await renew();
        before = renewals;
        return await getToken({ refused: false });
      } catch (cause) {
        source.cause = cause;
        throw cause;
      }
    };
    return source;
  };
}

/**
 * Does something that ends with the first of the signals that aborts: at once, whatever it waits for. What it gets is a
 * controller of its own, so that the reason stays here.
 */
function underWay(signals, act) {
  return new Promise((resolve, reject) => {
    const stop = new AbortController();
    const end = (reason) => (reject(reason), stop.abort());
    const listeners = signals.map((signal) => [signal, () => end(signal.reason)]);
    const aborted = signals.find((signal) => signal.aborted);
    if (aborted) return reject(aborted.reason);
    for (const [signal, listener] of listeners) signal.addEventListener("abort", listener);
    pending.add(end);
    act(stop).then(resolve, reject).finally(() => {
      for (const [signal, listener] of listeners) signal.removeEventListener("abort", listener);
      pending.delete(end);
    });
  });
}

/** What Rust rejected with, as people get it. */
async function described(error, cause, urls) {
  if (isOAuthAppsError(error)) return error;
  const { code, ...about } = own(error);
  if (typeof code !== "string" || error instanceof Error) {
    return new OAuthAppsError({ code: "panic", message: `The client failed in a way that it does not know: ${error}` }, { __proto__: null, cause: error });
  }
  const [directive] = code === "unreachable" ? (await Promise.all(urls.filter(Boolean).map((url) => blocks(new URL(url).origin)))).filter(Boolean) : [];
  if (directive) {
    const message = `The Content-Security-Policy of this page (${directive}) does not allow ${new URL(urls[0]).origin}: nothing was sent.`;
    return new OAuthAppsError({ code: "blocked", message });
  }
  return new OAuthAppsError({ code, ...about }, code === "token_failed" ? { __proto__: null, cause } : undefined);
}
