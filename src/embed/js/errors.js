// What everything of this package throws, rejects with and tells: an Error with a code. Needs no wasm.
import { own } from "./own.js";

const BRAND = Symbol.for("oauth-apps.error");

/**
 * An error with a stable code; its message is for developers. Never holds a token or a secret. `about`: the fields as Rust
 * describes them; those that are left out say nothing.
 */
export class OAuthAppsError extends Error {
  constructor(about, options) {
    const given = own(about);
    super(given.message, options);
    const none = { status: null, retryable: false, retryAfter: null, requestId: null, scope: null, outcomeUnknown: false };
    // Pairs: a name that a server chose is no property to assign.
    const fields = Object.fromEntries(given.fields ?? []);
    // Defined, not assigned: a host may have frozen what these are inherited from.
    const all = own({ ...none, ...given, fields, name: "OAuthAppsError" });
    for (const [name, value] of Object.entries(all)) {
      Object.defineProperty(this, name, { __proto__: null, value, enumerable: name !== "message" && name !== "name", configurable: true });
    }
    Object.defineProperty(this, BRAND, { __proto__: null, value: true });
  }
}

/** One that needs a code and what to do, and no more. */
export const failed = (code, message, cause) => new OAuthAppsError({ code, message }, { __proto__: null, cause });

/** Whether something that was thrown is one of these, also of another copy of this package. */
export const isOAuthAppsError = (error) => error instanceof Error && error[BRAND] === true;
