// Asks for the list while the module is still on its way: nothing of that request needs it. Only where it is plain who asks
// and whom: a session of this page in session storage, an API on the page's own origin, nobody who comes back from signing
// in. In any other case the module asks, as it does for all that follows.
import { refuseOutside } from "./allow.js";
import { hasAnswer } from "./answer.js";
import { baseOf } from "./dom.js";
import { own } from "./own.js";
import { KEY, stored } from "./stored.js";

/** How the list is asked for: what `src/api/transport.rs` sends with each request. */
const HOW = { cache: "no-store", credentials: "omit", method: "GET", mode: "cors", redirect: "manual", referrerPolicy: "no-referrer" };

/** What came longer ago than this, in milliseconds, is asked for anew. */
const OLD = 30_000;

/** An access token that needs no cleaning (RFC 6750 section 2.1). */
const TOKEN = /^[\w.~+/-]+=*$/;

/**
 * Asks for the list of a page that starts with these options. Answers a `fetch` for the module, which gives that answer to
 * the first request that is the same, and `cancel` for when no such request will come; nothing where the module must ask.
 */
export function early(options, host, getToken) {
  const session = getToken || options.portalStorageKey || hasAnswer() ? undefined : plain(options, host);
  if (!session) return;
  const { token, url } = session;
  const stop = new AbortController();
  const headers = new Headers({ __proto__: null, accept: "application/json", authorization: `Bearer ${token}` });
  const asked = Date.now();
  let answer = fetch(url, Object.assign(own(HOW), { __proto__: null, headers, signal: stop.signal }));
  // It is looked at when it is wanted.
  answer.catch(() => {});
  const take = () => {
    const taken = answer;
    answer = undefined;
    return taken;
  };
  return {
    fetch(wanted, how) {
      if (!answer || wanted !== url || !isSame(how, headers) || Date.now() - asked > OLD) return fetch(wanted, how);
      const { signal } = how;
      const abort = () => stop.abort(signal.reason);
      if (signal.aborted) abort();
      else signal.addEventListener("abort", abort, { __proto__: null, once: true });
      return take();
    },
    cancel() {
      if (take()) stop.abort();
    },
  };
}

/** Whether a session is for an API, and for the authorization server that belongs to it. */
const isFor = (session, api) => session.for_api === api && session.for_issuer === api.replace(/\/+$/, "");

/** Whether a session names nobody that it is for and no way to sign in: it belongs to the one element of a page. */
const isNobodys = (session) => ["for_api", "for_issuer", "grant"].every((name) => session[name] === undefined);

const isSame = (how, headers) =>
  Object.keys(how).every((name) => name === "headers" || name === "signal" || HOW[name] === how[name]) &&
  Object.keys(HOW).every((name) => Object.hasOwn(how, name)) &&
  String([...how.headers]) === String([...headers]);

/** The address of the list and the token for it, where storage has one that is for this API alone, and fresh. */
function plain({ authorizeUrl, baseUrl, issuer, revokeUrl, standalone, storageKey, tokenUrl }, host) {
  // What belongs to another authorization server is for the module to tell.
  if (authorizeUrl || issuer || revokeUrl || tokenUrl) return;
  try {
    const base = new URL(baseUrl || "./", baseOf(host));
    if (base.origin !== location.origin) return;
    base.search = base.hash = "";
    const api = base.href.replace(/\/?$/, "/");
    refuseOutside(api);
    const session = own(JSON.parse(stored(storageKey)));
    const { access_token: token, expires_at: end = Infinity, renew_at: renewal = Infinity } = session;
    const isOurs = isFor(session, api) || (standalone && isNobodys(session) && stored(`${storageKey || KEY}@${api}`) === null);
    if (!isOurs || typeof token !== "string" || !TOKEN.test(token)) return;
    // A token that is about to end is renewed first.
    return Math.min(end, renewal) > Date.now() ? { token, url: `${api}o/apps/` } : undefined;
  } catch {
    // What is stored is no JSON, or the module refuses the address with its reason.
  }
}
