// What everything of this package throws, rejects with and tells: an Error with a code. Needs no wasm.

const BRAND = Symbol.for("oauth-apps.error");

/** An error with a stable code; its message is for developers. Never holds a token or a secret. */
export class OAuthAppsError extends Error {
  constructor(fields, options) {
    super(fields.message, options);
    const own = { status: null, fields: {}, retryable: false, retryAfter: null, requestId: null, scope: null, outcomeUnknown: false };
    // Defined, not assigned: a host may have frozen what these are inherited from.
    for (const [name, value] of Object.entries({ ...own, ...fields, name: "OAuthAppsError", [BRAND]: true })) {
      Object.defineProperty(this, name, { value, enumerable: name !== "message" && name !== "name", configurable: true });
    }
    Object.defineProperty(this, BRAND, { value: true });
  }
}

/** Whether something that was thrown is one of these, also of another copy of this package. */
export const isOAuthAppsError = (error) => error instanceof Error && error[BRAND] === true;
