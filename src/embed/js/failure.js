// What the element shows when the module cannot start or has stopped. Plain DOM: it must work without the wasm.

const TEXTS = {
  en: {
    fetch: ["The application manager could not load", "A file of this page is missing or blocked. Reload the page; if that does not help, tell whoever runs it."],
    integrity: ["The application manager was refused", "A file of this page is not the one that was published, or could not be loaded. Reload the page; if that does not help, tell whoever runs it, and sign in nowhere on this page."],
    csp: ["The application manager was blocked", "The Content-Security-Policy of this page does not allow WebAssembly. Whoever runs it must add 'wasm-unsafe-eval' to script-src."],
    config: ["The configuration could not be read", "The file that the “config” attribute names is missing or not a JSON object."],
    options: ["The configuration is not valid", ""],
    old: ["This browser is too old", "The application manager needs Chrome 119, Firefox 121, Safari 17.2 or newer."],
    panic: ["The application manager stopped working", "Nothing was changed by this. Reload the page to go on."],
    window: ["Sign-in is finished", "This window can be closed."],
    reload: "Reload",
    copy: "Copy report",
  },
  pl: {
    fetch: ["Nie udało się wczytać menedżera aplikacji", "Brakuje pliku tej strony albo jest on blokowany. Odśwież stronę, a jeśli to nie pomoże, powiadom jej administratora."],
    integrity: ["Uruchomienie menedżera aplikacji zostało zablokowane", "Plik tej strony różni się od opublikowanego albo nie dał się wczytać. Odśwież stronę; jeśli to nie pomoże, powiadom jej administratora i nie loguj się na tej stronie."],
    csp: ["Menedżer aplikacji został zablokowany", "Polityka Content-Security-Policy tej strony nie zezwala na WebAssembly. Administrator musi dodać 'wasm-unsafe-eval' do script-src."],
    config: ["Nie udało się odczytać konfiguracji", "Brakuje pliku wskazanego atrybutem „config” albo nie jest on obiektem JSON."],
    options: ["Konfiguracja jest nieprawidłowa", ""],
    old: ["Ta przeglądarka jest za stara", "Menedżer aplikacji wymaga Chrome 119, Firefox 121, Safari 17.2 lub nowszej."],
    panic: ["Menedżer aplikacji przestał działać", "Nic nie zostało przez to zmienione. Odśwież stronę, aby kontynuować."],
    window: ["Logowanie zakończone", "To okno można zamknąć."],
    reload: "Odśwież",
    copy: "Kopiuj raport",
  },
};

let wasmBlocked = false;

/** Notes when the page's policy blocks WebAssembly: the error itself does not tell. */
export function watchPolicy() {
  window.addEventListener("securitypolicyviolation", (event) => {
    if (event.blockedURI === "wasm-eval" || event.violatedDirective?.startsWith("script-src")) wasmBlocked = true;
  });
}

// What an embedder's code is told: the stable word, and what to do.
const CODES = {
  fetch: ["load_failed", "A file did not load: serve all files of the package, or name the module with useWasm()."],
  integrity: ["integrity", "A file did not load, or is of another version than its scripts: serve all files of one version."],
  csp: ["wasm_blocked", "The Content-Security-Policy blocks WebAssembly: add 'wasm-unsafe-eval' to script-src."],
  config: ["invalid_config", "The file that config names is missing or not a JSON object."],
  options: ["invalid_options", ""],
  old: ["old_browser", "This browser is too old for the module."],
  panic: ["panic", "The module stopped: reload the page. The page has a report to copy."],
};

/** Fills `root` with the message for `error`; answers what an embedder is told. */
export async function failure(root, error, language) {
  // The violation is told a moment after the error that it causes.
  const refused = typeof WebAssembly !== "undefined" && error instanceof WebAssembly.CompileError;
  if (refused && !wasmBlocked) await new Promise((done) => setTimeout(done, 100));
  const texts = TEXTS[language?.slice(0, 2)] ?? TEXTS.en;
  const kind = refused ? (wasmBlocked ? "csp" : "old") : Object.hasOwn(CODES, error?.kind) || error?.kind === "window" ? error.kind : "fetch";
  const [title, text] = texts[kind] ?? texts.fetch;
  const section = make("section", "fail");
  section.setAttribute("role", "alert");
  const words = make("div");
  words.append(make("h2", "", title), make("p", "muted", text || String(error?.message ?? "")));
  section.append(words);
  const acts = make("div", "acts");
  const reload = make("button", "btn", texts.reload);
  reload.dataset.kind = "primary";
  reload.addEventListener("click", () => location.reload());
  if (kind !== "window") acts.append(reload);
  if (error?.report) {
    const report = make("pre", "mono small", error.report);
    report.tabIndex = 0;
    const copy = make("button", "btn", texts.copy);
    copy.addEventListener("click", () => navigator.clipboard?.writeText(error.report).catch(() => {}));
    section.append(report);
    acts.append(copy);
  }
  section.append(acts);
  root.replaceChildren(section);
  if (kind === "window") return;
  const [code, message] = CODES[kind];
  return { code, message: message || String(error?.message ?? "") };
}

/** Makes an element, whatever the host's document calls its own ones. */
export function make(tag, className = "", text = "") {
  const element = Document.prototype.createElement.call(document, tag);
  if (className) element.className = className;
  element.textContent = text;
  return element;
}
