// The custom element. HTMLElement cannot be extended from Rust, so this file owns the class and the start of the
// wasm; what is shown comes from Rust's `mount`. Importing it has no side effect.
import init, { mount, on_panic } from "./oauth-apps.js";
import { answerFor, hasAnswer, isFinishedWindow, takeAnswer } from "./answer.js";
import { failure, watchPolicy } from "./failure.js";

// Filled in by `cargo xtask dist`: what the files must hash to, or the start is refused.
const WASM_INTEGRITY = "";
const CSS_INTEGRITY = "";

const OPTIONS = [
  "base-url", "issuer", "authorize-url", "token-url", "revoke-url", "client-id", "redirect-uri", "scope", "sign-in",
  "sign-in-window", "storage-key", "portal-storage-key", "locale", "timeout",
];

// Languages other than English: a catalogue each, fetched when it is wanted.
const LANGUAGES = { pl: [new URL("./oauth-apps.pl.json", import.meta.url), ""] };
const catalogues = {};

// Parts of the module that are files of their own, by name: where they are, what they hash to, and which parts come
// before. Filled in by `cargo xtask dist`; in any other build all is in the one file.
const PARTS = {};
const parts = {};

/** Elements on this page. A panic stops the one wasm instance that they share. */
const live = new Set();
let loading;
let starting;
let broken;

/** Fetches the wasm and the stylesheet, once for all elements. */
export function load() {
  return (loading ??= Promise.all([
    start(),
    file(new URL("./oauth-apps.css", import.meta.url), CSS_INTEGRITY).then(async (css) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(await css.text());
      return sheet;
    }),
  ]).then(([, sheet]) => {
    on_panic((report) => {
      broken = { kind: "panic", report };
      for (const element of live) element.fail(broken);
    });
    return sheet;
  }));
}

function start() {
  return (starting ??= file(new URL("./oauth-apps_bg.wasm", import.meta.url), WASM_INTEGRITY).then((wasm) =>
    init({ module_or_path: wasm }),
  ));
}

/** Loads a part of the module; nothing when it is there. Without a name: all parts, when the browser has time. */
function part(name) {
  if (name) return Object.hasOwn(PARTS, name) && parts[name] !== true ? (parts[name] ??= fetchPart(name)) : undefined;
  (self.requestIdleCallback ?? setTimeout)(async () => {
    for (const each in PARTS) await part(each)?.catch(() => {}); // who needs it will ask again
  });
}

async function fetchPart(name) {
  try {
    const [url, integrity, ...needs] = PARTS[name];
    const code = file(url, integrity).then((answer) => answer.arrayBuffer());
    const [bytes, main] = await Promise.all([code, start(), ...needs.map(part)]);
    // It fills its places in the table of functions, and nothing else of it is ever called.
    await WebAssembly.instantiate(bytes, { __wasm_split: main });
    parts[name] = true;
  } catch (error) {
    delete parts[name];
    throw error;
  }
}

async function file(url, integrity) {
  let answer;
  try {
    answer = await fetch(url, { credentials: "same-origin", ...(integrity && { integrity }) });
  } catch (cause) {
    throw Object.assign(new Error(`cannot load ${url.pathname}`, { cause }), { kind: integrity ? "integrity" : "fetch" });
  }
  if (!answer.ok) throw Object.assign(new Error(`${url.pathname}: ${answer.status}`), { kind: "fetch" });
  return answer;
}

