// What an embedder says, made into what Rust's `mount` takes: text under names in camel case, and functions.
import { catalogue, part } from "./assets.js";

/** Options that are text or a URL, a number or a list; each is an attribute, too. */
export const TEXTS = [
  "baseUrl", "issuer", "authorizeUrl", "tokenUrl", "revokeUrl", "clientId", "redirectUri", "scope", "signIn",
  "signInWindow", "storageKey", "portalStorageKey", "locale", "timeout", "features", "config", "theme",
];

/** All options. */
export const NAMES = [...TEXTS, "getToken", "appearance"];

const LOOKS = { accent: "--oauth-apps-accent", surface: "--oauth-apps-surface", radius: "--oauth-apps-radius", fontSize: "--oauth-apps-font-size", mono: "--oauth-apps-mono", fontFamily: "font-family" };

export const dashed = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const camel = (name) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());

/** A value as text: lists are words, a number is its digits; nothing where it is absent. */
export function text(value) {
  if (value === undefined || value === null) return undefined;
  return Array.isArray(value) ? value.join(" ") : String(value);
}

const FEATURES = ["create", "delete", "secrets"];
const words = (value) => text(value).split(/[\s,]+/).filter(Boolean);

/** All options of one start: what is given, else what the configuration file says. */
export async function settle(given, host, standalone) {
  const options = { standalone };
  const file = text(given.config);
  const config = file ? await readConfig(new URL(file, host.baseURI)) : {};
  for (const name of TEXTS) options[name] = text(given[name]) ?? config[name];
  // The page around a standalone element is index.html, whose `lang` is that of its shell.
  options.locale = language(options.locale || (standalone ? "" : host.closest("[lang]")?.lang));
  if (options.features !== undefined) {
    const offered = words(options.features);
    if (!offered.every((word) => FEATURES.includes(word))) throw wrong("features must be words out of create, delete and secrets");
    options.without = Object.fromEntries(FEATURES.map((word) => [word, !offered.includes(word)]));
  }
  options.part = part;
  options.texts = await catalogue(options.locale.split("-")[0]);
  return options;
}

/** What refuses an option. */
export const wrong = (message) => Object.assign(new Error(message), { kind: "options" });

/** Gives the root its look. CSSOM alone: a `style` attribute is what a strict CSP refuses. */
export function dress(root, { appearance, theme }) {
  for (const [name, property] of Object.entries(LOOKS)) {
    const value = text(appearance?.[name]);
    if (value === undefined) root.style.removeProperty(property);
    else root.style.setProperty(property, value);
  }
  const wanted = text(appearance?.theme ?? theme);
  if (wanted === "light" || wanted === "dark") root.dataset.theme = wanted;
  else delete root.dataset.theme;
}

/** What of the look is wrong, in words; nothing when all is well. */
export function fault({ appearance, theme }) {
  if (appearance !== undefined && appearance !== null && typeof appearance !== "object") return "appearance must be an object";
  for (const [name, value] of Object.entries(appearance ?? {})) {
    if (name !== "theme" && !Object.hasOwn(LOOKS, name)) return `appearance.${name} is not known: use ${Object.keys(LOOKS).join(", ")} or theme`;
    const kind = name === "accent" || name === "surface" ? "color" : name === "radius" || name === "fontSize" ? "width" : "font-family";
    if (name !== "theme" && value !== undefined && value !== null && !CSS.supports(kind, text(value))) return `appearance.${name} is no value that CSS takes: ${text(value)}`;
  }
  for (const wanted of [theme, appearance?.theme]) {
    if (wanted && !["light", "dark", "host"].includes(wanted)) return "theme must be light, dark or host";
  }
}

async function readConfig(url) {
  const answer = await fetch(url, { cache: "no-cache" }).catch(() => undefined);
  const config = answer?.ok ? await answer.json().catch(() => undefined) : undefined;
  if (!config || typeof config !== "object" || Array.isArray(config)) {
    throw Object.assign(new Error(url.pathname), { kind: "config" });
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
