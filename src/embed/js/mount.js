// `mount`, for those who have an element of their own, or no wish for a custom one.
import { takeAnswer } from "./answer.js";
import { make, watchPolicy } from "./failure.js";
import { NAMES } from "./options.js";
import { Place } from "./place.js";

/** Puts the page into an element of the host. */
export function mount(parent, options = {}) {
  if (!(parent instanceof Element)) throw new TypeError("mount: the first argument must be an element of the document");
  takeAnswer(false);
  watchPolicy();
  const given = {};
  const element = make("div");
  const place = new Place(element, () => given);
  const update = (options) => {
    for (const name of Object.keys(options)) {
      if (!NAMES.includes(name)) throw new TypeError(`mount: there is no option "${name}". Known are: ${NAMES.join(", ")}`);
    }
    for (const [name, value] of Object.entries(options)) {
      const before = given[name];
      given[name] = value ?? undefined;
      place.changed(name, before, given[name]);
    }
  };
  update(options);
  parent.append(element);
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
    mayLeave: () => place.mayLeave(),
    update,
    unmount({ force = false } = {}) {
      if (!force && !place.mayLeave()) return false;
      place.stop();
      element.remove();
      return true;
    },
    on(name, listener) {
      const type = `oauth-apps:${name}`;
      element.addEventListener(type, listener);
      return () => element.removeEventListener(type, listener);
    },
  };
}
