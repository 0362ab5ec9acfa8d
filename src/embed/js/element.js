// The custom element. HTMLElement cannot be extended from Rust, so this file owns the class: attributes, properties and
// methods are there before the wasm. Importing it has no side effect.
import { takeAnswer } from "./answer.js";
import { EVENTS, NAMES, TEXTS, dashed } from "./options.js";
import { own } from "./own.js";
import { Place } from "./place.js";
import { watchPolicy } from "./policy.js";
import { didYouMean, warn } from "./words.js";

/** Registers `<oauth-apps>`; a second call, a name that is taken, and a server that renders: nothing happens. */
export function defineElement(name = "oauth-apps") {
  if (typeof customElements === "undefined") return;
  takeAnswer(false);
  if (customElements.get(name)) return;
  watchPolicy();
  customElements.define(
    name,
    class extends HTMLElement {
      static observedAttributes = TEXTS.map(dashed);

      static {
        for (const option of NAMES) {
          Object.defineProperty(this.prototype, option, {
            __proto__: null,
            get() {
              return this.#given()[option];
            },
            set(value) {
              this.#set(option, value);
            },
            enumerable: true,
            configurable: true,
          });
        }
      }

      /** What was set as a property. It wins over the attribute. */
      #own = { __proto__: null };
      #place = new Place(this, () => this.#given(), () => this.hasAttribute("standalone"));

      constructor() {
        super();
        // Set before this class was there.
        for (const option of NAMES) {
          if (!Object.hasOwn(this, option)) continue;
          this.#own[option] = this[option];
          delete this[option];
        }
      }

      get ready() {
        return this.#place.ready;
      }

      get unsaved() {
        return this.#place.unsaved;
      }

      refresh() {
        return this.#place.refresh();
      }

      signOut() {
        return this.#place.signOut();
      }

      openCreate(name) {
        return this.#place.openCreate(name);
      }

      openDetails(id) {
        return this.#place.openDetails(id);
      }

      mayLeave() {
        return this.#place.mayLeave();
      }

      addEventListener(type, ...rest) {
        const [, name] = /^oauth-apps:(.*)$/.exec(type) ?? [];
        if (name !== undefined && !EVENTS.includes(name)) warn(`<oauth-apps> has no event "${name}".${didYouMean(name, EVENTS)}`);
        super.addEventListener(type, ...rest);
      }

      connectedCallback() {
        if (this.#place.runs) this.#place.moved();
        else this.#place.start();
      }

      disconnectedCallback() {
        // A move fires this too, with the connection restored before the microtask.
        queueMicrotask(() => this.isConnected || this.#place.stop());
      }

      // `moveBefore` keeps everything as it is.
      connectedMoveCallback() {}

      attributeChangedCallback(attribute, before, after) {
        const option = TEXTS.find((name) => dashed(name) === attribute);
        if (this.#own[option] === undefined) this.#place.changed(option, before ?? undefined, after ?? undefined);
      }

      #set(option, value) {
        const before = this.#given()[option];
        this.#own[option] = value ?? undefined;
        this.#place.changed(option, before, this.#given()[option]);
      }

      #given() {
        const given = own(this.#own);
        for (const option of TEXTS) given[option] ??= this.getAttribute(dashed(option)) ?? undefined;
        return given;
      }
    },
  );
}
