// Gets a module of WebAssembly, wherever it is, and says why it cannot. Importing it has no side effect.
import { OAuthAppsError, failed } from "./errors.js";

/**
 * What WebAssembly can be made of: fetched with `integrity` where `source` is a URL, else as it was given. A file of
 * Node.js is read from the disk, where the scripts come from too.
 */
export async function wasmFrom(source, integrity) {
  const given = await source;
  if (typeof given !== "string" && !(given instanceof URL)) return given;
  const url = new URL(given, globalThis.document?.baseURI);
  const system = url.protocol === "file:" && globalThis.process?.getBuiltinModule?.("node:fs");
  if (system) return system.promises.readFile(url);
  const how = { credentials: "same-origin" };
  let answer;
  try {
    answer = await fetch(url, integrity ? { ...how, integrity } : how);
  } catch (cause) {
    // The browser does not tell a changed file from one that did not come.
    const there = integrity && (await fetch(url, how).then((other) => (other.body?.cancel(), other.ok), () => false));
    throw there ? failed("integrity", `${url.href} is not the file that was published.`, cause) : cause;
  }
  if (!answer.ok) throw new Error(`${url.href}: HTTP ${answer.status}`);
  return answer;
}

/** The error for a module that did not start. */
export function notStarted(cause) {
  if (cause instanceof OAuthAppsError) return cause;
  if (typeof WebAssembly === "undefined") return failed("old_browser", "There is no WebAssembly here.", cause);
  if (!(cause instanceof WebAssembly.CompileError)) {
    const message = `The module of WebAssembly did not load (${cause?.message ?? cause}). See useWasm and useClientWasm for where it is.`;
    return new OAuthAppsError({ code: "load_failed", message, retryable: true }, { cause });
  }
  return /Content.Security.Policy|unsafe-eval|\bCSP\b/i.test(cause.message)
    ? failed("wasm_blocked", "The Content-Security-Policy does not allow WebAssembly: add 'wasm-unsafe-eval' to script-src.", cause)
    : failed("old_browser", "This browser cannot run the module of WebAssembly.", cause);
}
