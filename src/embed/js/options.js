// What an embedder says, made into what Rust's `mount` takes: text under names in camel case, and functions.
import { refuseOutside } from "./allow.js";
import { catalogue, part } from "./assets.js";
import { baseOf, langOf } from "./dom.js";
import { failed } from "./errors.js";
import { language, primary } from "./language.js";
import { own } from "./own.js";
import { didYouMean, nearest, warn } from "./words.js";

/** Options that are text or a URL, a number or a list; each is an attribute, too. */
export const TEXTS = [
  "baseUrl", "issuer", "authorizeUrl", "tokenUrl", "revokeUrl", "clientId", "redirectUri", "scope", "signIn",
  "signInWindow", "storageKey", "portalStorageKey", "locale", "timeout", "features", "environments", "docsUrl", "config", "theme",
  "application",
];

/** All options. */
export const NAMES = [...TEXTS, "getToken", "appearance"];

/** What the element tells, each as `oauth-apps:<name>`. */
export const EVENTS = ["ready", "created", "deleted", "details", "signed-in", "signed-out", "token-needed", "unsaved", "before-unmount", "error"];

// Where each is set, and what CSS takes for it.
const LOOKS = {
  accent: ["--oauth-apps-accent", "color"],
  surface: ["--oauth-apps-surface", "color"],
  radius: ["--oauth-apps-radius", "width"],
  fontSize: ["--oauth-apps-font-size", "width"],
  mono: ["--oauth-apps-mono", "font-family"],
  fontFamily: ["font-family", "font-family"],
};
const THEMES = ["light", "dark", "host"];
const WINDOWS = ["redirect", "popup"];
const FEATURES = ["create", "delete", "secrets"];
const TIERS = ["production", "staging", "development", "other"];
const WAYS = ["code", "credentials", "token"];

export const dashed = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const camel = (name) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());

/** A value as text: lists are words; nothing where it is absent. */
export function text(value) {
  if (value === undefined || value === null) return undefined;
  return Array.isArray(value) ? value.join(" ") : String(value);
}

/** The value of an option as text: words for each environment, given as an object, are `name: word, word; …`. */
const optionText = (name, value) =>
  name === "environments" && value && typeof value === "object" ? Object.entries(value).map(([each, words]) => `${each}: ${[words].flat().join(", ")}`).join("; ") : text(value);

/**
 * All options of one start: what is given, else what the configuration file says. `ask` is called with them as soon as they
 * are known, before what is fetched for them has come.
 */
export async function settle(given, host, standalone, ask) {
  const options = { __proto__: null, standalone, appearance: given.appearance };
  const file = text(given.config);
  const config = file ? await readConfig(new URL(file, baseOf(host))) : { __proto__: null };
  for (const name of TEXTS) options[name] = optionText(name, given[name]) ?? config[name];
  refuse(options);
  options.locale = localeOf(options.locale, host, standalone);
  if (options.features !== undefined) {
    const offered = words(options.features);
    options.without = own(Object.fromEntries(FEATURES.map((word) => [word, !offered.includes(word)])));
  }
  ask(options);
  options.part = part;
  options.permit = refuseOutside;
  options.texts = await catalogue(primary(options.locale));
  return options;
}

/** The language tag for an element. The page around a standalone one is index.html, whose `lang` is that of its shell. */
export const localeOf = (given, host, standalone) => language(given || (standalone ? "" : langOf(host)));

const words = (list) => list.split(/[\s,]+/).filter(Boolean);

const either = (known, and) => [known.slice(0, -1).join(", "), known.at(-1)].join(and);

/** Refuses what Rust does not look at. */
export function refuse({ appearance, environments, features, signIn, signInWindow, theme }) {
  const wrong = (message) => {
    throw failed("invalid_options", message);
  };
  const check = (name, given, known, rule) => {
    const odd = given.find((word) => !known.includes(word));
    if (odd !== undefined) wrong(`${name} must be ${rule}, not "${odd}".${didYouMean(odd, known)}`);
  };
  const list = (name, given, known) => check(name, words(given ?? ""), known, `words out of ${either(known, " and ")}`);
  const one = (name, given, known) => check(name, given ? [given] : [], known, either(known, " or "));
  list("features", features, FEATURES);
  const tier = `\\s*(${TIERS.join("|")})\\s*:`;
  const named = new RegExp(`^${tier}(?![^]*,${tier})`);
  const odd = (environments ?? "").split(";").map((part) => part.trim()).filter((part) => part && !named.test(part));
  check("environments", odd, [], `words for ${either(TIERS, " or ")}, such as "production: live, prd; other: test"`);
  list("sign-in", signIn, WAYS);
  one("sign-in-window", signInWindow, WINDOWS);
  if (typeof (appearance ?? {}) !== "object") wrong("appearance must be an object");
  const { theme: mine, ...looks } = own(appearance);
  const known = [...Object.keys(LOOKS), "theme"];
  for (const [name, value] of Object.entries(looks)) {
    if (!Object.hasOwn(LOOKS, name)) wrong(`appearance.${name} is not known: use ${either(known, " or ")}.${didYouMean(name, known)}`);
    if (value !== undefined && value !== null && !CSS.supports(LOOKS[name][1], text(value))) wrong(`appearance.${name} is no value that CSS takes: ${text(value)}`);
  }
  for (const word of [theme, mine]) one("theme", word, THEMES);
}

/** Gives the root its look. CSSOM alone: a `style` attribute is what a strict CSP refuses. */
export function dress(root, { appearance, theme }) {
  const look = own(appearance);
  for (const [name, [property]] of Object.entries(LOOKS)) {
    const value = text(look[name]);
    if (value === undefined) root.style.removeProperty(property);
    else root.style.setProperty(property, value);
  }
  const wanted = look.theme ?? theme;
  for (const themed of [root, root.parentElement]) {
    if (wanted === "light" || wanted === "dark") themed.dataset.theme = wanted;
    else delete themed.dataset.theme;
  }
}

async function readConfig(url) {
  const answer = await fetch(url, { __proto__: null, cache: "no-cache" }).catch(() => undefined);
  const config = answer?.ok ? await answer.json().catch(() => undefined) : undefined;
  if (!config || typeof config !== "object" || Array.isArray(config)) {
    throw failed("invalid_config", `${url.href} is missing or not a JSON object.`);
  }
  for (const name of Object.keys(config)) doubt(name, camel(name), TEXTS, `oauth-apps: ${url.href} has no option`);
  return own(Object.fromEntries(Object.entries(config).map(([name, value]) => [camel(name), optionText(camel(name), value)])));
}

/**
 * Warns of attributes and properties of an element that are nearly options: nobody else hears of those. What frameworks
 * and authors put there for themselves is not meant for us.
 */
export function warnOfMisspelt(element) {
  const attributes = [...NAMES.map(dashed), "standalone"];
  for (const name of Element.prototype.getAttributeNames.call(element)) {
    if (/^(data|aria|on)|^[^a-z]/.test(name)) continue;
    const option = NAMES.find((option) => dashed(option) === (nearest(name, attributes) ?? name));
    if (option && !TEXTS.includes(option)) warn(`<oauth-apps>: "${name}" is no attribute. Set the property ${option} by a script.`);
    else doubt(name, name, attributes, "<oauth-apps> has no attribute");
  }
  for (const name of Object.keys(element)) doubt(name, name, NAMES, "<oauth-apps> has no property");
}

/** Warns where a name is not known, but nearly. */
function doubt(said, name, known, what) {
  const meant = known.includes(name) ? undefined : nearest(name, known);
  if (meant !== undefined) warn(`${what} "${said}". Did you mean "${meant}"?`);
}
