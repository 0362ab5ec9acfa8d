// What an embedder says, made into what Rust's `mount` takes: text under names in camel case, and functions.
import { catalogue, part } from "./assets.js";
import { failed } from "./errors.js";

/** Options that are text or a URL, a number or a list; each is an attribute, too. */
export const TEXTS = [
  "baseUrl", "issuer", "authorizeUrl", "tokenUrl", "revokeUrl", "clientId", "redirectUri", "scope", "signIn",
  "signInWindow", "storageKey", "portalStorageKey", "locale", "timeout", "features", "config", "theme",
];

/** All options. */
export const NAMES = [...TEXTS, "getToken", "appearance"];

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
const FEATURES = ["create", "delete", "secrets"];

export const dashed = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const camel = (name) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());

/** A value as text: lists are words, a number is its digits; nothing where it is absent. */
export function text(value) {
  if (value === undefined || value === null) return undefined;
  return Array.isArray(value) ? value.join(" ") : String(value);
}

/** All options of one start: what is given, else what the configuration file says. */
export async function settle(given, host, standalone) {
  const options = { standalone, appearance: given.appearance };
  const file = text(given.config);
  const config = file ? await readConfig(new URL(file, host.baseURI)) : {};
  for (const name of TEXTS) options[name] = text(given[name]) ?? config[name];
  refuse(options);
  // The page around a standalone element is index.html, whose `lang` is that of its shell.
  options.locale = language(options.locale || (standalone ? "" : host.closest("[lang]")?.lang));
  if (options.features !== undefined) {
    const offered = words(options.features);
    options.without = Object.fromEntries(FEATURES.map((word) => [word, !offered.includes(word)]));
  }
  options.part = part;
  options.texts = await catalogue(options.locale.split("-")[0]);
  return options;
}

const words = (list) => list.split(/[\s,]+/).filter(Boolean);

/** Refuses what Rust does not look at. */
export function refuse({ appearance, features, theme }) {
  const wrong = (message) => {
    throw failed("invalid_options", message);
  };
  if (!words(features ?? "").every((word) => FEATURES.includes(word))) wrong("features must be words out of create, delete and secrets");
  if (typeof (appearance ?? {}) !== "object") wrong("appearance must be an object");
  const { theme: own, ...looks } = appearance ?? {};
  for (const [name, value] of Object.entries(looks)) {
    if (!Object.hasOwn(LOOKS, name)) wrong(`appearance.${name} is not known: use ${Object.keys(LOOKS).join(", ")} or theme`);
    if (value !== undefined && value !== null && !CSS.supports(LOOKS[name][1], text(value))) wrong(`appearance.${name} is no value that CSS takes: ${text(value)}`);
  }
  if (![theme, own].every((word) => !word || THEMES.includes(word))) wrong("theme must be light, dark or host");
}

/** Gives the root its look. CSSOM alone: a `style` attribute is what a strict CSP refuses. */
export function dress(root, { appearance, theme }) {
  for (const [name, [property]] of Object.entries(LOOKS)) {
    const value = text(appearance?.[name]);
    if (value === undefined) root.style.removeProperty(property);
    else root.style.setProperty(property, value);
  }
  const wanted = appearance?.theme ?? theme;
  if (wanted === "light" || wanted === "dark") root.dataset.theme = wanted;
  else delete root.dataset.theme;
}

async function readConfig(url) {
  const answer = await fetch(url, { cache: "no-cache" }).catch(() => undefined);
  const config = answer?.ok ? await answer.json().catch(() => undefined) : undefined;
  if (!config || typeof config !== "object" || Array.isArray(config)) {
    throw failed("invalid_config", `${url.href} is missing or not a JSON object.`);
  }
  return Object.fromEntries(Object.entries(config).map(([name, value]) => [camel(name), text(value)]));
}

/** The language asked for, else the browser's; with the region that the user has for it, for dates and times. */
export function language(wanted) {
  const tags = [];
  for (const tag of [wanted, ...navigator.languages]) {
    try {
      if (tag) tags.push(Intl.getCanonicalLocales(tag)[0]);
    } catch {}
  }
  const [first = "en"] = tags;
  return (!first.includes("-") && tags.find((tag) => tag.startsWith(`${first}-`))) || first;
}
