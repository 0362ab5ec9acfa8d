// Reads what session storage holds of a session. Nothing is written here: that is for `src/session`.

/** The text under the key of an element; null where there is none, and without storage. */
export function stored(key) {
  try {
    return sessionStorage.getItem(key || "oauth-apps.session");
  } catch {
    return null;
  }
}
