// What the element shows when the module cannot start or has stopped. Plain DOM: it must work without the wasm.
import { OAuthAppsError, failed } from "./errors.js";

// By the code of the error: a title, and what to do; none where the error's own message says it.

const TEXTS = {
  en: {
    load_failed: ["The application manager could not load", "A file of this page is missing or blocked. Reload the page; if that does not help, tell whoever runs it."],
    integrity: ["The application manager was refused", "A file of this page is not the one that was published, or could not be loaded. Reload the page; if that does not help, tell whoever runs it, and sign in nowhere on this page."],
    wasm_blocked: ["The application manager was blocked", "The Content-Security-Policy of this page does not allow WebAssembly. Whoever runs it must add 'wasm-unsafe-eval' to script-src."],
    invalid_config: ["The configuration could not be read", "The file that the “config” attribute names is missing or not a JSON object."],
    invalid_options: ["The configuration is not valid", ""],
    old_browser: ["This browser is too old", "The application manager needs Chrome 119, Firefox 121, Safari 17.2 or newer."],
    panic: ["The application manager stopped working", "Nothing was changed by this. Reload the page to go on."],
    window: ["Sign-in is finished", "This window can be closed."],
    reload: "Reload",
    copy: "Copy report",
  },
  pl: {
    load_failed: ["Nie udało się wczytać menedżera aplikacji", "Brakuje pliku tej strony albo jest on blokowany. Odśwież stronę, a jeśli to nie pomoże, powiadom jej administratora."],
    integrity: ["Uruchomienie menedżera aplikacji zostało zablokowane", "Plik tej strony różni się od opublikowanego albo nie dał się wczytać. Odśwież stronę; jeśli to nie pomoże, powiadom jej administratora i nie loguj się na tej stronie."],
    wasm_blocked: ["Menedżer aplikacji został zablokowany", "Polityka Content-Security-Policy tej strony nie zezwala na WebAssembly. Administrator musi dodać 'wasm-unsafe-eval' do script-src."],
    invalid_config: ["Nie udało się odczytać konfiguracji", "Brakuje pliku wskazanego atrybutem „config” albo nie jest on obiektem JSON."],
    invalid_options: ["Konfiguracja jest nieprawidłowa", ""],
    old_browser: ["Ta przeglądarka jest za stara", "Menedżer aplikacji wymaga Chrome 119, Firefox 121, Safari 17.2 lub nowszej."],
    panic: ["Menedżer aplikacji przestał działać", "Nic nie zostało przez to zmienione. Odśwież stronę, aby kontynuować."],
    window: ["Logowanie zakończone", "To okno można zamknąć."],
    reload: "Odśwież",
    copy: "Kopiuj raport",
  },
};

let watches = false;
let wasmBlocked = false;

/** Notes from now on when the page's policy blocks WebAssembly: the error itself does not tell. */
export function watchPolicy() {
  if (watches) return;
  watches = true;
  window.addEventListener("securitypolicyviolation", (event) => {
    if (event.blockedURI === "wasm-eval" || event.violatedDirective?.startsWith("script-src")) wasmBlocked = true;
  });
}

/** Fills `root` with the message for `error`; answers what an embedder is told. */
export async function failure(root, error, language) {
  const told = await named(error);
  const texts = TEXTS[language?.slice(0, 2)] ?? TEXTS.en;
  const [title, text] = texts[told.code];
  const section = make("section", "fail");
  section.setAttribute("role", "alert");
  const words = make("div");
  words.append(make("h2", "", title), make("p", "muted", text || told.message));
  section.append(words);
  const acts = make("div", "acts");
  const reload = make("button", "btn", texts.reload);
  reload.dataset.kind = "primary";
  reload.addEventListener("click", () => location.reload());
  if (told.code !== "window") acts.append(reload);
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
  return told;
}

/** The error by its code. */
async function named(error) {
  if (typeof WebAssembly !== "undefined" && error instanceof WebAssembly.CompileError) {
    // The violation is told a moment after the error that it causes.
    if (!wasmBlocked) await new Promise((done) => setTimeout(done, 100));
    return wasmBlocked
      ? failed("wasm_blocked", "The Content-Security-Policy blocks WebAssembly: add 'wasm-unsafe-eval' to script-src.", error)
      : failed("old_browser", "This browser cannot run the module.", error);
  }
  const code = Object.hasOwn(TEXTS.en, error?.code) ? error.code : "load_failed";
  return error instanceof OAuthAppsError ? error : failed(code, String(error?.message ?? error), error);
}

/** Makes an element, whatever the host's document calls its own ones. */
export function make(tag, className = "", text = "") {
  const element = Document.prototype.createElement.call(document, tag);
  if (className) element.className = className;
  element.textContent = text;
  return element;
}
