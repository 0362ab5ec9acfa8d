// One page in the shadow root of one node: starts it, starts it anew when its options change, and takes it out again.
// Tells the node's document what happens, by events.
import { mount } from "./oauth-apps.js";
import { answerFor, forgetAnswer, hasAnswer, isFinishedWindow } from "./answer.js";
import { live, load, loaded, part, whatBroke } from "./assets.js";
import { make } from "./dom.js";
import { early } from "./early.js";
import { OAuthAppsError, failed } from "./errors.js";
import { failure } from "./failure.js";
import { dress, localeOf, refuse, settle, text, warnOfMisspelt } from "./options.js";
import { outline } from "./outline.js";
import { own } from "./own.js";
import { stored } from "./stored.js";

export const VERSION = "0.1.0";

export class Place {
  #host;
  #given;
  #standalone;
  #handle;
  #starting;
  /** The theme of the configuration file, where the host sets none. */
  #theme;
  #changing = false;
  #late = false;
  #failed = false;
  #ready = pending();
  #unsaved = null;
  #waiting = [];
  /** The list that was asked for while the module was on its way. */
  #early;
  /** What the page is in; it is in the document from when there is something to show. */
  #ground;

  /** `given` answers the options as they are now. */
  constructor(host, given, standalone = () => false) {
    this.#host = host;
    this.#given = given;
    this.#standalone = standalone;
  }

  get ready() {
    return this.#ready.promise;
  }

  get unsaved() {
    return this.#unsaved;
  }

