// Which APIs may be used here, where the portal says so. Markup that somebody got into the page can then send nobody's
// token to a server of theirs.
import { baseOf, find } from "./dom.js";
import { failed } from "./errors.js";

/** What each call has allowed; only what all of them allow is used. */
const lists = [];

/**
 * Says which APIs may be used, by their origin or by a beginning of their address. Whatever starts after that must keep to
 * it, with its authorization server too. More calls can only take away.
 */
export function allowApis(urls) {
  const given = typeof urls === "string" || urls instanceof URL ? [urls] : urls;
  if (!Array.isArray(given) || given.length === 0) throw failed("invalid_options", "allowApis takes an array of at least one URL.");
  lists.push(given.map(beginning));
}

/** Refuses an address that is not allowed. */
export function refuseOutside(address) {
  const { href } = new URL(address, baseOf());
  for (const list of [...lists, ...fromDocument()]) {
    if (list.some((begin) => isWithin(href, begin))) continue;
    throw failed("not_allowed", `${href} is not among what this page allows: ${list.join(", ") || "nothing"}. See allowApis.`);
  }
}

/** Slashes that an address hides are no way out of a folder. */
const isWithin = (href, begin) => `${href}/`.startsWith(begin) && !(new URL(begin).pathname !== "/" && /%2f|%5c/i.test(href));

/** `<meta name="oauth-apps-allow" content="…">` of the head, the first one: nothing later in the page adds to it. */
function fromDocument() {
  const meta = globalThis.document && find(':root > head > meta[name="oauth-apps-allow"]');
  return meta ? [meta.content.split(/[\s,]+/).filter(Boolean).map(beginning)] : [];
}

function beginning(given) {
  let url;
  try {
    url = new URL(given, globalThis.location?.origin);
  } catch {
    throw failed("invalid_options", `allowApis: ${given} is no URL.`);
  }
  const { hash, password, protocol, search, username } = url;
  if (!/^https?:$/.test(protocol) || hash || password || search || username) {
    throw failed("invalid_options", `allowApis: ${url.href} must begin with https: or http:, and hold no user name, query or fragment.`);
  }
  return url.href.replace(/\/?$/, "/");
}
