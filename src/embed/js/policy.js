// Hears what the page's Content-Security-Policy blocks: the errors that come of it do not tell.

/** The directive that blocked an address, or `wasm-eval`, the name of compiling WebAssembly. */
const blocked = new Map();
let watches = false;

/** Notes from now on what is blocked. A policy that only reports blocks nothing. Does nothing outside of browsers. */
export function watchPolicy() {
  if (watches || typeof globalThis.addEventListener !== "function") return;
  watches = true;
  globalThis.addEventListener("securitypolicyviolation", ({ blockedURI, disposition, effectiveDirective, violatedDirective }) => {
    const [directive] = (effectiveDirective || violatedDirective || "").split(" ");
    if (disposition === "report") return;
    if (/^(connect-src|default-src)$/.test(directive)) blocked.set(blockedURI, "connect-src");
    if (blockedURI === "wasm-eval" || directive.startsWith("script-src")) blocked.set("wasm-eval", "script-src");
  });
}

/**
 * Which directive keeps an address from being fetched, or anything of an origin, if one does. It is told a moment after the
 * error that it causes.
 */
export async function blocks(address) {
  const { href, origin } = URL.canParse(address) ? new URL(address) : { href: address };
  const whole = href === `${origin}/`;
  const found = () => [...blocked].find(([uri]) => uri === href || uri === origin || (whole && uri.startsWith(href)))?.[1];
  if (watches && !found()) await new Promise((done) => setTimeout(done, 100));
  return found();
}
