// Fetches the files of this package and checks them, and says why one cannot be used. Importing it has no side effect.
import { baseOf } from "./dom.js";
import { OAuthAppsError, failed } from "./errors.js";
import { own } from "./own.js";
import { blocks } from "./policy.js";

const PLAIN = { credentials: "same-origin" };

/** Fetches a file of this package, which must hash to `integrity` where that is known. */
export async function fetchFile(url, integrity) {
  const how = own(integrity ? { ...PLAIN, integrity } : PLAIN);
  const answer = await fetch(url, how).catch((cause) => refetched(url, how, cause));
  if (isMissing(answer)) throw missing(url, answer);
  if (!answer.ok) throw failed("load_failed", `${url.href}: HTTP ${answer.status}.`);
  return answer;
}

/**
 * The browser does not tell a file that was changed from one that is missing, did not come, or is blocked. So it is asked
 * for without its hash, and, where it comes, once more with it, past every cache.
 */
async function refetched(url, how, cause) {
  const directive = await blocks(url);
  if (directive) {
    throw failed("blocked", `The Content-Security-Policy of this page does not allow ${url.href}: whoever runs it must add ${new URL(url).origin} ('self' where that is the page's own) to ${directive}.`, cause);
  }
  const fresh = own({ ...PLAIN, cache: "reload" });
  const answer = await fetch(url, fresh).catch(() => undefined);
  if (!answer) throw failed("load_failed", `${url.href} did not come: no network, no server, or, on another origin, no leave by CORS.`, cause);
  if (!how.integrity || !answer.ok || isMissing(answer)) return answer;
  answer.body?.cancel();
  const again = await fetch(url, own({ ...fresh, integrity: how.integrity })).catch(() => undefined);
  if (!again) throw changed(url.href, cause);
  return again;
}

/** Whether an answer says that there is no such file: also a page in its place, as servers of single pages have it. */
const isMissing = ({ headers, status }) => status === 404 || status === 410 || /^text\/html\b/i.test(headers.get("content-type") ?? "");

/** Whether there is no file at this address any more. */
export async function isGone(url) {
  // Not by HEAD, which not every server answers as it would GET.
  const answer = await fetch(url, own({ ...PLAIN, cache: "no-store" })).catch(() => undefined);
  answer?.body?.cancel();
  return answer !== undefined && isMissing(answer);
}

function missing({ href }, { status }) {
  const what = status === 404 || status === 410 ? `is missing (HTTP ${status})` : "is missing: a page came in its place";
  return new OAuthAppsError({ code: "load_failed", status, message: `${href} ${what}. Serve all files of one version.` });
}

const changed = (what, cause) => failed("integrity", `${what} is not the file that was published with these scripts: serve all files of one version, unchanged.`, cause);

/**
 * What WebAssembly can be made of, checked against `integrity`: a URL, what was fetched from one, or bytes. A file of
 * Node.js is read from the disk. A compiled module comes back as it is: nobody can see what it was made of.
 */
export async function wasmFrom(source, integrity) {
  const given = await source;
  if (given instanceof WebAssembly.Module) return given;
  if (typeof given === "string" || given instanceof URL) {
    const url = new URL(given, baseOf());
    const { process } = globalThis;
    const system = url.protocol === "file:" && typeof process?.getBuiltinModule === "function" && process.getBuiltinModule("node:fs");
    return system ? proven(await system.promises.readFile(url), integrity, url.href) : fetchFile(url, integrity);
  }
  if (typeof given?.arrayBuffer === "function") {
    if (given.ok === false) throw failed("load_failed", `${given.url || "What was given as the module"}: HTTP ${given.status}.`);
    // A copy of the answer, so that another try can read it again.
    return proven(new Uint8Array(await given.clone().arrayBuffer()), integrity, given.url || "What was given as the module");
  }
  const bytes = ArrayBuffer.isView(given) ? new Uint8Array(given.buffer, given.byteOffset, given.byteLength) : isBuffer(given) && new Uint8Array(given);
  if (!bytes) throw failed("invalid_options", "The module must be given as a URL, a Response, bytes, or a WebAssembly.Module.");
  // A copy: nobody changes it between the check and the start.
  return proven(bytes.slice(), integrity, "What was given as the module");
}

const isBuffer = (value) => /^\[object (Shared)?ArrayBuffer\]$/.test(Object.prototype.toString.call(value));

/** Bytes that hash to `integrity`, where that is known. */
async function proven(bytes, integrity, what) {
  if (!integrity) return bytes;
  const { subtle } = globalThis.crypto ?? {};
  if (!subtle) throw failed("load_failed", "Bytes of a module can be checked by HTTPS or on localhost alone. Name its URL instead.");
  const hash = new Uint8Array(await subtle.digest("SHA-256", bytes));
  if (integrity !== `sha256-${btoa(String.fromCharCode(...hash))}`) throw changed(what);
  return bytes;
}

/** The error for a module that did not start. */
export async function notStarted(cause) {
  if (cause instanceof OAuthAppsError) return cause;
  if (typeof WebAssembly === "undefined") return failed("old_browser", "There is no WebAssembly here.", cause);
  if (!(cause instanceof WebAssembly.CompileError)) {
    const message = `The module of WebAssembly did not load (${cause?.message ?? cause}). See useWasm and useClientWasm for where it is.`;
    return new OAuthAppsError({ code: "load_failed", message, retryable: true }, { __proto__: null, cause });
  }
  return /Content.Security.Policy|unsafe-eval|\bCSP\b/i.test(cause.message) || (await blocks("wasm-eval"))
    ? failed("wasm_blocked", "The Content-Security-Policy of this page does not allow WebAssembly: whoever runs it must add 'wasm-unsafe-eval' to script-src.", cause)
    : failed("old_browser", "This browser cannot run the module of WebAssembly.", cause);
}
