// What everything of this package throws, rejects with and tells: an Error with a code. Needs no wasm.

const BRAND = Symbol.for("oauth-apps.error");

/**
 * An error with a stable code; its message is for developers. Never holds a token or a secret. `about`: the fields as Rust
 * describes them; those that are left out say nothing.
 */
export class OAuthAppsError extends Error {
  constructor(about, options) {
    super(about.message, options);
    const own = { status: null, retryable: false, retryAfter: null, requestId: null, scope: null, outcomeUnknown: false };
    // Pairs: a name that a server chose is no property to assign.
    const fields = Object.fromEntries(about.fields ?? []);
    // Defined, not assigned: a host may have frozen what these are inherited from.
    for (const [name, value] of Object.entries({ ...own, ...about, fields, name: "OAuthAppsError" })) {
      Object.defineProperty(this, name, { value, enumerable: name !== "message" && name !== "name", configurable: true });
    }
    Object.defineProperty(this, BRAND, { value: true });
  }
}

/** One that needs a code and what to do, and no more. */
export const failed = (code, message, cause) => new OAuthAppsError({ code, message }, { cause });

/** Whether something that was thrown is one of these, also of another copy of this package. */
export const isOAuthAppsError = (error) => error instanceof Error && error[BRAND] === true;
