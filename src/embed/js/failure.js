// What the element shows when the module cannot start or has stopped. Plain DOM: it must work without the wasm.
import { make } from "./dom.js";
import { OAuthAppsError, failed } from "./errors.js";
import { primary } from "./language.js";
import { notStarted } from "./module.js";
import { ownValue } from "./own.js";

// By the code of the error: a title, and what to do; none where the error's own message says it.
const TEXTS = {
  en: {
    load_failed: ["The application manager could not load", "A file of this page did not come. Check your connection and reload the page; if that does not help, tell the administrator."],
    missing: ["The application manager could not load", "A file of this page is missing. Reload the page; if that does not help, tell the administrator."],
    updated: ["There is a newer version of this page", "Reload the page to use it."],
    blocked: ["The application manager was blocked", "The security policy of this page does not allow one of its files. Tell the administrator."],
    integrity: ["The application manager was refused", "A file of this page is not the one that was published. Reload the page; if that does not help, tell the administrator, and sign in nowhere on this page."],
    wasm_blocked: ["The application manager was blocked", "The security policy of this page does not allow WebAssembly. Tell the administrator."],
    not_allowed: ["The application manager was not started", "It was told to use a server that this page does not allow. Tell the administrator, and sign in nowhere on this page."],
    invalid_config: ["The configuration could not be read", "The file that the “config” attribute names is missing or not a JSON object."],
    invalid_options: ["The configuration is not valid", ""],
    old_browser: ["This browser is too old", "The application manager needs Chrome 119, Firefox 121, Safari 17.2 or newer."],
    panic: ["The application manager stopped working", "Nothing was changed by this. Reload the page to go on."],
    window: ["Sign-in is finished", "This window can be closed."],
    operator: "For the administrator:",
    reload: "Reload",
    copy: "Copy report",
  },
  pl: {
    load_failed: ["Nie udało się wczytać menedżera aplikacji", "Plik tej strony nie został pobrany. Sprawdź połączenie i odśwież stronę, a jeśli to nie pomoże, powiadom administratora."],
    missing: ["Nie udało się wczytać menedżera aplikacji", "Brakuje pliku tej strony. Odśwież stronę, a jeśli to nie pomoże, powiadom administratora."],
    updated: ["Jest nowsza wersja tej strony", "Odśwież stronę, aby z niej skorzystać."],
    blocked: ["Menedżer aplikacji został zablokowany", "Zasady bezpieczeństwa tej strony nie zezwalają na jeden z jej plików. Powiadom administratora."],
    integrity: ["Uruchomienie menedżera aplikacji zostało zablokowane", "Plik tej strony różni się od opublikowanego. Odśwież stronę, a jeśli to nie pomoże, powiadom administratora i nie loguj się na tej stronie."],
    wasm_blocked: ["Menedżer aplikacji został zablokowany", "Zasady bezpieczeństwa tej strony nie zezwalają na WebAssembly. Powiadom administratora."],
    not_allowed: ["Menedżer aplikacji nie został uruchomiony", "Miał użyć serwera, na który ta strona nie zezwala. Powiadom administratora i nie loguj się na tej stronie."],
    invalid_config: ["Nie udało się odczytać konfiguracji", "Brakuje pliku wskazanego atrybutem „config” albo nie jest on obiektem JSON."],
    invalid_options: ["Konfiguracja jest nieprawidłowa", ""],
    old_browser: ["Ta przeglądarka jest za stara", "Menedżer aplikacji wymaga Chrome 119, Firefox 121, Safari 17.2 lub nowszej."],
    panic: ["Menedżer aplikacji przestał działać", "Nic nie zostało przez to zmienione. Odśwież stronę, aby kontynuować."],
    window: ["Logowanie zakończone", "To okno można zamknąć."],
    operator: "Dla administratora:",
    reload: "Odśwież",
    copy: "Kopiuj raport",
  },
};

/** What only an operator can mend: the error's own message tells how. */
const FOR_OPERATORS = ["load_failed", "missing", "blocked", "integrity", "wasm_blocked", "not_allowed", "invalid_config"];

/** Fills `root` with the message for `error`; answers the error that an embedder gets. */
export async function failure(root, error, language = "") {
  const known = await named(error);
  const spoken = primary(language);
  const texts = Object.hasOwn(TEXTS, spoken) ? TEXTS[spoken] : TEXTS.en;
  const kind = known.code === "load_failed" && known.status ? "missing" : known.code;
  const [title, text] = Object.hasOwn(texts, kind) ? texts[kind] : texts.load_failed;
  const section = make("section", "fail");
  section.setAttribute("role", "alert");
  section.lang = texts === TEXTS.en ? "en" : spoken;
  const words = make("div");
  words.append(make("h2", "", title), make("p", "muted", text || known.message));
  if (FOR_OPERATORS.includes(kind)) words.append(make("p", "muted small", `${texts.operator} ${known.message}`));
  section.append(words);
  const acts = make("div", "acts");
  const reload = make("button", "btn", texts.reload);
  reload.dataset.kind = "primary";
  reload.addEventListener("click", () => location.reload());
  if (known.code !== "window") acts.append(reload);
  const said = ownValue(error, "report");
  if (said) {
    const report = make("pre", "mono small", said);
    report.tabIndex = 0;
    const copy = make("button", "btn", texts.copy);
    copy.addEventListener("click", () => navigator.clipboard?.writeText(said).catch(() => {}));
    section.append(report);
    acts.append(copy);
  }
  section.append(acts);
  root.replaceChildren(section);
  return known;
}

/** The error by its code. */
async function named(error) {
  if (error instanceof OAuthAppsError) return error;
  const code = ownValue(error, "code");
  if (code && Object.hasOwn(TEXTS.en, code)) return failed(code, String(ownValue(error, "message") ?? error), error);
  return notStarted(error);
}
