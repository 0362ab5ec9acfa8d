// Reads what session storage holds of a session. Nothing is written here: that is for `src/session`.

/** The key of an element that names none. */
export const KEY = "oauth-apps.session";

/** The text under the key of an element; null where there is none, and without storage. */
export function stored(key) {
  try {
    return sessionStorage.getItem(key || KEY);
  } catch {
    return null;
  }
}
