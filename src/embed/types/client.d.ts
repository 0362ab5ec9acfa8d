// The typed client of the package: `oauth-apps/client`, and part of `oauth-apps`.
import type { GetToken, WasmSource } from "./index.js";
import type { ApplicationList, ApplicationPage, CreatedApplication, Deletion, TokenAnswer } from "./data.js";

export type * from "./data.js";
export { OAuthAppsError, allowApis, isOAuthAppsError } from "./index.js";

/** What a client is made of: own properties, and no others than these. */
export interface ClientOptions {
  /** Where the API is: `o/apps/` is added. Absolute, or relative to the document, where there is one. */
  readonly baseUrl: string | URL;
  /** Gives the access token. It is asked for each call, and again after a 401, which is then repeated once. */
  readonly getToken?: GetToken;
  /** Is used for every request in place of the global `fetch`. It gets a URL as text, and options. */
  readonly fetch?: typeof globalThis.fetch;
  /** Ends all calls of this client, now and later. */
  readonly signal?: AbortSignal;
  /** Seconds for a request, its body included: a whole number, 1 to 600. Default 60 reading, 30 writing. */
  readonly timeout?: number;
  /** The token endpoint (RFC 6749 section 3.2). Default `<baseUrl>o/token/`. */
  readonly tokenUrl?: string | URL;
  /** The revocation endpoint (RFC 7009). Default `<baseUrl>o/revoke_token/`. */
  readonly revokeUrl?: string | URL;
}

/** For one call. */
export interface CallOptions {
  /** Ends the call; it is rejected with the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * Applications through one user's token, with the errors and retries of the page: reading is tried again, twice at the
 * most, after a broken answer, a 429 and a 503; a creation or a deletion is sent once.
 *
 * Every rejection is an `OAuthAppsError`, but for an abort: that is the signal's reason.
 *
 * Secrets and tokens in what comes back are read by their names alone (`secret.value`, `accessToken`): logs show
 * `[redacted]`, and `JSON.stringify`, `structuredClone`, `postMessage` and `{ ...object }` leave them out. To send one on,
 * name it.
 */
export interface Client {
  /** `GET /o/apps/`, all pages. Where a later page fails, what came and why the rest did not: `rest`. */
  list(options?: CallOptions): Promise<ApplicationList>;
  /** The pages of the list one by one; the next is asked for when you are done with one. */
  pages(options?: CallOptions): AsyncIterableIterator<ApplicationPage>;
  /** `POST /o/apps/`, once. See `outcomeUnknown` of the error for whether it may exist all the same. */
  create(application: { readonly name: string }, options?: CallOptions): Promise<CreatedApplication>;
  /** `DELETE /o/apps/{id}/`, once. `id` as the list has it; a number only up to 2^53. */
  delete(id: string | number | bigint, options?: CallOptions): Promise<Deletion>;
  /** A token by client credentials (RFC 6749 section 4.4), with HTTP Basic. `scope` default `"read write"`. */
  token(
    credentials: { readonly clientId: string; readonly clientSecret: string; readonly scope?: string },
    options?: CallOptions,
  ): Promise<TokenAnswer>;
  /** Revokes a token (RFC 7009) as its client: a public one without a secret. */
  revoke(
    token: { readonly token: string; readonly hint?: "access_token" | "refresh_token"; readonly clientId: string; readonly clientSecret?: string },
    options?: CallOptions,
  ): Promise<void>;
}

/**
 * Makes a client. Nothing is fetched before its first call: then the wasm of the client, which has no user interface.
 * Works in a browser, in a worker, and in Node.js 20.16 or newer.
 *
 * @throws {OAuthAppsError} with the code `invalid_options` when an option cannot be used or is not known, `not_allowed` when
 * `allowApis` does not allow its URL.
 */
export function createClient(options: ClientOptions): Client;

/** As `useWasm` of the package, for the client's own module: `oauth-apps-client.wasm`. */
export function useClientWasm(source: WasmSource | Promise<WasmSource>): void;