  async start() {
    const mine = (this.#starting = Symbol());
    const host = this.#host;
    this.#failed = false;
    live.add(this);
    if (this.#ready.settled) this.#ready = pending();
    try {
      if (await isFinishedWindow()) throw { code: "window" };
      if (whatBroke()) throw whatBroke();
      const given = this.#given();
      const [sheet, options] = await Promise.all([
        load(),
        settle(given, host, this.#standalone(), (options) => this.#ask(mine, options, given)),
        this.#standalone() || isKnown(given) || lateScripts(),
      ]);
      // A host hears of nothing, and is asked for no token, before the page is ready.
      if (!options.standalone) await part(firstPart(options, given));
      if (this.#starting !== mine) return;
      warnOfMisspelt(host);
      const root = this.#root();
      this.#theme = options.theme;
      dress(root, options);
      // Whichever it is by the time that a token is needed.
      const fixed = given.getToken;
      options.getToken = typeof fixed === "function" ? (about) => (this.#given().getToken ?? fixed)(about) : fixed;
      options.answer = answerFor(options.storageKey);
      options.fetch = this.#early?.fetch;
      options.notify = (name, detail) => this.#onNotify(mine, name, detail);
      // In the page of its own the module begins its work while what shows first is on its way. The page shows when that is there,
      // a moment before the module fills it: rows are measured.
      const shows = part(firstPart(options, given))?.then(() => this.#starting === mine && this.#show(sheet));
      shows?.catch(() => {}); // it is awaited below
      if (!shows) this.#show(sheet);
      this.#handle = mount(root, options);
      // Not a moment of waiting where there is none: what the module does next is told after `ready`.
      if (shows) await shows;
      if (this.#starting !== mine) return;
      this.#ready.resolve();
      this.#emit("ready", { version: VERSION });
      this.#deliver();
    } catch (error) {
      if (this.#starting !== mine) return;
      this.#leave();
      this.#waiting = [];
      this.fail(error);
    }
  }

  /** Asks for what shows first while the rest is on its way. */
  #ask(mine, options, { getToken }) {
    if (this.#starting !== mine) return;
    this.#early?.cancel();
    this.#early = early(options, this.#host, getToken);
    const first = firstPart(options, { getToken });
    part(first)?.catch(() => {}); // whoever waits for it below hears of it
    if (options.standalone) outline(options.baseUrl || "./", first === "list");
  }

  /** Takes the page out. What waits for it to be ready hears that it will not be. */
  stop() {
    this.#starting = undefined;
    this.#late = false;
    this.#unsaved = null;
    live.delete(this);
    this.#early?.cancel();
    this.#leave();
    this.#host.shadowRoot?.replaceChildren();
    this.#ready.reject(failed("unmounted", "The page was taken out before it was ready."));
  }

  /** Moved in the document: a modal dialog left the top layer, so put it back. */
  moved() {
    for (const dialog of this.#host.shadowRoot?.querySelectorAll("dialog[open]") ?? []) {
      dialog.removeAttribute("open");
      dialog.showModal();
    }
  }

  get runs() {
    return this.#starting !== undefined;
  }

  /** An option has another value. Several in one task are one change. */
  changed(name, before, after) {
    if (!this.runs) return;
    if (this.#failed) {
      this.#restart();
    } else if (name === "getToken" && !before === !after) {
      // Another function is asked from now on. A framework may set one each time it renders: nothing starts anew, and
      // it is asked at once only where nobody is signed in.
      if (this.#host.shadowRoot?.querySelector(".signin")) this.#handle?.refresh();
    } else if (name === "appearance" || name === "theme") {
      this.#dress(this.#ground?.firstElementChild);
    } else if (name === "application") {
      this.#handle?.open_details(text(after) ?? "");
    } else if (text(before) !== text(after) || name === "getToken") {
      this.#restart();
    }
  }

  /** Gives a root the look that is set by now. One that cannot be is named as any other wrong option: by a new start. */
  #dress(root) {
    const { appearance, theme } = this.#given();
    const look = { appearance, theme: text(theme) ?? this.#theme };
    try {
      refuse(look);
      if (root) dress(root, look);
    } catch {
      this.#restart();
    }
  }

  #restart() {
    if (this.#changing) return;
    this.#changing = true;
    queueMicrotask(() => {
      this.#changing = false;
      if (!this.runs) return;
      // Not while a dialog is open: then when it is closed.
      this.#late = this.#handle?.is_busy() ?? false;
      if (this.#late) return;
      this.stop();
      this.start();
    });
  }

  async refresh() {
    await this.ready;
    this.#handle?.refresh();
  }

  async signOut() {
    await this.ready;
    this.#handle?.sign_out();
  }

  async openCreate(name = "") {
    await this.ready;
    this.#handle?.open_create(String(name));
  }

  async openDetails(id = "") {
    await this.ready;
    this.#handle?.open_details(text(id) ?? "");
  }

  /** Whether nobody objects to losing what is unsaved. */
  mayLeave() {
    return this.#unsaved === null || !this.#emit("before-unmount", { unsaved: this.#unsaved }, true);
  }

  /** What Rust notifies of. Answers whether the host prevented it. */
  #onNotify(mine, name, detail) {
    if (this.#starting !== mine) return false;
    if (name === "idle") {
      if (this.#late) this.#restart();
      return false;
    }
    if (name === "answer-taken") {
      forgetAnswer();
      return false;
    }
    if (name === "unsaved") this.#unsaved = detail.unsaved;
    if (name === "token-needed") {
      this.#deliver();
      return this.#emit(name, detail, true);
    }
    // Not in the middle of what Rust does: the host may unmount.
    this.#waiting.push([name, name === "error" ? described(detail) : detail]);
    queueMicrotask(() => this.#ready.settled && this.#deliver());
    return false;
  }

  #deliver() {
    while (this.#waiting.length > 0) this.#emit(...this.#waiting.shift());
  }

  #emit(name, detail, cancelable = false) {
    const event = new CustomEvent(`oauth-apps:${name}`, { __proto__: null, bubbles: true, composed: true, cancelable, detail });
    return !this.#host.dispatchEvent(event);
  }

  #leave() {
    const handle = this.#handle;
    this.#handle = undefined;
    // After a panic nothing of the wasm may be called any more.
    if (whatBroke()) return;
    handle?.unmount();
    handle?.free();
  }

  /** Makes what the page is put into. */
  #root() {
    const root = make("div", "oauth-apps");
    root.toggleAttribute("data-standalone", this.#standalone());
    // Its colour is for the host's scheme, which may be another than that of what is in it.
    this.#ground = make("div", "ground");
    this.#ground.append(root);
    return root;
  }

  /** Puts it into the document, in the place of what was there before. */
  #show(sheet) {
    const shadow = this.#host.shadowRoot ?? this.#host.attachShadow({ __proto__: null, mode: "open" });
    if (sheet) shadow.adoptedStyleSheets = [sheet];
    shadow.replaceChildren(this.#ground);
  }

  /** Shows that the page cannot work, and why; the document around it goes on. */
  async fail(error) {
    this.#handle = undefined;
    this.#early?.cancel();
    this.#failed = true;
    this.#unsaved = null;
    const mine = this.#starting;
    const sheet = await loaded();
    if (this.#starting !== mine) return;
    warnOfMisspelt(this.#host);
    const root = this.#root();
    this.#show(sheet);
    const { appearance, locale, theme } = this.#given();
    try {
      refuse({ appearance, theme });
      dress(root, { appearance, theme });
    } catch {} // a look that cannot be is not there
    const named = await failure(root, error, localeOf(text(locale), this.#host, this.#standalone()));
    if (this.#starting !== mine || named.code === "window") return;
    this.#ready.reject(named);
    this.#emit("error", named);
  }
}

/** The part that shows first: the list for who is signed in, or just comes from signing in. */
function firstPart(options, { getToken }) {
  return getToken || hasAnswer() || stored(options.portalStorageKey || options.storageKey) !== null ? "list" : "signin";
}

/** Whether it is plain who signs in: the host does, or somebody has. Else a script of the host may still be on its way. */
const isKnown = ({ getToken, portalStorageKey, storageKey }) => getToken || portalStorageKey || hasAnswer() || stored(storageKey) !== null;

/**
 * Waits for the scripts of a host that may set `getToken` a moment after its element is there: where that is a host's, no form
 * that asks for a secret may show first.
 */
async function lateScripts() {
  const once = { __proto__: null, once: true };
  const state = () => Reflect.get(Document.prototype, "readyState", document);
  if (state() !== "complete") {
    await new Promise((done) => {
      addEventListener("DOMContentLoaded", done, once);
      addEventListener("load", done, once);
      // Pictures may take longer than anybody waits.
      setTimeout(done, state() === "loading" ? 5000 : 1000);
    });
  }
  await new Promise((done) => setTimeout(done, 250));
}

/** What Rust tells of a failure, as people get it. A host that does not listen finds at least its own on the console. */
function described(detail) {
  const { cause, ...about } = own(detail);
  if (about.code === "token_failed") console.warn(`oauth-apps: ${about.message}`);
  return new OAuthAppsError(about, cause === undefined ? undefined : { cause });
}

/** A promise with its ends. Nobody has to listen to it. */
function pending() {
  const ends = { settled: false };
  const settles = (end) => (value) => {
    ends.settled = true;
    end(value);
  };
  ends.promise = new Promise((resolve, reject) => Object.assign(ends, { resolve: settles(resolve), reject: settles(reject) }));
  ends.promise.catch(() => {});
  return ends;
}