/** Registers `<oauth-apps>`; a second call, or a name that is taken, changes nothing. */
export function defineElement(name = "oauth-apps") {
  takeAnswer(false);
  if (customElements.get(name)) return;
  watchPolicy();
  customElements.define(
    name,
    class extends HTMLElement {
      static observedAttributes = [...OPTIONS, "config"];
      #handle;
      #starting;
      #getToken;

      constructor() {
        super();
        // Set before this class was there.
        if (Object.hasOwn(this, "getToken")) {
          this.#getToken = this.getToken;
          delete this.getToken;
        }
      }

      /** The host's function for its token: `({ refused }) => string | null`, or a promise of that. */
      get getToken() {
        return this.#getToken;
      }

      set getToken(ask) {
        const changes = !ask !== !this.#getToken;
        this.#getToken = ask;
        // Another function is asked from now on. A framework may set one each time it renders: nothing starts anew,
        // unless nobody is signed in.
        if (changes || this.shadowRoot?.querySelector(".signin")) this.#restart();
      }

      connectedCallback() {
        if (this.#handle) {
          // Moved in the document: a modal dialog left the top layer, so put it back.
          for (const dialog of this.shadowRoot.querySelectorAll("dialog[open]")) {
            dialog.removeAttribute("open");
            dialog.showModal();
          }
        } else {
          this.#start();
        }
      }

      disconnectedCallback() {
        // A move fires this too, with the connection restored before the microtask.
        queueMicrotask(() => this.isConnected || this.#stop());
      }

      // `moveBefore` keeps everything as it is.
      connectedMoveCallback() {}

      attributeChangedCallback(_name, before, after) {
        if (before !== after) this.#restart();
      }

      #restart() {
        if (!this.isConnected || !(this.#handle || this.#starting)) return;
        this.#stop();
        this.#start();
      }

      async #start() {
        const mine = (this.#starting = Symbol());
        live.add(this);
        try {
          if (isFinishedWindow()) throw { kind: "window" };
          if (broken) throw broken;
          const [sheet, options] = await Promise.all([
            load(),
            this.#options().then(async (options) => (await part(firstPart(options)), options)),
          ]);
          if (this.#starting !== mine) return;
          const root = this.#root(sheet);
          options.answer = answerFor(options.storageKey);
          this.#handle = mount(root, options);
        } catch (error) {
          if (this.#starting === mine) this.fail(error);
        }
      }

      #stop() {
        this.#starting = undefined;
        live.delete(this);
        const handle = this.#handle;
        this.#handle = undefined;
        if (!broken) {
          handle?.unmount();
          handle?.free();
        }
        this.shadowRoot?.replaceChildren();
      }

      #root(sheet) {
        const shadow = this.shadowRoot ?? this.attachShadow({ mode: "open" });
        if (sheet) shadow.adoptedStyleSheets = [sheet];
        const root = document.createElement("div");
        root.className = "oauth-apps";
        root.toggleAttribute("data-standalone", this.hasAttribute("standalone"));
        shadow.replaceChildren(root);
        return root;
      }

      async #options() {
        const options = { standalone: this.hasAttribute("standalone"), getToken: this.#getToken && ((about) => this.#getToken(about)) };
        const config = this.getAttribute("config");
        if (config) Object.assign(options, await readConfig(new URL(config, document.baseURI)));
        for (const name of OPTIONS) {
          const value = this.getAttribute(name);
          if (value !== null) options[camel(name)] = value;
        }
        options.locale = this.#language(options.locale);
        options.part = part;
        options.texts = await catalogue(options.locale.split("-")[0]);
        return options;
      }

      #language(wanted) {
        // The page around a standalone element is index.html, whose `lang` is that of its shell.
        return language(wanted || (this.hasAttribute("standalone") ? "" : this.closest("[lang]")?.lang));
      }

      /** Shows that the element cannot work, and why; the page around it goes on. */
      async fail(error) {
        this.#handle = undefined;
        const sheet = await Promise.resolve(loading).catch(() => undefined);
        failure(this.#root(sheet), error, this.#language(this.getAttribute("locale")));
      }
    },
  );
}

/** The part that shows first: the list for who is signed in, or just comes from signing in. */
function firstPart(options) {
  if (options.getToken || hasAnswer()) return "list";
  try {
    const key = options.portalStorageKey || options.storageKey || "oauth-apps.session";
    if (sessionStorage.getItem(key)) return "list";
  } catch {}
  return "signin";
}

/** The texts of a language; none for English, for one that there is not, and for one that did not come. */
function catalogue(language) {
  if (!Object.hasOwn(LANGUAGES, language)) return;
  return (catalogues[language] ??= file(...LANGUAGES[language])
    .then((answer) => answer.json())
    .catch(() => void delete catalogues[language]));
}

async function readConfig(url) {
  const answer = await fetch(url, { cache: "no-cache" }).catch(() => undefined);
  const config = answer?.ok ? await answer.json().catch(() => undefined) : undefined;
  if (!config || typeof config !== "object" || Array.isArray(config)) {
    throw Object.assign(new Error(url.pathname), { kind: "config" });
  }
  return Object.fromEntries(Object.entries(config).map(([name, value]) => [camel(name), String(value)]));
}

/** The language asked for, else the browser's; with the region that the user has for it, for dates and times. */
function language(wanted) {
  const tags = [];
  for (const tag of [wanted, ...navigator.languages]) {
    try {
      if (tag) tags.push(Intl.getCanonicalLocales(tag)[0]);
    } catch {}
  }
  const [first = "en"] = tags;
  return (!first.includes("-") && tags.find((tag) => tag.startsWith(`${first}-`))) || first;
}

const camel = (name) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
