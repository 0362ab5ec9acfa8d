// Brings what all pages of a document share: the wasm and its parts, the stylesheet, the languages; each once, and with
// integrity. Importing it has no side effect and needs no document.
import init, { on_panic } from "./oauth-apps.js";
import { css, partCss, restCss } from "./css.js";
import { failed } from "./errors.js";
import { fetchFile, isGone, notStarted, wasmFrom } from "./module.js";
import { warn } from "./words.js";

// Filled in by `cargo xtask dist`: what the file must hash to, or the start is refused.
const WASM_INTEGRITY = "";

// The same for the whole module in one piece, which a host may hand over.
const WHOLE_INTEGRITY = "";

const WASM = new URL("./oauth-apps_bg.wasm", import.meta.url);

// Parts of the module that are files of their own, by name: where they are, what they hash to, and which parts come
// before. Filled in by `cargo xtask dist`; in any other build all is in the one file.
const PARTS = {};
const parts = { __proto__: null };

// Languages other than English: a catalogue each, fetched when it is wanted. Filled in by the build: where the file of each
// is, and what it hashes to.
const LANGUAGES = {};
const catalogues = { __proto__: null };

/** Pages of this document. A panic stops the one wasm instance that they share. */
export const live = new Set();
let given;
let loading;
let starting;
let sheet;
let hasStarted = false;
let broken;

/** What ended the wasm, if something did. */
export const whatBroke = () => broken;

/** Says where the whole module is, in one piece; before its first use. */
export function useWasm(source) {
  given ??= source;
  // Whoever gives a promise that fails hears of it at the first use.
  Promise.resolve(source).catch(() => {});
}

/** Fetches the wasm and the stylesheet, once for all pages. After a failure another try is possible. */
export function load() {
  // In one piece the module has no parts that theirs could come with.
  const rest = () => (given || Object.keys(PARTS).length === 0 ? restCss(file) : "");
  return (loading ??= Promise.all([start(), css(file), rest()]).then(
    ([, text, rest]) => {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(text + rest);
      on_panic((report) => {
        broken = Object.assign(failed("panic", `The module stopped (${report}): reload the page.`), { report });
        for (const place of live) place.fail(broken);
      });
      return sheet;
    },
    (error) => {
      loading = undefined;
      throw error;
    },
  ));
}

/** The stylesheet, where it is there. */
export const loaded = () => Promise.resolve(loading).catch(() => undefined);

function start() {
  return (starting ??= (async () => {
    try {
      if (typeof WebAssembly === "undefined" || !("adoptedStyleSheets" in Document.prototype)) {
        throw failed("old_browser", "This browser has no WebAssembly or no constructable stylesheets.");
      }
      const main = await init({ module_or_path: await (given ? wasmFrom(given, WHOLE_INTEGRITY) : file(WASM, WASM_INTEGRITY)) });
      hasStarted = true;
      return main;
    } catch (error) {
      starting = undefined;
      throw await notStarted(error);
    }
  })());
}

/**
 * Loads a part of the module; nothing when it is there. Without a name: all parts, when what there is to see was painted and the
 * browser has time.
 */
export function part(name) {
  if (given || Object.keys(PARTS).every((each) => parts[each] === true)) return;
  if (name) return Object.hasOwn(PARTS, name) && parts[name] !== true ? (parts[name] ??= fetchPart(name)) : undefined;
  return (async () => {
    await painted();
    await idle();
    const missing = [];
    for (const each of Object.keys(PARTS)) await part(each)?.catch((error) => missing.push(error));
    if (missing.length > 0) throw missing[0]; // who needs it will ask again
  })();
}

const idle = () =>
  new Promise((done) => (typeof self.requestIdleCallback === "function" ? self.requestIdleCallback(done) : setTimeout(done)));

/** When a frame that begins after this was painted: rows are put in place in one. A tab that nobody looks at paints none. */
const painted = () =>
  new Promise((done) => {
    const late = setTimeout(done, 1000);
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        clearTimeout(late);
        setTimeout(done);
      }),
    );
  });

async function fetchPart(name) {
  try {
    const [url, integrity, ...needs] = PARTS[name];
    // Compiled while the main module is still on its way.
    const code = file(url, integrity).then(async (answer) => WebAssembly.compile(await answer.arrayBuffer()));
    const [module, main, style] = await Promise.all([code, start(), partCss(file, name), ...needs.map(part)]);
    // Behind the others, in all pages that have the sheet.
    if (style) (await load(), sheet).insertRule(`@media all{${style}}`, sheet.cssRules.length);
    // It fills its places in the table of functions, and nothing else of it is ever called.
    await WebAssembly.instantiate(module, { __wasm_split: main });
    parts[name] = true;
  } catch (error) {
    delete parts[name];
    throw error;
  }
}

/** The texts of a language; none for English, for one that there is not, and for one that did not come. */
export function catalogue(language) {
  if (!Object.hasOwn(LANGUAGES, language)) return;
  return (catalogues[language] ??= file(...LANGUAGES[language])
    .then((answer) => answer.json())
    .catch((error) => {
      warn(`oauth-apps: the texts of “${language}” are missing, so it speaks English. ${error.message}`);
      delete catalogues[language];
    }));
}

/**
 * Fetches a file. Where it is missing, and these scripts or the module that runs are gone as well, a newer version is in
 * their place.
 */
async function file(url, integrity) {
  try {
    return await fetchFile(url, integrity);
  } catch (error) {
    if (!error.status) throw error;
    // Where a bundler moved the scripts this is no address of the web, and the module is what is left to ask for.
    const others = [hasStarted ? WASM : undefined, new URL(import.meta.url)].filter((other) => /^https?:/.test(other?.protocol));
    const gone = await Promise.all(others.map(isGone));
    throw gone.includes(true) ? failed("updated", `${url.href} belongs to a version that is not there any more: reload the page for the newer one.`, error) : error;
  }
}
