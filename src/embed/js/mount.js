// `mount`, for those who have an element of their own, or no wish for a custom one.
import { takeAnswer } from "./answer.js";
import { append, make } from "./dom.js";
import { EVENTS, NAMES } from "./options.js";
import { own } from "./own.js";
import { Place } from "./place.js";
import { watchPolicy } from "./policy.js";
import { didYouMean } from "./words.js";

/** Puts the page into an element of the host. */
export function mount(parent, options = {}) {
  if (!(parent instanceof Element)) throw new TypeError("mount: the first argument must be an element of the document");
  takeAnswer(false);
  watchPolicy();
  const given = { __proto__: null };
  const element = make("div");
  const place = new Place(element, () => own(given));
  const update = (options) => {
    for (const name of Object.keys(options)) {
      if (!NAMES.includes(name)) throw new TypeError(`mount: there is no option "${name}".${didYouMean(name, NAMES)} Known are: ${NAMES.join(", ")}`);
    }
    for (const [name, value] of Object.entries(options)) {
      const before = given[name];
      given[name] = value ?? undefined;
      place.changed(name, before, given[name]);
    }
  };
  update(options);
  append(parent, element);
  place.start();
  return {
    element,
    get ready() {
      return place.ready;
    },
    get unsaved() {
      return place.unsaved;
    },
    refresh: () => place.refresh(),
    signOut: () => place.signOut(),
    openCreate: (name) => place.openCreate(name),
    openDetails: (id) => place.openDetails(id),
    mayLeave: () => place.mayLeave(),
    update,
    unmount(how) {
      if (!own(how).force && !place.mayLeave()) return false;
      place.stop();
      element.remove();
      return true;
    },
    on(name, listener) {
      if (!EVENTS.includes(name)) throw new TypeError(`mount: there is no event "${name}".${didYouMean(name, EVENTS)} Known are: ${EVENTS.join(", ")}`);
      const type = `oauth-apps:${name}`;
      element.addEventListener(type, listener);
      return () => element.removeEventListener(type, listener);
    },
  };
}
